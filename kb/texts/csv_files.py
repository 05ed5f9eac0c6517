"""Tables as files for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

# What makes a spreadsheet take a text for a formula, and the sign that makes it a text again.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
AS_TEXT = "'"
# Without it a spreadsheet takes UTF-8 for something older.
BYTE_ORDER_MARK = "\ufeff"


def csv_file(rows: Iterable[Sequence[str | int]]) -> bytes:
    """The rows as CSV that a spreadsheet opens as written and runs nothing of."""
    return b"".join(csv_lines(rows))


def csv_lines(rows: Iterable[Sequence[str | int]]) -> Iterator[bytes]:
    """The same, row by row, for tables that nobody wants to hold as a whole."""
    yield BYTE_ORDER_MARK.encode()
    for row in rows:
        written = io.StringIO()
        csv.writer(written).writerow([safe_cell(cell) for cell in row])
        yield written.getvalue().encode()


def safe_cell(cell: str | int) -> str | int:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers."""
    if isinstance(cell, str) and cell.lstrip(" \u00a0").startswith(FORMULA_SIGNS):
        return f"{AS_TEXT}{cell}"
    return cell
