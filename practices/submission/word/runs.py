"""The words of a paragraph of a Word document, with how they look and where they lead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.html import escape
from docx.oxml.ns import qn

from practices.submission.word.signs import MATHS, formula, lowered, raised, readable, symbol
from practices.submission.word.styles import Styles

LINKS = ("http://", "https://", "mailto:")
FIELD_LINK = re.compile(r'\s*HYPERLINK\s+(?:\\[nt]\s+)*(?:"([^"]*)"|([^\s"\\]\S*))', re.IGNORECASE)
LONGEST_FIELD = 4_000
# Blanks of every kind, which the guard does not count as words: a million of them is one.
BLANKS = re.compile(r"[^\S\n]+")
EMPTY_LINES = re.compile(r" ?\n[ \n]*")
# What was deleted or moved away while changes were tracked, and what is no text.
LEFT_OUT = {qn(name) for name in ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:sdtPr", "w:fldData")}
NOTES = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}


class Piece(NamedTuple):
    """Words that look the same; ``place`` is superscript, subscript or nothing."""

    words: str
    strong: bool
    stressed: bool
    address: str
    place: str = ""


class RunReader:
    """Reads paragraphs one after the other; ``hidden`` says whether hidden words were left out.

    ``notes`` holds the sign of each footnote and endnote that the text has pointed at so far.
    """

    def __init__(self, styles: Styles, address_of: Callable[[str], str]) -> None:
        self.styles = styles
        self.hidden = False
        self.notes: dict[tuple[str, str], str] = {}
        self._address_of = address_of

    def pieces(self, paragraph: Any) -> list[Piece]:
        """The words of a paragraph, raised and lowered ones as characters."""
        fields = _Fields()
        read = list(self._read(paragraph, paragraph, "", fields))
        found = []
        for look, same in groupby(read, key=lambda piece: piece[1:]):
            words = "".join(piece.words for piece in same)
            if look[3] == "superscript":
                words = raised(words)
            elif look[3] == "subscript":
                words = lowered(words)
            found.append(Piece(words, *look[:3]))
        return found

    def _read(self, element: Any, paragraph: Any, address: str, fields: _Fields) -> Iterator[Piece]:
        for child in element.iterchildren(tag="*"):
            if child.tag in LEFT_OUT:
                continue
            if child.tag == qn("w:r"):
                yield from self._run(child, paragraph, address, fields)
            elif child.tag == qn("w:hyperlink"):
                target = self._address_of(child.get(qn("r:id")) or "")
                yield from self._read(child, paragraph, _safe(target), fields)
            elif child.tag == qn("w:fldSimple"):
                target = _field_link(child.get(qn("w:instr"), ""))
                yield from self._read(child, paragraph, target or address, fields)
            elif child.tag == f"{MATHS}oMath":
                yield Piece(formula(child), False, False, address)
            else:
                yield from self._read(child, paragraph, address, fields)

    def _run(self, run: Any, paragraph: Any, address: str, fields: _Fields) -> Iterator[Piece]:
        words = self._words(run, fields)
        if not words:
            return
        if self.styles.is_on(run, "w:vanish", paragraph):
            self.hidden = self.hidden or bool(words.strip())
            return
        place = self.styles.of_run(run, "w:vertAlign")
        # The sign of a note stands in brackets instead.
        is_note = any(child.tag in NOTES for child in run.iterchildren(tag="*"))
        yield Piece(
            words,
            self.styles.is_on(run, "w:b"),
            self.styles.is_on(run, "w:i"),
            fields.address or address,
            "" if place is None or is_note else place.get(qn("w:val"), ""),
        )

    def _words(self, run: Any, fields: _Fields) -> str:
        words = ""
        for child in run.iterchildren(tag="*"):
            if child.tag == qn("w:t"):
                words += readable(child.text or "", self._font(run))
            elif child.tag in (qn("w:br"), qn("w:cr")):
                words += "\n"
            elif child.tag in (qn("w:tab"), qn("w:ptab")):
                words += " "
            elif child.tag == qn("w:noBreakHyphen"):
                words += "-"
            elif child.tag == qn("w:sym"):
                words += symbol(child.get(qn("w:font"), ""), child.get(qn("w:char"), ""))
            elif child.tag == qn("w:ruby"):
                words += "".join(
                    word.text or ""
                    for base in child.iterchildren(qn("w:rubyBase"))
                    for word in base.iter(qn("w:t"))
                )
            elif child.tag == f"{MATHS}oMath":
                words += formula(child)
            elif child.tag in NOTES:
                words += self._sign(NOTES[child.tag], child.get(qn("w:id"), ""))
            elif child.tag == qn("w:fldChar"):
                fields.turn(child.get(qn("w:fldCharType"), ""))
            elif child.tag == qn("w:instrText"):
                fields.add(child.text or "")
        return words

    def _font(self, run: Any) -> str:
        fonts = self.styles.of_run(run, "w:rFonts")
        if fonts is None:
            return ""
        return str(fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) or "")

    def _sign(self, kind: str, number: str) -> str:
        return self.notes.setdefault((kind, number), f"[{len(self.notes) + 1}]")


class _Fields:
    """The fields that are open where the text is read: each is an instruction, then what it gives."""

    def __init__(self) -> None:
        self._open: list[str] = []

    def turn(self, kind: str) -> None:
        if kind == "begin":
            self._open.append("")
        elif kind == "end" and self._open:
            self._open.pop()
        elif kind == "separate" and self._open:
            self._open[-1] = _field_link(self._open[-1])

    def add(self, instruction: str) -> None:
        if self._open:
            self._open[-1] = (self._open[-1] + instruction)[:LONGEST_FIELD]

    @property
    def address(self) -> str:
        """Where the innermost link leads; an instruction that is still read leads nowhere."""
        found = next((each for each in reversed(self._open) if each.startswith(LINKS)), "")
        return found


def _field_link(instruction: str) -> str:
    found = FIELD_LINK.match(instruction[:LONGEST_FIELD])
    return _safe(found[1] or found[2] or "") if found else ""


def _safe(target: str) -> str:
    return target if target.lower().startswith(LINKS) else ""


def tidy(words: str) -> str:
    """Words with single blanks and line ends."""
    return EMPTY_LINES.sub("\n", BLANKS.sub(" ", words))


def without_start(pieces: list[Piece], sign: re.Pattern[str]) -> list[Piece]:
    """The same without the sign of the list, which may stand in several pieces."""
    start = sign.match("".join(piece.words for piece in pieces))
    left = start.end() if start else 0
    kept = []
    for piece in pieces:
        kept.append(piece._replace(words=piece.words[left:]))
        left = max(0, left - len(piece.words))
    return kept


def html_of(pieces: list[Piece]) -> str:
    """The words with their marks; neighbours that look the same are one."""
    html = ""
    for (strong, stressed, address, *_place), same in groupby(pieces, key=lambda piece: piece[1:]):
        words = tidy("".join(piece.words for piece in same))
        part = "<br>".join(str(escape(line)) for line in words.split("\n"))
        if part.strip():
            part = f"<i>{part}</i>" if stressed else part
            part = f"<b>{part}</b>" if strong else part
            part = f'<a href="{escape(address)}">{part}</a>' if address else part
        html += part
    return html
