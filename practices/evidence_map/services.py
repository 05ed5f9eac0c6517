"""The evidence map: how many records there are for each pair of subjects, and how good their evidence is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from kb.texts.sorting import name_key
from practices.evidence_map.cells import EvidenceMap, MapCell, MapLine
from search import services as search
from search.contract import facets
from search.terms import Terms

ROW_FACETS = ("theme", "audience", "setting", "country", "city_size", "kind")
COLUMN_FACETS = ("prevention_level", "kind", "audience", "setting", "theme", "city_size")
EVIDENCE = "evidence"
# Of a tree the broadest concepts as columns; as rows also those right below them.
DEEPEST_ROW = 2
DASH = re.compile(r"\s[–—]\s")


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
    make = _Cells(terms, language)
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
        levels=tuple(make.key(place) for place in range(len(make.levels))),
    )


class _Cells:
    """Makes cells out of numbers."""

    def __init__(self, terms: Terms, language: str) -> None:
        self.levels = terms.codes(EVIDENCE)
        self.terms = terms
        self.language = language

    def cell(self, by_level: Mapping[str, int], chosen: dict[str, Any]) -> MapCell:
        """One cell and the search that finds its records."""
        count = sum(by_level.values())
        best = max(
            (self.levels.index(code) for code in by_level if code in self.levels), default=None
        )
        return MapCell(
            count=count,
            url=search.url_for(facets=chosen) if count else "",
            judged=count - by_level.get("", 0),
            level=best,
            level_label="" if best is None else self._short(self.levels[best]),
            highest=len(self.levels) - 1,
        )

    def key(self, level: int) -> tuple[MapCell, str]:
        """How a cell with this level looks, and what the level means."""
        cell = MapCell(count=1, level=level, highest=len(self.levels) - 1)
        return cell, self.terms.label(EVIDENCE, self.levels[level], self.language)

    def _short(self, level: str) -> str:
        """A level's name without its explanation, which the legend gives: "Level 2 – results monitored"."""
        return DASH.split(self.terms.label(EVIDENCE, level, self.language))[0]
