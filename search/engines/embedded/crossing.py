"""How often the codes of two facets stand together: what tables of one facet against another show."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

CrossCounts = Mapping[str, Mapping[str, int]]
KEPT = 32
# No code begins like that.
NO_ROW, NO_COLUMN = "-rows", "-columns"


@lru_cache(maxsize=KEPT)
def cross_counts(stamp: uuid.UUID, rows: str, columns: str, among: tuple[str, ...]) -> CrossCounts:
    """Records per code of the facet ``rows`` (one of ``among``) and code of the facet ``columns``.

    Cells without a record are left out; a record with several codes of a facet counts once in each of
    their cells. One statement over the table of codes, which is filled whichever engine answers. Kept
    per ``stamp`` of the table, because of 100,000 records it takes more than a second. CROSS JOIN holds
    SQLite to the order that is written here; the other way round it took thirty times as long.
    """
    if not among:
        return {}
    marks = ", ".join(["%s"] * len(among))
    found: dict[str, dict[str, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.code, c.code, COUNT(*) FROM search_searchcode r CROSS JOIN search_searchcode c "
            f"WHERE r.facet = %s AND r.code IN ({marks}) "
            "AND c.document_id = r.document_id AND c.facet = %s AND r.document_id NOT IN "
            "(SELECT id FROM search_searchdocument WHERE archived) GROUP BY r.code, c.code",
            [rows, *among, columns],
        )
        for row, column, number in cursor.fetchall():
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
    stamp: uuid.UUID, rows: tuple[str, ...], columns: tuple[str, ...], facets: tuple[str, str, str]
) -> Spread:
    """Count the codes ``rows`` against ``columns`` by the third of ``facets``, in one statement.

    Archived records count nowhere, as in a search that does not ask for them. Kept per ``stamp`` like
    :func:`cross_counts`, and in the same order for SQLite.
    """
    row_facet, column_facet, third = facets
    row_marks = ", ".join(["%s"] * len(rows)) or "NULL"
    column_marks = ", ".join(["%s"] * len(columns)) or "NULL"
    by_third = "LEFT JOIN search_searchcode e ON e.document_id = {}.document_id AND e.facet = %s"
    documents = "FROM search_searchdocument d"
    live = "NOT d.deleted AND NOT d.archived"
    current = "{}.document_id NOT IN (SELECT id FROM search_searchdocument WHERE archived)"
    lacking = (
        f"SELECT %s, '', '', COUNT(*) {documents} WHERE {live} AND NOT EXISTS (SELECT 1 "
        "FROM search_searchcode x WHERE x.document_id = d.id AND x.facet = %s)"
    )
    statement = " UNION ALL ".join(
        (
            "SELECT r.code, c.code, COALESCE(e.code, ''), COUNT(*) FROM search_searchcode r "
            "CROSS JOIN search_searchcode c "
            f"{by_third.format('r')} WHERE r.facet = %s AND r.code IN ({row_marks}) "
            f"AND c.document_id = r.document_id AND c.facet = %s AND c.code IN ({column_marks}) "
            f"AND {current.format('r')} GROUP BY 1, 2, 3",
            f"SELECT r.code, '', COALESCE(e.code, ''), COUNT(*) FROM search_searchcode r "
            f"{by_third.format('r')} WHERE r.facet = %s AND r.code IN ({row_marks}) "
            f"AND {current.format('r')} GROUP BY 1, 2, 3",
            f"SELECT '', c.code, COALESCE(e.code, ''), COUNT(*) FROM search_searchcode c "
            f"{by_third.format('c')} WHERE c.facet = %s AND c.code IN ({column_marks}) "
            f"AND {current.format('c')} GROUP BY 1, 2, 3",
            f"SELECT '', '', COALESCE(e.code, ''), COUNT(*) {documents} LEFT JOIN search_searchcode e "
            f"ON e.document_id = d.id AND e.facet = %s WHERE {live} GROUP BY 1, 2, 3",
            lacking,
            lacking,
        )
    )
    params = [
        *(third, row_facet, *rows, column_facet, *columns),
        *(third, row_facet, *rows),
        *(third, column_facet, *columns),
        third,
        *(NO_ROW, row_facet),
        *(NO_COLUMN, column_facet),
    ]
    cells: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    lacks: dict[str, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        for row, column, code, number in cursor.fetchall():
            if row in (NO_ROW, NO_COLUMN):
                lacks[row] = number
            else:
                cells[row, column][code] = number
    return Spread(
        cells={pair: found for pair, found in cells.items() if all(pair)},
        rows={row: found for (row, column), found in cells.items() if row and not column},
        columns={column: found for (row, column), found in cells.items() if column and not row},
        all=cells.get(("", ""), {}),
        no_row=lacks.get(NO_ROW, 0),
        no_column=lacks.get(NO_COLUMN, 0),
    )
