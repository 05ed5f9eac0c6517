"""Results in numbers of the demonstration records, in the words of each language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from practices.loading.schema import Language, RecordItem
from practices.loading.writing import translation_key
from practices.models import RecordPage, ResultFigure


def fill_figures(page: RecordPage, item: RecordItem, language: Language) -> None:
    """Set the rows of a page, one a year."""
    page.figures = list(_rows(item, language))


def write_figures(items: Iterable[RecordItem], pages: Sequence[RecordPage]) -> None:
    """Give pages that are copies of the English ones rows in words of their own."""
    by_key = {translation_key(f"record:{item.id}"): item for item in items if item.figures}
    mine = [page for page in pages if page.translation_key in by_key]
    ResultFigure.objects.filter(page__in=mine).delete()
    rows = []
    for page in mine:
        item, language = by_key[page.translation_key], page.locale.language_code
        for place, row in enumerate(_rows(item, language)):
            row.page, row.sort_order = page, place
            rows.append(row)
    ResultFigure.objects.bulk_create(rows)


def _rows(item: RecordItem, language: Any) -> Iterator[ResultFigure]:
    for series in item.figures:
        for year, value in sorted(series.values.items()):
            yield ResultFigure(
                measure=series.measure[language],
                unit=series.unit.get(language, ""),
                year=year,
                value=value,
                source=series.source or "",
            )
