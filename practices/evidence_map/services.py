"""The evidence map: how many records there are for each pair of subjects, and how good their evidence is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.texts.sorting import name_key
from search import services as search
from search.contract import facets
from search.table.totals import Spread
from search.terms import Terms

ROW_FACETS = ("theme", "audience", "setting", "country", "city_size", "kind")
COLUMN_FACETS = ("prevention_level", "kind", "audience", "setting", "theme", "city_size")
EVIDENCE = "evidence"
# Of a tree the broadest concepts as columns; as rows also those right below them.
DEEPEST_ROW = 2
DASH = re.compile(r"\s[–—]\s")
LARGEST_RADIUS, SMALLEST_RADIUS = 17.0, 4.0


@dataclass(frozen=True)
class MapCell:
    """So many records, the search that finds them, and the best evidence among them.

    ``level``: the place of the best level in the vocabulary's order, None where none is judged.
    """

    count: int
    url: str = ""
    judged: int = 0
    level: int | None = None
    level_label: str = ""
    radius: float = 0.0

    @property
    def count_text(self) -> str:
        """The number in words, for those who hear the table."""
        return ngettext("%(number)s record", "%(number)s records", self.count) % {
            "number": self.count
        }

    @property
    def strength(self) -> str:
        """What is known of the evidence, in words."""
        if self.level is None:
            return _("evidence not judged")
        return ngettext(
            "at best: %(level)s; %(number)s judged",
            "at best: %(level)s; %(number)s judged",
            self.judged,
        ) % {"level": self.level_label, "number": self.judged}


@dataclass(frozen=True)
class MapLine:
    """A row or a column: its concept, its cells, and all its records."""

    code: str
    label: str
    total: MapCell
    depth: int = 0
    cells: tuple[MapCell, ...] = ()


@dataclass(frozen=True)
class EvidenceMap:
    """The table. ``no_row`` and ``no_column``: records that say nothing of that side, in no cell at all."""

    row_facet: str
    column_facet: str
    row_label: str
    column_label: str
    rows: tuple[MapLine, ...]
    columns: tuple[MapLine, ...]
    total: MapCell
    no_row: int
    no_column: int
    levels: tuple[str, ...] = ()

    @property
    def empty_count(self) -> int:
        """How many cells have no record."""
        return sum(not cell.count for row in self.rows for cell in row.cells)

    @property
    def cell_count(self) -> int:
        return len(self.rows) * len(self.columns)

    @property
    def pairs(self) -> list[tuple[MapLine, list[tuple[MapLine, MapCell]]]]:
        """Each row with its cells, each cell with its column."""
        return [(row, list(zip(self.columns, row.cells, strict=True))) for row in self.rows]


def axes(params: QueryDict) -> tuple[str, str]:
    """The two sides that an address asks for; what it does not know, or asks twice, is the usual one."""
    rows = params.get("rows", "")
    columns = params.get("columns", "")
    rows = rows if rows in ROW_FACETS else ROW_FACETS[0]
    if columns not in COLUMN_FACETS or columns == rows:
        columns = next(name for name in COLUMN_FACETS if name != rows)
    return rows, columns


def map_url(rows: str, columns: str) -> str:
    """The address of a map in the active language; the usual one has none of the parameters."""
    usual = (rows, columns) == (ROW_FACETS[0], COLUMN_FACETS[0])
    query = "" if usual else f"?{urlencode([('rows', rows), ('columns', columns)])}"
    return reverse("mapping:evidence_map") + query


def facet_labels() -> dict[str, str]:
    """What the sides are called."""
    return {facet.name: str(facet.label) for facet in facets()}


def evidence_map(rows: str, columns: str, language: str) -> EvidenceMap:
    """Count the records of two facets against each other. One statement once per change of the table."""
    terms = search.terms()
    row_codes = [code for code in terms.codes(rows) if len(terms.place(rows, code)) <= DEEPEST_ROW]
    column_codes = terms.top_codes(columns)
    found = search.spread((rows, row_codes), (columns, column_codes), EVIDENCE)
    if rows == "country":
        # A list of all countries of the world says less than the gaps told below the table.
        row_codes = sorted(
            found.rows, key=lambda code: name_key(terms.label("country", code, language))
        )
    else:
        row_codes.sort(key=lambda code: terms.place(rows, code))
    make = _Cells(found, terms, language)
    labels = facet_labels()
    return EvidenceMap(
        row_facet=rows,
        column_facet=columns,
        row_label=labels[rows],
        column_label=labels[columns],
        rows=tuple(
            MapLine(
                code=code,
                label=terms.label(rows, code, language),
                depth=len(terms.place(rows, code)) - 1,
                total=make.cell(found.rows.get(code, {}), {rows: [code]}),
                cells=tuple(
                    make.cell(
                        found.cells.get((code, column), {}), {rows: [code], columns: [column]}
                    )
                    for column in column_codes
                ),
            )
            for code in row_codes
        ),
        columns=tuple(
            MapLine(
                code=code,
                label=terms.label(columns, code, language),
                total=make.cell(found.columns.get(code, {}), {columns: [code]}),
            )
            for code in column_codes
        ),
        total=make.cell(found.all, {}),
        no_row=found.no_row,
        no_column=found.no_column,
        levels=tuple(terms.label(EVIDENCE, code, language) for code in make.levels),
    )


class _Cells:
    """Makes cells out of numbers; circles are drawn to the scale of the fullest cell."""

    def __init__(self, found: Spread, terms: Terms, language: str) -> None:
        self.levels = terms.codes(EVIDENCE)
        self.terms = terms
        self.language = language
        self.most = max((sum(numbers.values()) for numbers in found.cells.values()), default=1)

    def cell(self, by_level: Mapping[str, int], chosen: dict[str, Any]) -> MapCell:
        """One cell and the search that finds its records."""
        count = sum(by_level.values())
        best = max(
            (self.levels.index(code) for code in by_level if code in self.levels), default=None
        )
        share = min(1.0, count / self.most)
        return MapCell(
            count=count,
            url=search.url_for(facets=chosen) if count else "",
            judged=count - by_level.get("", 0),
            level=best,
            level_label="" if best is None else self._short(self.levels[best]),
            radius=round(SMALLEST_RADIUS + (LARGEST_RADIUS - SMALLEST_RADIUS) * sqrt(share), 1),
        )

    def _short(self, level: str) -> str:
        """A level's name without its explanation, which the legend gives: "Level 2 – results monitored"."""
        return DASH.split(self.terms.label(EVIDENCE, level, self.language))[0]
