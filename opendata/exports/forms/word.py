"""Exports to be read in Word: contents, records with their parts and sources, head and end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from kb.texts.plain_text.stored import stored_blocks
from kb.texts.plain_text.tree import Block, Paragraph, Run
from opendata.exports.forms.word_signs import (
    add_bookmark,
    add_link,
    add_link_inside,
    new_document,
    printable_runs,
    say_language,
)
from opendata.exports.listing import Listing
from opendata.exports.reader import Chapter, chapters_of

LIST_STYLES = {True: "List Number", False: "List Bullet"}
# Word knows no deeper ones by name.
DEEPEST = 3


def docx(listing: Listing) -> Iterator[bytes]:
    """The reader as one file; it is bounded, and put together in memory."""
    chapters = chapters_of(listing)
    document = new_document(listing.language, listing.head.title)
    with override(listing.language):
        _head(document, listing)
        document.add_heading(_("Contents"), 1)
        for chapter in chapters:
            words = " – ".join(filter(None, (chapter.facts.title, chapter.place)))
            add_link_inside(document.add_paragraph(), words, chapter.anchor)
        for chapter in chapters:
            _chapter(document, chapter, listing.language)
        document.add_paragraph(listing.end())
        if note := listing.note():
            document.add_paragraph(note)
    stream = BytesIO()
    document.save(stream)
    return iter([stream.getvalue()])


def _head(document: Any, listing: Listing) -> None:
    document.add_heading(listing.head.title, 0)
    for label, value in listing.lines:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(value)


def _chapter(document: Any, chapter: Chapter, reader: str) -> None:
    facts = chapter.facts
    heading = document.add_heading(facts.title, 1)
    add_bookmark(heading, chapter.anchor, chapter.number)
    say_language(heading, facts.text_language, reader)
    document.add_paragraph(" · ".join(filter(None, (facts.kind_label, chapter.place))))
    if facts.summary:
        say_language(document.add_paragraph(facts.summary), facts.text_language, reader)
    for part in chapter.parts:
        document.add_heading(part.heading, 2)
        write_blocks(document, stored_blocks(part.html), part.language, reader)
    if chapter.sources:
        document.add_heading(_("Sources"), 2)
        for source in chapter.sources:
            words = ", ".join(filter(None, (source.title, str(source.year or ""))))
            paragraph = document.add_paragraph(style=LIST_STYLES[False])
            add_link(paragraph, words or source.url, source.url)
    document.add_heading(_("Cite as"), 2)
    document.add_paragraph(f"{facts.citation.text} {facts.licence_label}")


def write_blocks(
    document: Any, blocks: Iterable[Block], language: str, reader: str, depth: int = 0
) -> None:
    """Paragraphs and lists of a text, in its language."""
    for block in blocks:
        if isinstance(block, Paragraph):
            paragraph = document.add_paragraph()
            _runs(paragraph, block.runs)
            say_language(paragraph, language, reader)
            continue
        level = min(depth + 1, DEEPEST)
        style = LIST_STYLES[block.numbered] + (f" {level}" if level > 1 else "")
        for item in block.items:
            first = item[0] if item and isinstance(item[0], Paragraph) else None
            paragraph = document.add_paragraph(style=style)
            if first:
                _runs(paragraph, first.runs)
            say_language(paragraph, language, reader)
            write_blocks(document, item[1:] if first else item, language, reader, depth + 1)


def _runs(paragraph: Any, runs: Iterable[Run]) -> None:
    for run in printable_runs(runs):
        if run.address:
            add_link(paragraph, run.words, run.address)
        else:
            written = paragraph.add_run(run.words)
            written.bold, written.italic = run.strong or None, run.em or None
