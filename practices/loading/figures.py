"""Results in numbers of the demonstration records, in the words of each language."""

from __future__ import annotations

from practices.loading.schema import Language, RecordItem
from practices.models import ResultFigure


def figures_in(item: RecordItem, language: Language) -> list[ResultFigure]:
    """The rows of a record's version, one a year; they belong to no page yet."""
    return [
        ResultFigure(
            measure=series.measure[language],
            unit=series.unit[language] if series.unit else "",
            year=year,
            value=value,
            source=series.source or "",
        )
        for series in item.figures
        for year, value in sorted(series.values.items())
    ]
