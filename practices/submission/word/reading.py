"""What a Word document says, heading by heading. The file passes the guard first and is never stored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePath
from typing import Any
from zipfile import ZipFile

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from kb.attachments.formats import MOST_CHARACTERS, Fault
from kb.attachments.guard import SENTENCES, cleaned_file
from kb.texts.plain_text import to_text
from practices.submission.word.lists import Block, Numbering, html_of_blocks
from practices.submission.word.runs import RunReader, html_of, tidy, without_start
from practices.submission.word.styles import Styles
from practices.submission.word.tables import Cell, is_box, joined, lines_of

MOST_BYTES = 5 * 1024 * 1024
# A document of as many words as are taken packs a tenth of this.
MOST_XML = 5 * 1024 * 1024
MOST_PARAGRAPHS = 2_000
# Words type a list by hand as often as with the button for it.
TYPED_BULLET = re.compile(r"^\s*[-–•·▪]\s+")
TYPED_NUMBER = re.compile(r"^\s*([0-9]{1,3})\.\s+")
HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)


@dataclass
class Section:
    """What stands below a heading: before its box, in the box, behind it. ``has_box``: there is a table.

    ``hidden``: words that the document hides were left out.
    """

    heading: str = ""
    level: int = 0
    before: list[Block] = field(default_factory=list)
    box: list[Block] = field(default_factory=list)
    has_box: bool = False
    hidden: bool = False


def sections_of(upload: File) -> list[Section]:
    """The document's sections. Raises ``ValidationError`` with a sentence that says what to do."""
    if PurePath((upload.name or "").rstrip(". ")).suffix.lower() != ".docx":
        raise ValidationError(_("Choose a Word document. Its name ends in .docx."))
    if (upload.size or 0) > MOST_BYTES:
        raise ValidationError(
            _("The file is larger than 5 MB. Take out the pictures; they are added later.")
        )
    cleaned = cleaned_file(upload)
    if not (cleaned.name or "").lower().endswith(".docx"):
        # The guard took it for what it is; here it has to be a Word document.
        raise ValidationError(SENTENCES[Fault.NOT_WHAT_IT_SAYS])
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
    return to_text(html_of_blocks(blocks))


def plain_text(blocks: list[Block]) -> str:
    """The blocks as plain lines."""
    return "\n".join(block.plain for block in blocks)


class _Reader:
    """Walks through the elements, so that nothing is passed over that the library has no object for."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.styles = Styles(document)
        self.numbering = Numbering(document, self.styles)
        self.runs = RunReader(self.styles, self._target)

    def sections(self) -> list[Section]:
        body = self.document.element.body
        if sum(1 for _paragraph in body.iter(qn("w:p"))) > MOST_PARAGRAPHS:
            raise ValidationError(
                _("The document has too many paragraphs: at most %(limit)d are read.")
                % {"limit": MOST_PARAGRAPHS}
            )
        found = [Section()]
        for element in _flat(body):
            self.runs.hidden = False
            blocks = self._blocks(element)
            found[-1].hidden = found[-1].hidden or self.runs.hidden
            if element.tag == qn("w:tbl") and is_box(element):
                found[-1].has_box = True
                found[-1].box += blocks
                continue
            level = self._heading_level(element) if element.tag == qn("w:p") else None
            words = " ".join(block.plain for block in blocks)
            if level is not None and words:
                found.append(Section(" ".join(self._without_notes(words).split()), level))
            elif found[-1].has_box:
                found[-1].box += blocks
            else:
                found[-1].before += blocks
        self.runs.hidden = False
        return [*found, Section(before=self._notes(), hidden=self.runs.hidden)]

    def _notes(self) -> list[Block]:
        """The words of footnotes and endnotes, which stand below no heading, each behind its sign."""
        found: list[Block] = []
        for relation in self.document.part.rels.values():
            if relation.is_external or not relation.reltype.endswith(("/footnotes", "/endnotes")):
                continue
            root = parse_xml(relation.target_part.blob)
            kind = relation.reltype.rpartition("/")[2].removesuffix("s")
            loose = [child for child in root.iterchildren(tag="*") if child.tag != qn(f"w:{kind}")]
            found += [block for element in loose for block in self._blocks(element)]
            for note in root.iterchildren(qn(f"w:{kind}")):
                sign = self.runs.notes.get((kind, note.get(qn("w:id"), "")), "")
                blocks = self._blocks(note)
                if sign and blocks:
                    first = blocks[0]
                    blocks[0] = Block("p", f"{sign} {first.html}", f"{sign} {first.plain}")
                found += blocks
        return found

    def _without_notes(self, heading: str) -> str:
        """A heading without the signs of its notes, under which nobody would know it."""
        for sign in self.runs.notes.values():
            heading = heading.replace(sign, "")
        return heading

    def _target(self, relation: str) -> str:
        """Where a link of the document leads."""
        found = self.document.part.rels.get(relation)
        return str(found.target_ref) if found and found.is_external else ""

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
        return joined(
            [
                Cell(f"{block.number}. {block.html}", f"{block.number}. {block.plain}")
                if block.kind == "ol"
                else Cell(block.html, block.plain)
                for block in self._blocks(element)
            ]
        )

    def _block(self, paragraph: Any) -> Block | None:
        pieces = self.runs.pieces(paragraph)
        plain = tidy("".join(piece.words for piece in pieces)).strip()
        kind, number, level = self.numbering.next_of(paragraph) if plain else ("", 0, 0)
        if not plain:
            return None
        if kind:
            return Block(kind, html_of(pieces), plain, number, level)
        if (start := TYPED_BULLET.match(plain)) and len(plain) > start.end():
            words = html_of(without_start(pieces, TYPED_BULLET))
            return Block("ul", words, TYPED_BULLET.sub("", plain))
        if (start := TYPED_NUMBER.match(plain)) and len(plain) > start.end():
            rest = html_of(without_start(pieces, TYPED_NUMBER))
            return Block("p", html_of(pieces), plain, int(start[1]), rest=rest)
        return Block("p", html_of(pieces), plain)

    def _heading_level(self, paragraph: Any) -> int | None:
        """1 to 9, 0 for the title; None for everything else."""
        for properties, name in self.styles.paragraph(paragraph):
            if name.lower() == "title":
                return 0
            if numbered := HEADING.fullmatch(name):
                return int(numbered[1])
            outline = properties.find(qn("w:outlineLvl")) if properties is not None else None
            level = outline.get(qn("w:val"), "") if outline is not None else ""
            if level in set("012345678"):
                return int(level) + 1
        return None


def _flat(body: Any) -> Iterator[Any]:
    """Paragraphs and tables in order; what stands in a frame of controls counts as standing there."""
    for child in body.iterchildren(tag="*"):
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag != qn("w:sectPr"):
            yield from _flat(child)
