"""Totals of codes as they are kept counted (``search.table.counts``): of all, of a place, of a map."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from search.contract import crossed_facets
from search.models import EMBEDDED_FORM, SearchCount, SearchState
from search.table.counts import TOGETHER, WRITTEN

CrossCounts = Mapping[str, Mapping[str, int]]
KEPT = 64


@dataclass(frozen=True)
class Totals:
    """``all`` documents, how many have each code of each facet, how many were written in each language."""

    all: int
    written: Mapping[str, int]
    codes: dict[str, dict[str, int]]

    def of(self, facet: str, code: str) -> int:
        return self.codes.get(facet, {}).get(code, 0)


def are_kept(state: SearchState) -> bool:
    """Whether the counts are of the form that this code reads; after an upgrade, from a rebuild on."""
    return state.embedded_form == EMBEDDED_FORM


@lru_cache(maxsize=KEPT)
def totals(stamp: UUID) -> Totals:
    """Of the whole table; kept in memory while it stands at ``stamp``, as is all that follows."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    rows = SearchCount.objects.filter(second_facet="", third_facet="", number__gt=0)
    for facet, code, number in rows.values_list("first_facet", "first", "number"):
        found[facet][code] = number
    everything, written = found.pop("", {}), found.pop(WRITTEN, {})
    return Totals(all=everything.get("", 0), written=written, codes=dict(found))


@lru_cache(maxsize=KEPT)
def within(stamp: UUID, facet: str, codes: tuple[str, ...]) -> Totals | None:
    """Of the documents with this code of a crossed facet, or any of these of a joined one; no ``written``.

    A document with several of them is counted once: it is in the sum of the codes as often as it has one of
    them, and taken back by what is kept of documents with just its codes together. None where that is
    not kept, because a document has very many codes.
    """
    times: dict[tuple[str, str], int] = {("", code): 1 for code in codes}
    if len(codes) > 1:
        several = SearchCount.objects.filter(
            second_facet="", third_facet=TOGETHER, first_facet=facet, number__gt=0
        )
        for joined in several.values_list("first", flat=True):
            if not joined:
                return None
            if (shared := len(set(codes).intersection(joined.split(" ")))) > 1:
                times[TOGETHER, joined] = 1 - shared
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for third in {third for third, _first in times}:
        rows = SearchCount.objects.filter(
            second_facet__in=["", *totals(stamp).codes],
            third_facet=third,
            first_facet=facet,
            first__in=[first for other, first in times if other == third],
            number__gt=0,
        )
        for other, second, first, number in rows.values_list(
            "second_facet", "second", "first", "number"
        ):
            found[other][second] += number * times[third, first]
    total = found.pop("", Counter())[""]
    return Totals(all=total, written={}, codes={name: dict(+some) for name, some in found.items()})


@lru_cache(maxsize=KEPT)
def cross_counts(stamp: UUID, rows: str, columns: str, among: tuple[str, ...]) -> CrossCounts:
    """Documents per code of the facet ``rows`` (one of ``among``) and code of the facet ``columns``.

    One of the two facets is a crossed one. Cells without a document are left out.
    """
    found: dict[str, dict[str, int]] = defaultdict(dict)
    first, second = (rows, columns) if rows in crossed_facets() else (columns, rows)
    chosen = {"first__in" if first == rows else "second__in": among}
    cells = SearchCount.objects.filter(
        second_facet=second, third_facet="", first_facet=first, number__gt=0, **chosen
    )
    for one, other, number in cells.values_list("first", "second", "number"):
        row, column = (one, other) if first == rows else (other, one)
        found[row][column] = number
    return dict(found)


@dataclass(frozen=True)
class Spread:
    """Records per pair of codes and per code, each by their code of a third facet (``""``: they have none).

    ``cells``: ``{(row, column): {third: number}}``; ``rows`` and ``columns`` are totals in which a record
    with several codes counts once each, ``all`` the whole table. ``no_row`` and ``no_column``: records
    with no code of that facet at all.
    """

    cells: Mapping[tuple[str, str], Mapping[str, int]]
    rows: Mapping[str, Mapping[str, int]]
    columns: Mapping[str, Mapping[str, int]]
    all: Mapping[str, int]
    no_row: int
    no_column: int


@lru_cache(maxsize=KEPT)
def spread(
    stamp: UUID, rows: tuple[str, ...], columns: tuple[str, ...], names: tuple[str, str, str]
) -> Spread:
    """The codes ``rows`` against ``columns`` by the third of the facets ``names``, which is registered so."""
    row_facet, column_facet, by = names
    cells: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    sides: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    known = SearchCount.objects.filter(third_facet=by, number__gt=0)
    pairs = known.filter(
        second_facet=column_facet, first_facet=row_facet, first__in=rows, second__in=columns
    )
    for first, second, third, number in pairs.values_list("first", "second", "third", "number"):
        cells[first, second][third] = number
    alone = known.filter(second_facet="", first_facet__in=("", row_facet, column_facet))
    for facet, first, third, number in alone.values_list("first_facet", "first", "third", "number"):
        sides[facet, first][third] = number
    return Spread(
        cells=dict(cells),
        rows={code: sides[row_facet, code] for code in rows if (row_facet, code) in sides},
        columns={c: sides[column_facet, c] for c in columns if (column_facet, c) in sides},
        all=sides.get(("", ""), {}),
        no_row=sides.get((row_facet, ""), {}).get("", 0),
        no_column=sides.get((column_facet, ""), {}).get("", 0),
    )
