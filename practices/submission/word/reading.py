"""What a Word document says, heading by heading. The file passes the guard first and is never stored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from itertools import groupby
from pathlib import PurePath
from typing import Any
from zipfile import ZipFile

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.html import escape
from django.utils.translation import gettext as _
from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from kb.attachments.formats import MOST_CHARACTERS, Fault
from kb.attachments.guard import SENTENCES, cleaned_file
from kb.written_text import to_text
from practices.submission.word.tables import Cell, is_box, joined, lines_of

MOST_BYTES = 5 * 1024 * 1024
# A document of as many words as are taken packs a tenth of this.
MOST_XML = 5 * 1024 * 1024
MOST_PARAGRAPHS = 2_000
FARTHEST_STYLE = 10
LINKS = ("http://", "https://", "mailto:")
OFF = {"0", "false", "off"}
# Words type a list by hand as often as with the button for it.
TYPED_BULLET = re.compile(r"^\s*[-–•·▪]\s+")
TYPED_NUMBER = re.compile(r"^\s*\d{1,2}[.)]\s+")
# Blanks of every kind, which the guard does not count as words: a million of them is one.
BLANKS = re.compile(r"[^\S\n]+")
EMPTY_LINES = re.compile(r" ?\n[ \n]*")
HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)


@dataclass(frozen=True)
class Block:
    """A paragraph or an item of a list (``kind``: ``p``, ``ul``, ``ol``): its HTML and its plain words."""

    kind: str
    html: str
    plain: str


@dataclass
class Section:
    """What stands below a heading: before its box, in the box, behind it. ``has_box``: there is a table."""

    heading: str = ""
    level: int = 0
    before: list[Block] = field(default_factory=list)
    box: list[Block] = field(default_factory=list)
    has_box: bool = False


def sections_of(upload: File) -> list[Section]:
    """The document's sections. Raises ``ValidationError`` with a sentence that says what to do."""
    if PurePath((upload.name or "").rstrip(". ")).suffix.lower() != ".docx":
        raise ValidationError(_("Choose a Word document. Its name ends in .docx."))
    if (upload.size or 0) > MOST_BYTES:
        raise ValidationError(
            _("The file is larger than 5 MB. Take out the pictures; they are added later.")
        )
    cleaned = cleaned_file(upload)
    if not cleaned.whole:
        raise ValidationError(
            _("The document is too long: at most %(limit)d characters are read. Make it shorter.")
            % {"limit": MOST_CHARACTERS}
        )
    content = cleaned.read()
    with ZipFile(BytesIO(content)) as archive:
        members = [m for m in archive.infolist() if m.filename.endswith((".xml", ".rels"))]
    if sum(member.file_size for member in members) > MOST_XML:
        raise ValidationError(SENTENCES[Fault.UNPACKS_TOO_FAR])
    try:
        return _Reader(Document(BytesIO(content))).sections()
    except ValidationError:
        raise
    except Exception as unreadable:
        # An archive that is sound may still be no document that the library understands.
        raise ValidationError(SENTENCES[Fault.BROKEN]) from unreadable


def typed_text(blocks: list[Block]) -> str:
    """The blocks as they are typed into a text box that knows lists, links, strong and stressed words."""
    html, kind = "", ""
    for block in blocks:
        if block.kind != kind:
            html += f"</{kind}>" if kind in ("ul", "ol") else ""
            html += f"<{block.kind}>" if block.kind != "p" else ""
            kind = block.kind
        html += f"<li>{block.html}</li>" if kind != "p" else f"<p>{block.html}</p>"
    return to_text(html + (f"</{kind}>" if kind in ("ul", "ol") else ""))


def plain_text(blocks: list[Block]) -> str:
    """The blocks as plain lines."""
    return "\n".join(block.plain for block in blocks)


class _Reader:
    """Walks through the elements, so that nothing is passed over that the library has no object for."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.styles = {style.style_id: style.element for style in document.styles}

    def sections(self) -> list[Section]:
        body = self.document.element.body
        if sum(1 for _paragraph in body.iter(qn("w:p"))) > MOST_PARAGRAPHS:
            raise ValidationError(
                _("The document has too many paragraphs: at most %(limit)d are read.")
                % {"limit": MOST_PARAGRAPHS}
            )
        found = [Section()]
        for element in _flat(body):
            blocks = self._blocks(element)
            if element.tag == qn("w:tbl") and is_box(element):
                found[-1].has_box = True
                found[-1].box += blocks
                continue
            level = self._heading_level(element) if element.tag == qn("w:p") else None
            words = " ".join(block.plain for block in blocks)
            if level is not None and words:
                found.append(Section(" ".join(words.split()), level))
            elif found[-1].has_box:
                found[-1].box += blocks
            else:
                found[-1].before += blocks
        return [*found, Section(before=self._notes())]

    def _notes(self) -> list[Block]:
        """The words of footnotes and endnotes, which stand below no heading."""
        return [
            block
            for relation in self.document.part.rels.values()
            if not relation.is_external and relation.reltype.endswith(("/footnotes", "/endnotes"))
            for block in self._blocks(parse_xml(relation.target_part.blob))
        ]

    def _blocks(self, element: Any) -> list[Block]:
        """The paragraphs in an element, those in boxes that float beside the text included.

        A table of several cells becomes an item of a list for each of its rows.
        """
        found: list[Block] = []
        read: set[Any] = set()
        for part in element.iter(qn("w:p"), qn("w:tbl")):
            above = list(part.iterancestors())
            # A floating box is written twice, for old programs too.
            if not read.isdisjoint(above) or any(p.tag.endswith("}Fallback") for p in above):
                continue
            if part.tag == qn("w:tbl"):
                if not is_box(part):
                    read.add(part)
                    lines = lines_of(part, self._cell)
                    found += [Block("ul", line.html, line.plain) for line in lines if line.plain]
            elif block := self._block(part):
                found.append(block)
        return found

    def _cell(self, element: Any) -> Cell:
        return joined([Cell(block.html, block.plain) for block in self._blocks(element)])

    def _block(self, paragraph: Any) -> Block | None:
        pieces = list(self._pieces(paragraph, ""))
        plain = _tidy("".join(words for words, *_how in pieces)).strip()
        if not plain:
            return None
        kind = self._list_kind(paragraph)
        typed = "" if kind else plain
        for sign, typed_kind in ((TYPED_BULLET, "ul"), (TYPED_NUMBER, "ol")):
            start = sign.match(typed)
            if start and len(typed) > start.end():
                kind = typed_kind
                pieces = _without_start(pieces, sign)
                plain = sign.sub("", plain)
        return Block(kind or "p", _html(pieces), plain)

    def _pieces(self, element: Any, address: str) -> Iterator[tuple[str, bool, bool, str]]:
        """Words with whether they are strong, stressed, and where they lead."""
        for child in element.iterchildren(tag="*"):
            if child.tag == qn("w:r"):
                words = _words(child)
                if words:
                    yield words, _is_on(child, "w:b"), _is_on(child, "w:i"), address
            elif child.tag == qn("w:hyperlink"):
                relation = self.document.part.rels.get(child.get(qn("r:id")) or "")
                target = relation.target_ref if relation and relation.is_external else ""
                yield from self._pieces(child, target if target.startswith(LINKS) else "")
            elif child.tag not in (qn("w:pPr"), qn("w:rPr")):
                yield from self._pieces(child, address)

    def _heading_level(self, paragraph: Any) -> int | None:
        """1 to 9, 0 for the title; None for everything else."""
        for properties, name in self._properties(paragraph):
            if name.lower() == "title":
                return 0
            if numbered := HEADING.fullmatch(name):
                return int(numbered[1])
            outline = properties.find(qn("w:outlineLvl")) if properties is not None else None
            level = outline.get(qn("w:val"), "") if outline is not None else ""
            if level in set("012345678"):
                return int(level) + 1
        return None

    def _list_kind(self, paragraph: Any) -> str:
        """``ul`` or ``ol`` for an item of a list."""
        for properties, _name in self._properties(paragraph):
            number = properties.find(qn("w:numPr")) if properties is not None else None
            identifier = number.find(qn("w:numId")) if number is not None else None
            if identifier is not None:
                value = identifier.get(qn("w:val"))
                return "" if value == "0" else self._numbered.get(value, "ol")
        return ""

    def _properties(self, paragraph: Any) -> Iterator[tuple[Any, str]]:
        """The paragraph's own properties, then those of its style and of the styles that one stands on."""
        own = paragraph.find(qn("w:pPr"))
        yield own, ""
        chosen = own.find(qn("w:pStyle")) if own is not None else None
        for _step in range(FARTHEST_STYLE):
            style = self.styles.get(chosen.get(qn("w:val"))) if chosen is not None else None
            if style is None:
                return
            name = style.find(qn("w:name"))
            yield (
                style.find(qn("w:pPr")),
                name.get(qn("w:val"), "") if name is not None else "",
            )
            chosen = style.find(qn("w:basedOn"))

    @cached_property
    def _numbered(self) -> dict[str, str]:
        """Which lists have bullets and which numbers, by the number of the list."""
        part = next(
            (r.target_part for r in self.document.part.rels.values()
             if not r.is_external and r.reltype.endswith("/numbering")),
            None,
        )  # fmt: skip
        if part is None:
            return {}
        kinds = {}
        for abstract in part.element.iter(qn("w:abstractNum")):
            shape = abstract.find(f"{qn('w:lvl')}/{qn('w:numFmt')}")
            bullet = shape is not None and shape.get(qn("w:val")) in ("bullet", "none")
            kinds[abstract.get(qn("w:abstractNumId"))] = "ul" if bullet else "ol"
        return {
            number.get(qn("w:numId")): kinds.get(used.get(qn("w:val")), "ol")
            for number in part.element.iter(qn("w:num"))
            if (used := number.find(qn("w:abstractNumId"))) is not None
        }


def _flat(body: Any) -> Iterator[Any]:
    """Paragraphs and tables in order; what stands in a frame of controls counts as standing there."""
    for child in body.iterchildren(tag="*"):
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag != qn("w:sectPr"):
            yield from _flat(child)


def _words(run: Any) -> str:
    words = ""
    for child in run.iterchildren(tag="*"):
        if child.tag == qn("w:t"):
            words += child.text or ""
        elif child.tag in (qn("w:br"), qn("w:cr")):
            words += "\n"
        elif child.tag == qn("w:tab"):
            words += " "
        elif child.tag == qn("w:noBreakHyphen"):
            words += "-"
    return words


def _tidy(words: str) -> str:
    return EMPTY_LINES.sub("\n", BLANKS.sub(" ", words))


def _is_on(run: Any, name: str) -> bool:
    properties = run.find(qn("w:rPr"))
    switch = properties.find(qn(name)) if properties is not None else None
    return switch is not None and switch.get(qn("w:val"), "1") not in OFF


def _without_start(
    pieces: list[tuple[str, bool, bool, str]], sign: re.Pattern[str]
) -> list[tuple[str, bool, bool, str]]:
    """The same without the sign of the list, which may stand in several pieces."""
    whole = "".join(words for words, *_how in pieces)
    start = sign.match(whole)
    left = start.end() if start else 0
    kept = []
    for words, strong, stressed, address in pieces:
        kept.append((words[left:], strong, stressed, address))
        left = max(0, left - len(words))
    return kept


def _html(pieces: list[tuple[str, bool, bool, str]]) -> str:
    """The words with their marks; neighbours that look the same are one."""
    html = ""
    for (strong, stressed, address), same in groupby(pieces, key=lambda piece: piece[1:]):
        words = _tidy("".join(piece[0] for piece in same))
        part = "<br>".join(str(escape(line)) for line in words.split("\n"))
        if part.strip():
            part = f"<i>{part}</i>" if stressed else part
            part = f"<b>{part}</b>" if strong else part
            part = f'<a href="{escape(address)}">{part}</a>' if address else part
        html += part
    return html
