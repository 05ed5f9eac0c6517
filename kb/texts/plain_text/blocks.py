"""The paragraphs and lists of a text as it is typed, line by line."""

from __future__ import annotations

import re

from kb.texts.plain_text.marks import runs_of
from kb.texts.plain_text.tree import Block, Listing, Paragraph

# "- - -" is a line drawn between two parts.
BULLET = re.compile(r"( *)- +(?=\S)(?!(?:- ?)+$)")
# A joiner before a number says that it begins a list although no other follows.
NUMBER = re.compile(r"( *)(\u2060?)([0-9]{1,9})\. +(?=\S)")
ESCAPED_START = re.compile(r"^([0-9]{0,9})(\\+)(?=([-.])(?: |$))")
# Lists deeper than these are lines with their marks.
MOST_DEPTH = 6
# Spaces at the start of a line by which it belongs to the item above.
INDENT = 2


def blocks_of(lines: list[str], depth: int = 0) -> tuple[Block, ...]:
    """The paragraphs and lists of typed lines."""
    found: list[Block] = []
    waiting: list[str] = []

    def close() -> None:
        if runs := runs_of("\n".join(waiting)):
            found.append(Paragraph(runs))
        waiting.clear()

    place = 0
    while place < len(lines):
        line = lines[place]
        listing, end = _list_at(lines, place, depth)
        if listing is not None:
            close()
            if _goes_on(found, listing):
                listing = Listing(False, (*found.pop().items, *listing.items))  # type: ignore[union-attr]
            found.append(listing)
            place = end
            continue
        if line.strip():
            waiting.append(ESCAPED_START.sub(_without_escape, line.strip()))
        else:
            close()
        place += 1
    close()
    return tuple(found)


def _goes_on(found: list[Block], listing: Listing) -> bool:
    """Whether a list with signs follows one directly: whatever its indent, nobody can type two of them."""
    return (
        bool(found)
        and isinstance(found[-1], Listing)
        and not (found[-1].numbered or listing.numbered)
    )


def _without_escape(found: re.Match[str]) -> str:
    number, backslashes, sign = found.groups()
    if bool(number) != (sign == "."):
        return found[0]
    return number + "\\" * (len(backslashes) // 2)


def _list_at(lines: list[str], place: int, depth: int) -> tuple[Listing | None, int]:
    """The list that begins with a line, and the place behind it; None where none does."""
    line = lines[place]
    if depth >= MOST_DEPTH:
        return None, place
    if start := BULLET.match(line):
        items, end = _items(lines, place, start, numbered=False)
    elif (start := NUMBER.match(line)) and start[3] == "1":
        items, end = _items(lines, place, start, numbered=True)
        if len(items) < 2 and not start[2]:
            return None, place
    else:
        return None, place
    made = [blocks_of(item, depth + 1) for item in items]
    return Listing(start.re is NUMBER, tuple(item for item in made if item)), end


def _items(
    lines: list[str], place: int, start: re.Match[str], *, numbered: bool
) -> tuple[list[list[str]], int]:
    """The lines of each item of a list, without mark and indent, and the place behind the list."""
    indent, sign = len(start[1]), NUMBER if numbered else BULLET
    items: list[list[str]] = []
    while place < len(lines):
        mark = sign.match(lines[place])
        if not mark or abs(len(mark[1]) - indent) >= INDENT:
            break
        if numbered and mark[3] != str(len(items) + 1):
            break
        item = [lines[place][mark.end() :]]
        place += 1
        while place < len(lines):
            behind = _behind_blanks(lines, place)
            if behind >= len(lines) or _indent(lines[behind]) < indent + INDENT:
                break
            item += [""] * (behind - place)
            line = lines[behind]
            item.append(line[min(_indent(line), mark.end()) :])
            place = behind + 1
        items.append(item)
        if not numbered:
            # Between items with signs may be empty lines.
            behind = _behind_blanks(lines, place)
            if behind < len(lines) and BULLET.match(lines[behind]):
                place = behind
    return items, place


def _behind_blanks(lines: list[str], place: int) -> int:
    while place < len(lines) and not lines[place].strip():
        place += 1
    return place


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
