"""Results in numbers: what was counted, year by year, as a table with a bar beside each number."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.utils.formats import number_format

from practices.models import RecordPage, ResultFigure

LONGEST_BAR = 100


def figure_series(record: RecordPage) -> list[dict[str, Any]]:
    """The series of a record in the order of their first rows, the years of each from early to late.

    A bar is as long as its number is of the largest of its series: series are not compared. ``sourced``: one
    of the rows names its source.
    """
    series: dict[tuple[str, str], list[ResultFigure]] = {}
    for row in record.figures.all():
        series.setdefault((row.measure, row.unit), []).append(row)
    return [
        {
            "measure": measure,
            "unit": unit,
            "rows": _rows(rows),
            "sourced": any(row.source for row in rows),
        }
        for (measure, unit), rows in series.items()
    ]


def _rows(rows: list[ResultFigure]) -> list[dict[str, Any]]:
    largest = max(row.value for row in rows)
    return [
        {
            "year": str(row.year),
            "value": written_number(row.value),
            "bar": round(LONGEST_BAR * row.value / largest) if largest else 0,
            "source": row.source,
            "source_name": urlsplit(row.source).netloc.removeprefix("www."),
        }
        for row in sorted(rows, key=lambda row: row.year)
    ]


def written_number(value: Decimal) -> str:
    """A number as the reader's language writes it, without zeros that nobody typed."""
    whole = value.to_integral_value()
    places = None if value == whole else value.normalize()
    return number_format(int(whole) if places is None else places, force_grouping=True)
