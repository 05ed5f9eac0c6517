"""What people type in a plain text box, and the safe HTML that is stored: there and back.

City officials write in ordinary text boxes, which work on any device and without scripts. A line that
begins with ``-`` or a number becomes a list, ``**strong**`` and ``*stressed*`` what they say,
``[words](address)`` and bare addresses become links; everything else, headings and HTML included, stays
text. The marks are a small part of CommonMark, read by markdown-it-py.
"""

from __future__ import annotations

import re
from functools import cache

from bs4 import BeautifulSoup, NavigableString, Tag
from markdown_it import MarkdownIt
from wagtail.rich_text import expand_db_html

from kb.rich_text import INVISIBLE, clean_html

FEATURES = ("bold", "italic", "ol", "ul", "link")
RULES = ["list", "emphasis", "link", "linkify", "escape", "newline", "balance_pairs"]
MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
SPECIAL = re.compile(r"([\\*_\[\]])")
# A sign or a number with a dot at the start of a line would become a list on the way back.
LOOKS_LIKE_LIST = re.compile(r"^([ \t]*)(?:([-+])|(\d{1,9})([.)]))(?=\s|$)", re.MULTILINE)
BLOCKS = {"p", "ul", "ol", "li"}


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("zero", {"linkify": True, "breaks": True}).enable(RULES, True)


def to_html(text: str) -> str:
    """The stored HTML of a typed text: paragraphs, lists, links, strong and stressed words."""
    typed = INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")
    return clean_html(_reader().render(typed), FEATURES).strip() if typed.strip() else ""


def to_text(html: str) -> str:
    """The text that gives this HTML, for a text box; links to pages are written as addresses."""
    if not html.strip():
        return ""
    return "\n\n".join(_blocks(BeautifulSoup(expand_db_html(html), "html.parser"))).strip("\n")


def _blocks(parent: Tag) -> list[str]:
    """The paragraphs and lists in an element, in order; loose words between them are paragraphs too."""
    found: list[str] = []
    loose = ""
    for child in parent.children:
        if isinstance(child, Tag) and child.name in BLOCKS:
            found += [
                _paragraph(loose),
                _list(child) if child.name in ("ul", "ol") else _paragraph(_inline(child)),
            ]
            loose = ""
        else:
            loose += _inline(child)
    return [block for block in [*found, _paragraph(loose)] if block]


def _paragraph(written: str) -> str:
    lines = (line.strip() for line in written.strip().split("\n"))
    return LOOKS_LIKE_LIST.sub(_escape_start, "\n".join(line for line in lines if line))


def _escape_start(found: re.Match[str]) -> str:
    indent, sign, number, dot = found.groups()
    return f"{indent}\\{sign}" if sign else f"{indent}{number}\\{dot}"


def _list(element: Tag) -> str:
    items = []
    for number, item in enumerate(element.find_all("li", recursive=False), start=1):
        mark = "- " if element.name == "ul" else f"{number}. "
        blocks = _blocks(item)
        between = "\n\n" if item.find("p", recursive=False) else "\n"
        first, *rest = between.join(blocks).split("\n") if blocks else [""]
        indent = " " * len(mark)
        items.append("\n".join([mark + first, *(line and indent + line for line in rest)]))
    return "\n".join(items)


def _inline(node: object) -> str:
    if isinstance(node, NavigableString):
        return SPECIAL.sub(r"\\\1", re.sub(r"[ \t\n]+", " ", str(node)))
    if not isinstance(node, Tag):
        return ""
    if node.name == "br":
        return "\n"
    inner = "".join(_inline(child) for child in node.children)
    if node.name == "a":
        return _link(inner, str(node.get("href") or ""), node.get_text())
    mark = MARKS.get(node.name, "") if inner.strip() else ""
    # Spaces inside the marks would keep them from being read as marks.
    return (
        inner
        if not mark
        else re.sub(r"^(\s*)(.*?)(\s*)$", rf"\1{mark}\2{mark}\3", inner, flags=re.DOTALL)
    )


def _link(words: str, address: str, shown: str) -> str:
    """A bare address where the words are the address itself; else words and address."""
    if not address:
        return words
    html = _reader().renderInline(shown)
    if re.fullmatch(rf'<a href="{re.escape(address.replace("&", "&amp;"))}">[^<]*</a>', html):
        return shown
    return (
        f"[{words}]({address})"
        if not re.search(r"[\s()<>]", address)
        else f"[{words}](<{address}>)"
    )
