"""Tables of a Word document as lines that can be read without it: "Salaries: 118,000 € (2023)"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

# Word itself makes no more columns; what is longer than these is no name of a row or column.
MOST_COLUMNS = 63
LONGEST_NAME = 120


@dataclass(frozen=True)
class Cell:
    """The words of a cell as HTML and plain; ``merged``: it goes on the cell above."""

    html: str = ""
    plain: str = ""
    merged: bool = False

    @property
    def is_name(self) -> bool:
        """Whether it is short enough to stand beside each value of its row or column."""
        return 0 < len(self.plain) <= LONGEST_NAME


def is_box(table: Any) -> bool:
    """Whether a table is one cell: a frame around words, as the boxes of the questions are."""
    return sum(1 for row in _children(table, "w:tr") for _cell in _children(row, "w:tc")) <= 1


def lines_of(table: Any, read: Callable[[Any], Cell]) -> list[Cell]:
    """A line for each row of a table; ``read`` gives the words of a cell.

    The first column names the row. Where there are three columns or more, the first row names the columns
    and each value is followed by its column's name in brackets. No words are left out.
    """
    rows = [row for row in _rows(table, read) if any(cell.plain for cell in row)]
    head = rows[0] if rows and _is_head(rows) else []
    return [_line(row, head if number else []) for number, row in enumerate(rows)]


def _rows(table: Any, read: Callable[[Any], Cell]) -> Iterator[list[Cell]]:
    above: list[Cell] = []
    for row in _children(table, "w:tr"):
        cells: list[Cell] = []
        for element in _children(row, "w:tc"):
            properties = element.find(qn("w:tcPr"))
            width, goes_on = _shape(properties)
            cell = read(element)
            if goes_on and len(cells) < len(above) and above[len(cells)].is_name:
                cell = Cell(above[len(cells)].html, above[len(cells)].plain, merged=True)
            cells.append(cell)
            # A cell over several columns stands in the first of them, and names them all.
            cells += [Cell(cell.html, cell.plain, merged=True)] * (width - 1)
            if len(cells) >= MOST_COLUMNS:
                break
        above = cells
        yield cells


def _shape(properties: Any) -> tuple[int, bool]:
    """Over how many columns a cell goes, and whether it goes on the one above."""
    if properties is None:
        return 1, False
    span = properties.find(qn("w:gridSpan"))
    value = span.get(qn("w:val"), "1") if span is not None else "1"
    width = int(value) if value.isascii() and value.isdecimal() and len(value) <= 2 else 1
    merge = properties.find(qn("w:vMerge"))
    goes_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
    return min(max(width, 1), MOST_COLUMNS), goes_on


def _is_head(rows: list[list[Cell]]) -> bool:
    return len(rows) > 1 and len(rows[0]) > 2 and all(cell.is_name for cell in rows[0][1:])


def _line(row: list[Cell], head: list[Cell]) -> Cell:
    """The row's name, a colon, its values; each with the name of its column where there is a head."""
    first, values = row[0], []
    for number, cell in enumerate(row[1:], start=1):
        if not cell.plain or (cell.merged and cell.plain == row[number - 1].plain):
            continue
        named = head[number] if number < len(head) and head[number].is_name else None
        values.append(
            Cell(f"{cell.html} ({named.html})", f"{cell.plain} ({named.plain})") if named else cell
        )
    between = ": " if first.plain and values else ""
    return Cell(
        first.html + between + ", ".join(value.html for value in values),
        first.plain + between + ", ".join(value.plain for value in values),
    )


def joined(cells: list[Cell]) -> Cell:
    """The paragraphs of a cell as one."""
    return Cell("; ".join(cell.html for cell in cells), "; ".join(cell.plain for cell in cells))


def _children(element: Any, name: str) -> Iterator[Any]:
    """The rows or cells of a table, those in a frame of controls too, not those of a table within."""
    for child in element.iterchildren(tag="*"):
        if child.tag == qn(name):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _children(child, name)
