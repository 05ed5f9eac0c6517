"""Lists of a Word document: which number stands before a paragraph, and what of it is a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from practices.submission.word.styles import Styles

BULLETS = {"bullet", "none"}
MOST_LEVELS = 9


@dataclass(frozen=True)
class Block:
    """A paragraph or an item of a list (``kind``: ``p``, ``ul``, ``ol``): its HTML and its plain words.

    ``number``: what stands before it; typed by hand, it is in ``html`` and ``plain``, and ``rest`` is the
    HTML without it.
    """

    kind: str
    html: str
    plain: str
    number: int = 0
    level: int = 0
    rest: str = ""


class Numbering:
    """Counts the paragraphs that the program numbers by itself, as the program does."""

    def __init__(self, document: Any, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, str] = {}
        self._levels: dict[tuple[str, int], tuple[str, int]] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counted: dict[tuple[str, int], int] = {}
        self._met: set[tuple[str, int]] = set()
        part = next(
            (r.target_part for r in document.part.rels.values()
             if not r.is_external and r.reltype.endswith("/numbering")),
            None,
        )  # fmt: skip
        if part is None:
            return
        for abstract in part.element.iter(qn("w:abstractNum")):
            for level in abstract.iterchildren(qn("w:lvl")):
                key = (abstract.get(qn("w:abstractNumId")), _number(level.get(qn("w:ilvl"))))
                shape = level.find(qn("w:numFmt"))
                start = level.find(qn("w:start"))
                self._levels[key] = (
                    "ul" if shape is not None and shape.get(qn("w:val")) in BULLETS else "ol",
                    _number(start.get(qn("w:val"))) if start is not None else 1,
                )
        for number in part.element.iter(qn("w:num")):
            used = number.find(qn("w:abstractNumId"))
            name = number.get(qn("w:numId"))
            if used is None:
                continue
            self._abstract[name] = used.get(qn("w:val"))
            for override in number.iterchildren(qn("w:lvlOverride")):
                start = override.find(qn("w:startOverride"))
                if start is not None:
                    key = (name, _number(override.get(qn("w:ilvl"))))
                    self._starts[key] = _number(start.get(qn("w:val")))

    def next_of(self, paragraph: Any) -> tuple[str, int, int]:
        """Kind of list, number and level of a paragraph; an empty kind where it is no item."""
        for properties, _name in self._styles.paragraph(paragraph):
            numbered = properties.find(qn("w:numPr")) if properties is not None else None
            name = numbered.find(qn("w:numId")) if numbered is not None else None
            if numbered is None or name is None:
                continue
            if name.get(qn("w:val")) == "0":
                return "", 0, 0
            at = numbered.find(qn("w:ilvl"))
            level = _number(at.get(qn("w:val"))) if at is not None else 0
            return self._count(name.get(qn("w:val"), ""), min(level, MOST_LEVELS - 1))
        return "", 0, 0

    def _count(self, name: str, level: int) -> tuple[str, int, int]:
        abstract = self._abstract.get(name, name)
        kind, start = self._levels.get((abstract, level), ("ol", 1))
        if kind == "ul":
            return kind, 0, level
        key = (abstract, level)
        if (name, level) in self._starts and (name, level) not in self._met:
            self._counted[key] = self._starts[name, level] - 1
        self._met.add((name, level))
        self._counted[key] = self._counted.get(key, start - 1) + 1
        for deeper in range(level + 1, MOST_LEVELS):
            self._counted.pop((abstract, deeper), None)
        return kind, self._counted[key], level


def _number(value: str | None) -> int:
    words = value or ""
    return int(words) if re.fullmatch(r"[0-9]{1,6}", words) else 0


def html_of_blocks(blocks: Sequence[Block]) -> str:
    """Blocks as HTML: numbers that count up from 1 are lists, every other number is a word."""
    html, place = "", 0
    while place < len(blocks):
        if blocks[place].kind == "p":
            end = _typed_until(blocks, place)
            if end - place > 1:
                items = "".join(f"<li>{block.rest}</li>" for block in blocks[place:end])
                html += f"<ol>{items}</ol>"
                place = end
            else:
                html += f"<p>{blocks[place].html}</p>"
                place += 1
        else:
            part, place = _list(blocks, place)
            html += part
    return html


def _typed_until(blocks: Sequence[Block], place: int) -> int:
    """Behind the last of the paragraphs that count up from 1 by numbers that somebody typed."""
    end = place
    while end < len(blocks) and blocks[end].kind == "p" and blocks[end].number == end - place + 1:
        end += 1
    return end


def _list(blocks: Sequence[Block], place: int, highest: int = 0) -> tuple[str, int]:
    """A list with the lists in its items, and the place behind it; ``highest``: the level it stands in."""
    kind, level = blocks[place].kind, blocks[place].level
    if kind == "ol" and blocks[place].number != 1:
        return f"<p>{blocks[place].number}. {blocks[place].html}</p>", place + 1
    items = ""
    count = 0
    while (
        place < len(blocks)
        and blocks[place].kind == kind
        and highest <= blocks[place].level <= level
    ):
        if kind == "ol" and blocks[place].number != count + 1:
            break
        count += 1
        inner = blocks[place].html
        place += 1
        while place < len(blocks) and blocks[place].kind != "p" and blocks[place].level > level:
            part, place = _list(blocks, place, level + 1)
            inner += part
        items += f"<li>{inner}</li>"
    return f"<{kind}>{items}</{kind}>", place


def plain_lines(blocks: Sequence[Block]) -> str:
    """Blocks as plain lines, each with the number that stands before it."""
    return "\n".join(
        f"{block.number}. {block.plain}" if block.kind == "ol" else block.plain for block in blocks
    )
