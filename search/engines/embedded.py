"""The engine that needs nothing but the database: the default, and the fallback."""

from __future__ import annotations

import json
import threading
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import connection, transaction

from search import analysis
from search.engines import fulltext
from search.engines.base import (
    OWN_LANGUAGE_BONUS,
    SIMILARITY_WEIGHTS,
    Counts,
    EngineAnswer,
    Found,
)
from search.engines.expressions import All, Any_, Column, Node, Tokens, condition
from search.highlights import marked
from search.models import SearchCode, SearchDocument, SearchState
from search.queries import ParsedQuery
from search.requests import SearchRequest

REBUILD_CHUNK = 500
SIMILARITY_COMMON = 2_000

_lock = threading.Lock()
_unfiltered: tuple[uuid.UUID, int, Counts] | None = None


class EmbeddedEngine:
    """Searches the rows of the search table themselves, with FTS5 or a tsvector beside them."""

    name = "embedded"

    def search(
        self,
        request: SearchRequest,
        query: ParsedQuery,
        state: SearchState,
        *,
        with_counts: bool = True,
    ) -> EngineAnswer:
        """Two statements: the counts of all facets, and one page of results."""
        node = condition(query)
        relaxed = False
        base, params, matched, totals, counts = self._count(node, request, state, with_counts)
        if not matched and len(query.positive) > 1:
            relaxed = True
            node = condition(query, relaxed=True)
            base, params, matched, totals, counts = self._count(node, request, state, with_counts)
        found = [
            replace(one, marked=marked(one.data, query, request.language))
            for one in (self._page(base, params, request) if totals[""] else ())
        ]
        return EngineAnswer(
            total=totals.pop(""),
            found=found,
            counts=counts,
            total_without=totals,
            relaxed=relaxed and bool(found),
        )

    def _base(self, node: Node | None, request: SearchRequest) -> tuple[str, list[Any], list[str]]:
        """The common table expression ``base``: matching documents with a flag per chosen facet.

        A document that misses one facet only still counts for that facet's own options: this is what
        makes OR inside and AND across cheap, whatever number of facets is chosen.
        """
        matching, params = fulltext.matching(node)
        flags, names = [], []
        for number, (facet, codes) in enumerate(sorted(request.facets.items())):
            marks = ", ".join(["%s"] * len(codes))
            flags.append(
                "CASE WHEN EXISTS (SELECT 1 FROM search_searchcode c WHERE c.document_id = m.id "
                f"AND c.facet = %s AND c.code IN ({marks})) THEN 0 ELSE 1 END AS miss{number}"
            )
            params += [facet, *codes]
            names.append(facet)
        if request.has_years:
            flags.append(
                "CASE WHEN d.year_from <= %s AND COALESCE(d.year_to, 9999) >= %s "
                f"THEN 0 ELSE 1 END AS miss{len(names)}"
            )
            params += [request.year_to or 9999, request.year_from or 0]
            names.append("years")
        columns = "".join(f", {flag}" for flag in flags)
        join = "JOIN search_searchdocument d ON d.id = m.id" if request.has_years else ""
        return (
            f"WITH m AS MATERIALIZED ({matching}), "
            f"base AS MATERIALIZED (SELECT m.id, m.score{columns} FROM m {join})",
            params,
            names,
        )

    def _count(
        self, node: Node | None, request: SearchRequest, state: SearchState, with_counts: bool
    ) -> tuple[str, list[Any], int, dict[str, int], Counts]:
        """``(base, its parameters, matching documents, totals, counts)``; totals[""] is the total."""
        base, params, names = self._base(node, request)
        plain = node is None and not names
        if plain and _unfiltered and _unfiltered[0] == state.stamp:
            return base, params, _unfiltered[1], {"": _unfiltered[1]}, _unfiltered[2]
        misses = " + ".join(f"miss{number}" for number in range(len(names))) or "0"
        parts = [f"SELECT '', '', COUNT(*) FROM base WHERE ({misses}) = 0"]
        parts.append("SELECT '', '*', COUNT(*) FROM base")
        own = [f"({misses}) = 0"]
        count_params: list[Any] = []
        for number, name in enumerate(names):
            alone = f"({misses}) = 1 AND miss{number} = 1"
            parts.append(f"SELECT '', %s, COUNT(*) FROM base WHERE ({misses}) = 0 OR ({alone})")
            count_params.append(name)
        for number, name in enumerate(names):
            own.append(f"(({misses}) = 1 AND miss{number} = 1 AND c.facet = %s)")
            count_params.append(name)
        if with_counts:
            parts.append(
                "SELECT c.facet, c.code, COUNT(*) FROM base JOIN search_searchcode c "
                f"ON c.document_id = base.id WHERE {' OR '.join(own)} GROUP BY c.facet, c.code"
            )
        else:
            count_params = count_params[: len(names)]
        counts: Counts = defaultdict(dict)
        totals: dict[str, int] = {}
        with connection.cursor() as cursor:
            cursor.execute(f"{base} {' UNION ALL '.join(parts)}", [*params, *count_params])
            for facet, code, number in cursor.fetchall():
                if facet:
                    counts[facet][code] = number
                else:
                    totals[code] = number
        matched = totals.pop("*")
        if plain and with_counts:
            self._remember(state, matched, dict(counts))
        return base, params, matched, totals, dict(counts)

    @staticmethod
    def _remember(state: SearchState, matched: int, counts: Counts) -> None:
        """Keep the counts of the whole table for this state: the page that most visits begin with."""
        global _unfiltered
        with _lock:
            _unfiltered = (state.stamp, matched, counts)

    def _page(self, base: str, params: list[Any], request: SearchRequest) -> list[Found]:
        number_of_flags = len(request.facets) + request.has_years
        misses = " + ".join(f"miss{number}" for number in range(number_of_flags)) or "0"
        title = fulltext.title_in(request.language)
        order = {
            "relevance": "relevance DESC, own DESC",
            "newest": "d.published_at DESC",
            "reviewed": "d.reviewed_on IS NULL, d.reviewed_on DESC",
            "title": title,
        }[request.order]
        own = (
            "EXISTS (SELECT 1 FROM search_searchcode l WHERE l.document_id = d.id "
            "AND l.facet = 'language' AND l.code = %s)"
        )
        with connection.cursor() as cursor:
            cursor.execute(
                f"{base} SELECT d.key, d.kind, d.data, d.published_at, d.reviewed_on, "
                f"base.score * d.weight * CASE WHEN {own} THEN {OWN_LANGUAGE_BONUS} ELSE 1.0 END "
                "AS relevance, "
                f"CASE WHEN {own} THEN 1 ELSE 0 END AS own "
                "FROM base JOIN search_searchdocument d ON d.id = base.id "
                f"WHERE ({misses}) = 0 ORDER BY {order}, {title}, d.id LIMIT %s OFFSET %s",
                [*params, request.language, request.language, request.size, request.offset],
            )
            return [_found(row) for row in cursor.fetchall()]

    def titles(self, prefix: str, language: str, limit: int) -> list[Found]:
        """Documents whose title has words that begin like those of ``prefix``."""
        tokens = [
            tuple(dict.fromkeys(analysis.fold(word, code) for code in analysis.LANGUAGES))
            for word in analysis.split(prefix, language)
        ]
        if not tokens:
            return []
        node = All(
            tuple(
                Any_(tuple(Tokens(Column.TITLE, (token,), prefix=True) for token in spellings))
                for spellings in tokens
            )
        )
        matching, params = fulltext.matching(node)
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH m AS MATERIALIZED ({matching}) SELECT d.key, d.kind, d.data, d.published_at, "
                "d.reviewed_on, m.score FROM m JOIN search_searchdocument d ON d.id = m.id "
                "ORDER BY m.score DESC, d.id LIMIT %s",
                [*params, limit],
            )
            return [_found(row) for row in cursor.fetchall()]

    def similar(self, key: str, codes: Mapping[str, Sequence[str]], limit: int) -> list[Found]:
        """Documents that share codes; a code that thousands share says nothing and is passed over."""
        cases = " ".join(
            f"WHEN '{facet}' THEN {weight}" for facet, weight in SIMILARITY_WEIGHTS.items()
        )
        facets = ", ".join(f"'{facet}'" for facet in SIMILARITY_WEIGHTS)
        hexadecimal = uuid.UUID(str(key))
        with connection.cursor() as cursor:
            cursor.execute(
                "WITH mine AS MATERIALIZED (SELECT c.document_id, c.facet, c.code FROM search_searchcode c "
                "JOIN search_searchdocument o ON o.id = c.document_id "
                f"WHERE o.key = %s AND c.facet IN ({facets}) AND (SELECT COUNT(*) FROM (SELECT 1 "
                "FROM search_searchcode n WHERE n.facet = c.facet AND n.code = c.code LIMIT %s) few) < %s), "
                f"near AS (SELECT c.document_id AS id, SUM(CASE c.facet {cases} END) AS score "
                "FROM mine JOIN search_searchcode c ON c.facet = mine.facet AND c.code = mine.code "
                "AND c.document_id <> mine.document_id GROUP BY c.document_id "
                "ORDER BY 2 DESC, 1 LIMIT %s) "
                "SELECT d.key, d.kind, d.data, d.published_at, d.reviewed_on, near.score "
                "FROM near JOIN search_searchdocument d ON d.id = near.id ORDER BY near.score DESC, d.id",
                [
                    hexadecimal.hex if fulltext.is_sqlite() else hexadecimal,
                    SIMILARITY_COMMON,
                    SIMILARITY_COMMON,
                    limit,
                ],
            )
            return [_found(row) for row in cursor.fetchall()]

    def by_code(self, facet: str, codes: list[str], limit: int) -> dict[str, list[Found]]:
        """The newest documents for each of several codes of a facet, in one statement."""
        if not codes:
            return {}
        marks = ", ".join(["%s"] * len(codes))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT key, kind, data, published_at, reviewed_on, 0, code FROM (SELECT d.*, c.code, "
                "ROW_NUMBER() OVER (PARTITION BY c.code ORDER BY d.published_at DESC, d.id) AS place "
                "FROM search_searchcode c JOIN search_searchdocument d ON d.id = c.document_id "
                f"WHERE c.facet = %s AND c.code IN ({marks})) newest WHERE place <= %s "
                "ORDER BY code, place",
                [facet, *codes, limit],
            )
            found: dict[str, list[Found]] = defaultdict(list)
            for row in cursor.fetchall():
                found[row[6]].append(_found(row))
        return dict(found)

    def put(self, rows: Iterable[SearchDocument]) -> None:
        """Replace codes and full text of these documents."""
        rows = list(rows)
        SearchCode.objects.filter(document__in=[row.pk for row in rows]).delete()
        SearchCode.objects.bulk_create(
            [
                SearchCode(document=row, facet=facet, code=code)
                for row in rows
                if not row.deleted
                for facet, codes in row.data["codes"].items()
                for code in codes
            ],
            batch_size=2_000,
        )
        fulltext.write(rows)

    def rebuild(self, progress: Callable[[int, int], None]) -> int:
        """Fill codes and full text again from the table, chunk by chunk."""
        total = SearchDocument.objects.count()
        done, last = 0, 0
        while True:
            with transaction.atomic():
                rows = list(
                    SearchDocument.objects.select_for_update()
                    .filter(pk__gt=last)
                    .order_by("pk")[:REBUILD_CHUNK]
                )
                if not rows:
                    return SearchDocument.objects.filter(deleted=False).count()
                self.put(rows)
            last, done = rows[-1].pk, done + len(rows)
            progress(done, total)


def _found(row: tuple[Any, ...]) -> Found:
    key, kind, data, published_at, reviewed_on, score = row[:6]
    return Found(
        key=str(uuid.UUID(str(key))),
        kind=kind,
        data=json.loads(data) if isinstance(data, str) else data,
        score=round(float(score), 4),
        published_at=published_at,
        reviewed_on=reviewed_on,
    )
