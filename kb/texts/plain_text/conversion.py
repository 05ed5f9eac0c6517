"""From the text box to the stored HTML, back again, and to what a page shows of it."""

from __future__ import annotations

from wagtail.rich_text import expand_db_html

from kb.texts.lines.cleaning import clean_lines
from kb.texts.plain_text.blocks import blocks_of
from kb.texts.plain_text.stored import stored_blocks
from kb.texts.plain_text.tree import JOINER, html_of
from kb.texts.plain_text.writing import shown, typed
from kb.texts.rich_text import clean_html

FEATURES = ("bold", "italic", "ol", "ul", "link")


def to_html(text: str) -> str:
    """The stored HTML of a typed text: paragraphs, lists, links, strong and stressed words."""
    # What nobody sees is taken out, but for the sign that a box itself holds.
    lines = JOINER.join(clean_lines(part) for part in text.split(JOINER)).expandtabs(4).split("\n")
    return clean_html(html_of(blocks_of(lines)), FEATURES).strip()


def to_text(html: str) -> str:
    """The text that gives this HTML, for a text box; links to pages are written as addresses."""
    return typed(stored_blocks(expand_db_html(html))) if html.strip() else ""


def shown_text(html: str) -> str:
    """The plain text that a page shows of stored HTML."""
    return shown(stored_blocks(html))
