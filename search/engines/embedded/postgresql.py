"""The embedded engine's statements on PostgreSQL: two tsvectors and an array of codes in one table.

``tokens`` holds lexemes without positions: words as written, ``=`` before stems, ``^`` before words of
titles. A condition on it is answered by the GIN index alone; one on ``vector`` (with positions and
weights) has to read each vector, so it is asked only for phrases and for words bound to a field, and only
of documents that already have the words. Ranking reads vectors too and is bounded to the foremost hits.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection

from search import analysis
from search.engines.base import OWN_LANGUAGE_BONUS, Counts
from search.engines.embedded.counted import Counted
from search.engines.embedded.expressions import (
    Node,
    needs_positions,
    title_words,
    to_lexemes,
    to_tsquery,
    with_positions,
    without_positions,
)
from search.engines.embedded.ranking import Layer
from search.engines.embedded.tokens import tokens_of
from search.models import SearchDocument
from search.request.request import SearchRequest
from search.table import totals
from search.table.counts import codes_of
from search.table.state import state
from search.words.alphabet import title_keys

# PostgreSQL's weights are given for D, C, B, A: text stems, text, title stems and codes, title.
# Its scores are far below those of SQLite; what meets a condition counts in proportion.
CONSTANT = 0.01
WEIGHTS = "{0.1, 0.3, 0.5, 1.0}"
# Bounds the work of one search, however many records match: so many are looked at for the first pages
# (all with the words in their title before others), so many of them ranked, so many counted by facet.
LOOKED_AT, RANKED, COUNTED = 2_000, 250, 1_000
NO_LIMIT = 2**31
# A filter that so great a part of all documents passes is looked at in the rows that have the words, for
# PostgreSQL would take the filter's index first and unpack the words of each.
LARGE_PART = 0.4

Statement = tuple[str, list[Any]]


class Condition(NamedTuple):
    """What is asked of documents; ``by_row``: where words are asked too, of the rows that have them alone."""

    sql: str
    params: list[Any]
    by_row: bool = False


NOT_ARCHIVED = Condition("NOT archived", [])


def write(rows: list[SearchDocument]) -> None:
    """Replace what is kept of these documents; tombstones lose theirs."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM search_text WHERE document_id = ANY(%s)", [[row.pk for row in rows]]
        )
        cursor.executemany(
            "INSERT INTO search_text (document_id, vector, tokens, codes, titles, weight, "
            "published_at, reviewed_on, year_from, year_to, archived) VALUES (%s, "
            "setweight(to_tsvector('simple', %s), 'A') || setweight(to_tsvector('simple', %s), 'C') || "
            "setweight(to_tsvector('simple', %s), 'B') || setweight(to_tsvector('simple', %s), 'D') || "
            "setweight(to_tsvector('simple', %s), 'B'), array_to_tsvector(%s::text[]), %s, %s, %s, %s, "
            "%s, %s, %s, %s)",
            [_values(row) for row in rows if not row.deleted],
        )


def _values(row: SearchDocument) -> tuple[Any, ...]:
    tokens = tokens_of(row)
    lexemes = {
        *tokens.title,
        *tokens.text,
        *(f"={stem}" for stem in [*tokens.title_stems, *tokens.text_stems]),
        *(f"^{word}" for word in tokens.title),
        *tokens.codes,
    }
    parts = (tokens.title, tokens.text, tokens.title_stems, tokens.text_stems, tokens.codes)
    return (
        row.pk,
        *(" ".join(part) for part in parts),
        sorted(lexemes),
        [f"{facet}:{code}" for facet, code in codes_of(row)],
        [title_keys(row.data)[language] for language in analysis.LANGUAGES],
        row.weight,
        row.published_at,
        row.reviewed_on,
        row.year_from,
        row.year_to,
        row.archived,
    )


def _found(columns: str, node: Node | None, *conditions: Condition) -> Statement:
    """These columns of the documents that meet a condition, each once, as a statement that ends early.

    What needs no look at positions comes first, for most hits of a word that names a concept need none, and
    the index has each part by itself three times as fast as both in one question.
    """
    if node is None:
        return _select(columns, "search_text", conditions)
    plain, rest = without_positions(node), with_positions(node)
    if plain is None:
        return _having(columns, node, *conditions, _in_place(node))
    first, values = _having(columns, plain, *conditions)
    if rest is None:
        return first, values
    others = Condition("document_id NOT IN (SELECT id FROM plain)", [], by_row=True)
    second, more = _having(columns, rest, *conditions, others, _in_place(rest))
    return (
        f"WITH plain AS MATERIALIZED ({first}) SELECT * FROM plain UNION ALL {second}",
        [*values, *more],
    )


def _having(columns: str, node: Node, *conditions: Condition) -> Statement:
    """Of documents that have the words of a condition, wherever they stand."""
    by_index = [_tokens(to_lexemes(node)), *(one for one in conditions if not one.by_row)]
    by_row = [one for one in conditions if one.by_row]
    if not by_row:
        return _select(columns, "search_text", by_index)
    # Without OFFSET the two WHERE were one.
    having, params = _select("*", "search_text", by_index)
    found, more = _select(columns, f"({having} OFFSET 0) AS search_text", by_row)
    return found, [*params, *more]


def _tokens(query: str) -> Condition:
    return Condition("tokens @@ %s::tsquery", [query])


def _in_place(node: Node) -> Condition:
    return Condition("vector @@ to_tsquery('simple', %s)", [to_tsquery(node)], by_row=True)


def _select(columns: str, table: str, conditions: Sequence[Condition]) -> Statement:
    where = " AND ".join(f"({one.sql})" for one in conditions) or "TRUE"
    return (
        f"SELECT {columns} FROM {table} WHERE {where}",
        [param for one in conditions for param in one.params],
    )


def _open(request: SearchRequest) -> list[Condition]:
    """What is past its time is found by those who ask for it alone."""
    return [] if request.archived else [NOT_ARCHIVED]


def _filters(request: SearchRequest) -> dict[str, Condition]:
    now = state()
    known = totals.totals(now.stamp) if totals.are_kept(now) else None
    many = known.all * LARGE_PART if known else 0
    found = {
        facet: Condition(
            f"codes {'@>' if facet in request.all_of else '&&'} %s::text[]",
            [[f"{facet}:{code}" for code in codes]],
            by_row=known is not None and sum(known.of(facet, code) for code in codes) > many,
        )
        for facet, codes in request.facets.items()
    }
    if request.has_years:
        found["years"] = Condition(
            "year_from <= %s AND COALESCE(year_to, 9999) >= %s",
            [request.year_to or 9999, request.year_from or 0],
            by_row=True,
        )
    return found


def count(node: Node | None, request: SearchRequest, *, exact: bool) -> Counted:
    """The total, and the facets' counts among so many of the results; ``exact``: among all."""
    public, chosen = _open(request), _filters(request)
    limit = NO_LIMIT if exact else COUNTED
    found, values = _found("document_id AS id", node, *public, *chosen.values())
    parts = [
        "SELECT '', '', COUNT(*) FROM matched",
        _counting("SELECT id FROM matched", "TRUE"),
    ]
    values.append(limit)
    for name in chosen:
        if name in request.all_of:
            continue
        others = (one for other, one in chosen.items() if other != name)
        sql, params = _found("document_id AS id", node, *public, *others)
        own = "^year_(from|to):" if name == "years" else f"^{name}:"
        parts.append(_counting(sql, "code ~ %s", mark="own"))
        values += [*params, limit, own]
    counts: Counts = defaultdict(dict)
    own_counts: Counts = defaultdict(dict)
    total = 0
    asked = f"WITH matched AS MATERIALIZED ({found}) {' UNION ALL '.join(parts)}"
    for mark, code, number in _rows(asked, values):
        if not mark:
            total = number
            continue
        facet, _colon, value = code.partition(":")
        (own_counts if mark == "own" else counts)[facet][value] = number
    return Counted(
        total=total,
        matched=total or _total(node, *public),
        without=_without(node, public, chosen) if not total else {},
        counts={**counts, **own_counts},
        among=COUNTED if total > limit else 0,
    )


def _counting(ids: str, of: str, mark: str = "all") -> str:
    return (
        f"SELECT '{mark}', code, COUNT(*) FROM (SELECT id FROM ({ids}) AS each_of LIMIT %s) AS counted "
        "JOIN search_text ON search_text.document_id = counted.id, "
        f"unnest(search_text.codes) AS code WHERE {of} GROUP BY code"
    )


def _total(node: Node | None, *conditions: Condition) -> int:
    sql, params = _found("document_id AS id", node, *conditions)
    return int(_rows(f"SELECT COUNT(*) FROM ({sql}) AS matched", params)[0][0])


def _rows(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    """Ask by way of the indexes.

    The planner believes that reading all of ``search_text`` is cheap, because it does not know that each
    row's tokens lie elsewhere (TOAST) and have to be unpacked: 600 ms instead of 15 for a word that a tenth
    of 100,000 records have. Compiling such a statement would take longer than running it. Statements that
    are sent together are one transaction, so that the settings end with it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"SET LOCAL enable_seqscan = off; SET LOCAL jit = off; "
            f"SET LOCAL max_parallel_workers_per_gather = 0; {sql}",
            params,
        )
        cursor.nextset()
        cursor.nextset()
        cursor.nextset()
        return cursor.fetchall()


def frequencies(nodes: Sequence[Node]) -> tuple[list[int], int]:
    """How many documents have the words of each of these conditions, and how many there are.

    Asked of the index alone: words in a row count wherever both stand.
    """
    each = "".join(
        "(SELECT COUNT(*) FROM search_text WHERE tokens @@ %s::tsquery), " for _node in nodes
    )
    counted = f"SELECT {each}(SELECT COUNT(*) FROM search_searchdocument)"
    *having, total = _rows(counted, [to_lexemes(node) for node in nodes])[0]
    return having, total


def _without(
    node: Node | None, public: Sequence[Condition], chosen: dict[str, Condition]
) -> dict[str, int]:
    """How many there would be without each filter: asked only where there is nothing."""
    return {
        name: _total(node, *public, *(one for other, one in chosen.items() if other != name))
        for name in chosen
    }


def page(
    node: Node | None, request: SearchRequest, layers: Sequence[Layer]
) -> list[tuple[Any, ...]]:
    """The documents of one page: key, kind, data, dates, relevance."""
    conditions = [*_open(request), *_filters(request).values()]
    title = f'(titles[{analysis.LANGUAGES.index(request.language) + 1}] COLLATE "C")'
    slice_ = [request.size, request.offset]
    if request.order != "relevance" or node is None:
        order = {
            "newest": "published_at DESC NULLS LAST",
            "reviewed": "reviewed_on DESC NULLS LAST",
            "founded": "weight DESC",
            "title": title,
            "relevance": title,
        }[request.order]
        columns = "document_id AS id, published_at, reviewed_on, weight, titles"
        sql, params = _found(columns, node, *conditions)
        return _documents(
            "SELECT id, 0.0 AS score, row_number() OVER () AS place FROM (SELECT id "
            f"FROM ({sql}) AS matched ORDER BY {order}, {title}, id LIMIT %s OFFSET %s) AS slice",
            [*params, *slice_],
        )
    titled = _tokens(title_words(node))
    score = " + ".join(_score(layer) for layer in layers)
    last = request.offset + request.size
    ranked, looked_at = max(RANKED, last), max(LOOKED_AT, last)
    columns = f"document_id AS id, weight, codes @> ARRAY['language:{request.language}'] AS own"
    in_title, first = _found(columns, node, titled, *conditions)
    anywhere, then = _found(columns, node, *conditions)
    return _documents(
        "SELECT id, score, row_number() OVER (ORDER BY score DESC, own DESC, title, id) AS place FROM ("
        f"WITH titled AS MATERIALIZED (SELECT * FROM ({in_title}) AS likely LIMIT %s), "
        f"hit AS MATERIALIZED (SELECT * FROM ({anywhere}) AS matched "
        "WHERE id NOT IN (SELECT id FROM titled) LIMIT %s), "
        "foremost AS MATERIALIZED (SELECT * FROM titled UNION ALL (SELECT * FROM hit "
        "ORDER BY own DESC, weight DESC, id DESC LIMIT %s)) "
        f"SELECT foremost.id, foremost.own, {title} AS title, ({score}) "
        f"* foremost.weight * CASE WHEN own THEN {OWN_LANGUAGE_BONUS} ELSE 1.0 END AS score "
        "FROM foremost JOIN search_text ON document_id = foremost.id"
        ") AS scored ORDER BY place LIMIT %s OFFSET %s",
        [
            *(*first, ranked),
            *(*then, looked_at, ranked),
            *(
                to_tsquery(layer.node) if _is_by_position(layer) else to_lexemes(layer.node)
                for layer in layers
            ),
            *slice_,
        ],
    )


def _score(layer: Layer) -> str:
    if not layer.constant:
        return f"{layer.counts} * ts_rank('{WEIGHTS}', vector, to_tsquery('simple', %s), 1)"
    met = (
        "vector @@ to_tsquery('simple', %s)" if _is_by_position(layer) else "tokens @@ %s::tsquery"
    )
    return f"{layer.counts * CONSTANT} * ({met})::int"


def _is_by_position(layer: Layer) -> bool:
    """Whether the lexemes alone do not tell what is asked of the foremost; their vectors are read anyway."""
    return not layer.constant or needs_positions(layer.node)


def keys(
    node: Node | None,
    request: SearchRequest,
    after: int,
    limit: int,
    among: Sequence[uuid.UUID] | None = None,
) -> list[tuple[Any, ...]]:
    """The next documents in the order of their numbers, each with its key."""
    beyond = Condition("document_id > %s", [after], by_row=True)
    conditions = [*_open(request), *_filters(request).values(), beyond]
    if among is not None:
        named = "document_id IN (SELECT id FROM search_searchdocument WHERE key = ANY(%s))"
        conditions.append(Condition(named, [list(among)]))
    sql, params = _found("document_id AS id", node, *conditions)
    return _rows(
        f"WITH chosen AS MATERIALIZED (SELECT id FROM ({sql}) AS matched ORDER BY id LIMIT %s) "
        "SELECT d.id, d.key FROM chosen JOIN search_searchdocument d ON d.id = chosen.id ORDER BY d.id",
        [*params, limit],
    )


def titles(node: Node, limit: int) -> list[tuple[Any, ...]]:
    """The documents that match best."""
    sql, params = _found("document_id, vector", node, NOT_ARCHIVED)
    return _documents(
        "SELECT id, score, row_number() OVER (ORDER BY score DESC, id) AS place FROM ("
        f"SELECT document_id AS id, ts_rank('{WEIGHTS}', vector, to_tsquery('simple', %s), 1) AS score "
        f"FROM (SELECT * FROM ({sql}) AS matched LIMIT %s) AS likely"
        ") AS scored ORDER BY place LIMIT %s",
        [to_tsquery(node), *params, RANKED, limit],
    )


def _documents(chosen: str, params: list[Any]) -> list[tuple[Any, ...]]:
    """The documents to the few numbers that a statement chose; only theirs are read."""
    return _rows(
        f"WITH chosen AS MATERIALIZED ({chosen}) SELECT d.key, d.kind, d.data, d.published_at, "
        "d.reviewed_on, chosen.score FROM chosen JOIN search_searchdocument d ON d.id = chosen.id "
        "ORDER BY chosen.place",
        params,
    )


def settle() -> None:
    """After much was written: without fresh statistics the planner would read the whole table."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_text")
