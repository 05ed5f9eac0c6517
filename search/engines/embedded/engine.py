"""The embedded engine: the rows of the search table themselves, with full text and codes beside them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import ModuleType
from typing import Any

import orjson
from django.db import connection, transaction

from search import analysis
from search.contract import crossed_facets, joined_facets
from search.engines.base import WALKED_AT_ONCE, EngineAnswer, Found, likeness_weights
from search.engines.embedded import postgresql, sqlite
from search.engines.embedded.counted import Counted
from search.engines.embedded.expressions import (
    All,
    Any_,
    Column,
    Node,
    Tokens,
    clause_node,
    condition,
    related_node,
)
from search.engines.embedded.ranking import layers
from search.engines.highlights import marked
from search.models import EMBEDDED_FORM, SearchCode, SearchDocument, SearchState
from search.request.query import ParsedQuery
from search.request.rarity import NO_WEIGHTS, Weights, missing, unweighed, weigh
from search.request.request import SearchRequest
from search.table import totals
from search.table.counts import codes_of, count_again

REBUILD_CHUNK = 500
SIMILARITY_COMMON = 2_000


class EmbeddedEngine:
    """Searches with FTS5 on SQLite, with tsvectors on PostgreSQL."""

    name = "embedded"

    def search(
        self,
        request: SearchRequest,
        query: ParsedQuery,
        state: SearchState,
        *,
        exact: bool = False,
    ) -> EngineAnswer:
        """Two statements: what is counted, and one page of results."""
        node = condition(query)
        counted = self._count(node, request, state, exact=exact)
        said = NO_WEIGHTS
        wanted, complete, whole = query, 0, None
        if query.is_too_narrow(counted.matched) and (said := _weights(query, counted.matched)):
            wanted, complete, whole = said.loosen(query), counted.matched, node
            node = condition(wanted, said)
            counted = self._count(node, request, state, exact=exact)
        # What no document has is marked by its related words.
        shown = wanted if said.by_related else query
        rows = []
        if counted.total and request.size:
            rows = store().page(node, request, layers(wanted, said, whole, query))
        found = [
            replace(one, marked=marked(one.data, shown, request.language))
            for one in map(_found, rows)
        ]
        return EngineAnswer(
            total=counted.total,
            found=found,
            counts=counted.counts,
            total_without=counted.without,
            relaxed=bool(said) and counted.matched > complete,
            complete=complete,
            said=said,
            counted_among=counted.among,
        )

    def best(self, request: SearchRequest, query: ParsedQuery) -> list[Found]:
        """One statement."""
        rows = store().page(condition(query), request, layers(query))
        return [_found(row) for row in rows]

    @staticmethod
    def _count(
        node: Node | None,
        request: SearchRequest,
        state: SearchState,
        *,
        exact: bool,
    ) -> Counted:
        """What is kept counted of the whole table and of one place, as most visits begin; else asked."""
        known = None if node is not None else _kept_counts(request, state)
        return known or store().count(node, request, exact=exact)

    def walk(
        self,
        request: SearchRequest,
        query: ParsedQuery,
        said: Weights,
        *,
        among: Sequence[uuid.UUID] | None = None,
        after: int = 0,
    ) -> Iterator[list[uuid.UUID]]:
        """One statement for some hundreds: those that match and have a higher number than the last."""
        node = condition(said.loosen(query) if said else query, said)
        last = after
        while rows := store().keys(node, request, last, WALKED_AT_ONCE, among):
            last = rows[-1][0]
            yield [uuid.UUID(str(key)) for _number, key in rows]

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
        return [_found(row) for row in store().titles(node, limit)]

    def similar(self, key: str, codes: Mapping[str, Sequence[str]], limit: int) -> list[Found]:
        """Documents that share codes; a code that thousands share says nothing and is passed over."""
        weights = likeness_weights()
        cases = " ".join(f"WHEN '{facet}' THEN {weight}" for facet, weight in weights.items())
        facets = ", ".join(f"'{facet}'" for facet in weights)
        hexadecimal = uuid.UUID(str(key))
        with connection.cursor() as cursor:
            cursor.execute(
                "WITH mine AS MATERIALIZED (SELECT c.document_id, c.facet, c.code FROM search_searchcode c "
                "JOIN search_searchdocument o ON o.id = c.document_id "
                f"WHERE o.key = %s AND c.facet IN ({facets}) AND (SELECT COUNT(*) FROM (SELECT 1 "
                "FROM search_searchcode n WHERE n.facet = c.facet AND n.code = c.code LIMIT %s) few) < %s), "
                f"near AS (SELECT c.document_id AS id, SUM(CASE c.facet {cases} END) AS score "
                "FROM mine JOIN search_searchcode c ON c.facet = mine.facet AND c.code = mine.code "
                "AND c.document_id <> mine.document_id AND c.document_id NOT IN "
                "(SELECT id FROM search_searchdocument WHERE archived) GROUP BY c.document_id "
                "ORDER BY 2 DESC, 1 LIMIT %s) "
                "SELECT d.key, d.kind, d.data, d.published_at, d.reviewed_on, near.score "
                "FROM near JOIN search_searchdocument d ON d.id = near.id ORDER BY near.score DESC, d.id",
                [
                    hexadecimal.hex if connection.vendor == "sqlite" else hexadecimal,
                    SIMILARITY_COMMON,
                    SIMILARITY_COMMON,
                    limit,
                ],
            )
            return [_found(row) for row in cursor.fetchall()]

    def by_code(
        self, facet: str, codes: list[str], limit: int, within: Mapping[str, Sequence[str]]
    ) -> dict[str, list[Found]]:
        """The newest documents for each of several codes of a facet, in one statement.

        Of each code no more rows are read than are given, by way of the index that has them by date.
        """
        if not codes:
            return {}
        conditions, params = [], []
        for other, chosen in within.items():
            marks = ", ".join(["%s"] * len(chosen))
            conditions.append(
                "AND EXISTS (SELECT 1 FROM search_searchcode w WHERE w.document_id = c.document_id "
                f"AND w.facet = %s AND w.code IN ({marks})) "
            )
            params += [other, *chosen]
        newest = " UNION ALL ".join(
            "SELECT * FROM (SELECT c.document_id AS id, c.code, c.published_at FROM search_searchcode c "
            "WHERE c.facet = %s AND c.code = %s AND c.document_id NOT IN "
            f"(SELECT id FROM search_searchdocument WHERE archived) {''.join(conditions)}"
            "ORDER BY c.published_at DESC, c.document_id LIMIT %s) AS newest"
            for _code in codes
        )
        params_of_all: list[Any] = []
        for code in codes:
            params_of_all += [facet, code, *params, limit]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT d.key, d.kind, d.data, d.published_at, d.reviewed_on, 0, newest.code "
                f"FROM ({newest}) newest JOIN search_searchdocument d ON d.id = newest.id "
                "ORDER BY newest.code, newest.published_at DESC, newest.id",
                params_of_all,
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
                SearchCode(document=row, facet=facet, code=code, published_at=row.published_at)
                for row in rows
                if not row.deleted
                for facet, code in codes_of(row)
            ],
            batch_size=2_000,
        )
        store().write(rows)

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
                    break
                self.put(rows)
            last, done = rows[-1].pk, done + len(rows)
            progress(done, total)
        store().settle()
        count_again()
        SearchState.objects.filter(pk=1).update(embedded_form=EMBEDDED_FORM)
        return SearchDocument.objects.filter(deleted=False).count()

    def is_current(self) -> bool:
        """Whether what is kept beside the table was written in the form that this code reads."""
        return not SearchState.objects.filter(pk=1).exclude(embedded_form=EMBEDDED_FORM).exists()


def _kept_counts(request: SearchRequest, state: SearchState) -> Counted | None:
    """The counts of all documents, or of those with codes of one crossed facet; None of less."""
    if (
        request.archived
        or request.has_years
        or len(request.facets) > 1
        or not totals.are_kept(state)
    ):
        return None
    everywhere = totals.totals(state.stamp)
    if not request.facets:
        return Counted(everywhere.all, everywhere.all, counts=everywhere.codes)
    ((facet, codes),) = request.facets.items()
    if facet not in crossed_facets():
        return None
    if len(codes) > 1 and (facet in request.all_of or facet not in joined_facets()):
        return None
    found = totals.within(state.stamp, facet, codes)
    if not found or not found.all:
        return None
    # Of the facet itself it is counted how many there would be with another code instead.
    counts = {**found.codes, facet: everywhere.codes[facet]}
    return Counted(found.all, found.all, counts=counts)


def _weights(query: ParsedQuery, found: int) -> Weights:
    """What each of the words says, by how many documents have it, or have related words."""
    clauses = query.loosened.loose
    if query.is_long:
        return unweighed(clauses)
    having, total = store().frequencies([clause_node(clause, named=True) for clause in clauses])
    lacking = missing(clauses, having)
    related, _total = (
        store().frequencies([*map(related_node, lacking.values())]) if lacking else ([], 0)
    )
    with_related = dict(zip(lacking, related, strict=True))
    return weigh(clauses, having, with_related, total, all_wanted=query.wants_all(found))


def store() -> ModuleType:
    """The statements for the database at hand."""
    return sqlite if connection.vendor == "sqlite" else postgresql


def _found(row: tuple[Any, ...]) -> Found:
    key, kind, data, published_at, reviewed_on, score = row[:6]
    return Found(
        key=str(uuid.UUID(str(key))),
        kind=kind,
        data=orjson.loads(data) if isinstance(data, str) else data,
        score=round(float(score), 4),
        published_at=published_at,
        reviewed_on=reviewed_on,
    )
