"""The embedded engine's statements on SQLite: FTS5, and a table of codes."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from search import analysis
from search.engines.base import OWN_LANGUAGE_BONUS, Counts
from search.engines.embedded.counted import Counted
from search.engines.embedded.expressions import Node, to_fts5
from search.engines.embedded.ranking import Layer
from search.engines.embedded.tokens import tokens_of
from search.models import SearchDocument
from search.request.request import SearchRequest

# Title as written, text as written, title stems, text stems, codes.
WEIGHTS = "10.0, 3.0, 5.0, 1.0, 4.0"
# Nearly 1 for a word that few documents have, a tenth for one that all have.
RARITY = "(1.0 / (1.0 + 9.0 * (SELECT COUNT(*) FROM {layer}) / (SELECT COUNT(*) FROM search_searchdocument)))"
# bm25 reads where each word stands in each document: of very many, the newest are ranked, before all others.
RANKED = " ORDER BY rowid DESC LIMIT 1000"
BULK = 200
ARCHIVED = "SELECT id FROM search_searchdocument WHERE archived"
YEARS = "c.facet IN ('year_from', 'year_to')"


def write(rows: list[SearchDocument]) -> None:
    """Replace the full text of these documents; tombstones lose theirs."""
    ids = [row.pk for row in rows]
    with connection.cursor() as cursor:
        for start in range(0, len(ids), BULK):
            part = ids[start : start + BULK]
            marks = ", ".join(["%s"] * len(part))
            cursor.execute(f"DELETE FROM search_text WHERE rowid IN ({marks})", part)
        values: list[tuple[Any, ...]] = []
        for row in rows:
            if not row.deleted:
                tokens = tokens_of(row)
                parts = (
                    tokens.title,
                    tokens.text,
                    tokens.title_stems,
                    tokens.text_stems,
                    tokens.codes,
                )
                values.append((row.pk, *(" ".join(part) for part in parts)))
        cursor.executemany(
            "INSERT INTO search_text (rowid, title, text, title_stems, text_stems, codes) "
            "VALUES (%s, %s, %s, %s, %s, %s)",
            values,
        )


def _matching(node: Node | None, *, scored: bool, archived: bool) -> tuple[str, list[Any]]:
    if node is None:
        live = "NOT deleted" if archived else "NOT deleted AND NOT archived"
        return f"SELECT id, 0.0 AS score FROM search_searchdocument WHERE {live}", []
    score = f"-bm25(search_text, {WEIGHTS})" if scored else "0.0"
    current = "" if archived else f" AND rowid NOT IN ({ARCHIVED})"
    return (
        f"SELECT rowid AS id, {score} AS score FROM search_text WHERE search_text MATCH %s{current}",
        [to_fts5(node)],
    )


def _base(
    node: Node | None, request: SearchRequest, *, scored: bool
) -> tuple[str, list[Any], list[str]]:
    """The common table expression ``base``: matching documents with a flag per chosen facet.

    A document that misses one facet only still counts for that facet's own options: this is what makes
    OR inside and AND across cheap, whatever number of facets is chosen.
    """
    matching, params = _matching(node, scored=scored, archived=request.archived)
    flags: list[str] = []
    names: list[str] = []
    for name, condition, values in _chosen(request, "m.id"):
        flags.append(f", CASE WHEN {condition} THEN 0 ELSE 1 END AS miss{len(names)}")
        params += values
        names.append(name)
    columns = "".join(flags)
    join = "JOIN search_searchdocument d ON d.id = m.id" if request.has_years else ""
    return (
        f"WITH m AS MATERIALIZED ({matching}), "
        f"base AS MATERIALIZED (SELECT m.id, m.score{columns} FROM m {join})",
        params,
        names,
    )


def _chosen(request: SearchRequest, document: str) -> Iterator[tuple[str, str, list[Any]]]:
    """What is chosen in each facet, and of the years (in ``d``): name, condition on a document, values."""
    for facet, codes in sorted(request.facets.items()):
        marks = ", ".join(["%s"] * len(codes))
        needed = len(codes) if facet in request.all_of else 1
        yield (
            facet,
            f"(SELECT COUNT(*) FROM search_searchcode c WHERE c.document_id = {document} "
            f"AND c.facet = %s AND c.code IN ({marks})) >= {needed}",
            [facet, *codes],
        )
    if request.has_years:
        yield (
            "years",
            "d.year_from <= %s AND COALESCE(d.year_to, 9999) >= %s",
            [request.year_to or 9999, request.year_from or 0],
        )


def _misses(names: list[str]) -> str:
    return " + ".join(f"miss{number}" for number in range(len(names))) or "0"


def count(node: Node | None, request: SearchRequest, *, exact: bool) -> Counted:
    """One statement: the total, the totals without each chosen facet, and all facets' counts."""
    base, params, names = _base(node, request, scored=False)
    misses = _misses(names)
    parts = [
        f"SELECT '', '', COUNT(*) FROM base WHERE ({misses}) = 0",
        "SELECT '', '*', COUNT(*) FROM base",
    ]
    own, own_params = [f"({misses}) = 0"], []
    for number, name in enumerate(names):
        alone = f"({misses}) = 1 AND miss{number} = 1"
        parts.append(f"SELECT '', %s, COUNT(*) FROM base WHERE ({misses}) = 0 OR ({alone})")
        params.append(name)
        if name == "years":
            own.append(f"({alone} AND {YEARS})")
        elif name not in request.all_of:
            own.append(f"({alone} AND c.facet = %s)")
            own_params.append(name)
    parts.append(
        "SELECT c.facet, c.code, COUNT(*) FROM base JOIN search_searchcode c "
        f"ON c.document_id = base.id WHERE {' OR '.join(own)} GROUP BY c.facet, c.code"
    )
    params += own_params
    counts: Counts = defaultdict(dict)
    totals: dict[str, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(f"{base} {' UNION ALL '.join(parts)}", params)
        for facet, code, number in cursor.fetchall():
            if facet:
                counts[facet][code] = number
            else:
                totals[code] = number
    return Counted(
        total=totals.pop(""), matched=totals.pop("*"), without=totals, counts=dict(counts)
    )


def page(
    node: Node | None, request: SearchRequest, layers: Sequence[Layer]
) -> list[tuple[Any, ...]]:
    """The documents of one page: key, kind, data, dates, relevance."""
    base, params, names = _base(node, request, scored=False)
    title = _title_in(request.language)
    order = {
        "relevance": "relevance DESC, own DESC",
        "newest": "d.published_at DESC",
        "reviewed": "d.reviewed_on IS NULL, d.reviewed_on DESC",
        "founded": "d.weight DESC",
        "title": title,
    }[request.order]
    own = (
        "EXISTS (SELECT 1 FROM search_searchcode l WHERE l.document_id = d.id "
        "AND l.facet = 'language' AND l.code = %s)"
    )
    parts = ["SELECT 0 AS id, 0.0 AS score, 0.0 AS fixed"]
    for number, layer in enumerate(layers if request.order == "relevance" else ()):
        score, most = ("1.0", "") if layer.constant else (f"-bm25(search_text, {WEIGHTS})", RANKED)
        base += (
            f", layer{number} AS MATERIALIZED (SELECT rowid AS id, {layer.counts} * {score} AS score "
            f"FROM search_text WHERE search_text MATCH %s{most})"
        )
        params.append(to_fts5(layer.node))
        rarity = f" * {RARITY.format(layer=f'layer{number}')}" if layer.rarer else ""
        taken = f"0.0, score{rarity}" if layer.constant else "score, 0.0"
        parts.append(f"SELECT id, {taken} FROM layer{number}")
    base += (
        ", scored AS MATERIALIZED (SELECT id, SUM(score) AS score, SUM(fixed) AS fixed "
        f"FROM ({' UNION ALL '.join(parts)}) GROUP BY id)"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"{base} SELECT d.key, d.kind, d.data, d.published_at, d.reviewed_on, "
            "COALESCE(scored.fixed, 0.0) + COALESCE(scored.score, 0.0) * d.weight * "
            f"CASE WHEN {own} THEN {OWN_LANGUAGE_BONUS} ELSE 1.0 END AS relevance, "
            f"CASE WHEN {own} THEN 1 ELSE 0 END AS own "
            "FROM base JOIN search_searchdocument d ON d.id = base.id "
            "LEFT JOIN scored ON scored.id = base.id "
            f"WHERE ({_misses(names)}) = 0 ORDER BY {order}, {title}, d.id LIMIT %s OFFSET %s",
            [*params, request.language, request.language, request.size, request.offset],
        )
        return cursor.fetchall()


def keys(
    node: Node | None,
    request: SearchRequest,
    after: int,
    limit: int,
    among: Sequence[uuid.UUID] | None = None,
) -> list[tuple[int, Any]]:
    """The next documents in the order of their numbers, each with its key."""
    where = ["d.id > %s", "NOT d.deleted"]
    params: list[Any] = [after]
    table = "search_searchdocument d"
    if node is not None:
        # Bound to the full text's own numbers, it reads on where it stopped.
        table = "search_text JOIN search_searchdocument d ON d.id = search_text.rowid"
        where += ["search_text MATCH %s", "search_text.rowid > %s"]
        params += [to_fts5(node), after]
    if not request.archived:
        where.append("NOT d.archived")
    if among is not None:
        where.append(f"d.key IN ({', '.join(['%s'] * len(among))})" if among else "0")
        params += [key.hex for key in among]
    for _name, condition, values in _chosen(request, "d.id"):
        where.append(condition)
        params += values
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT d.id, d.key FROM {table} WHERE {' AND '.join(where)} ORDER BY d.id LIMIT %s",
            [*params, limit],
        )
        return cursor.fetchall()


def frequencies(nodes: Sequence[Node]) -> tuple[list[int], int]:
    """How many documents meet each of these conditions, and how many there are, in one statement."""
    each = "".join(
        "(SELECT COUNT(*) FROM search_text WHERE search_text MATCH %s), " for _node in nodes
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {each}(SELECT COUNT(*) FROM search_searchdocument)",
            [to_fts5(node) for node in nodes],
        )
        *having, total = cursor.fetchone()
    return having, total


def titles(node: Node, limit: int) -> list[tuple[Any, ...]]:
    """The documents that match best."""
    matching, params = _matching(node, scored=True, archived=False)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH m AS MATERIALIZED ({matching}) SELECT d.key, d.kind, d.data, d.published_at, "
            "d.reviewed_on, m.score FROM m JOIN search_searchdocument d ON d.id = m.id "
            "ORDER BY m.score DESC, d.id LIMIT %s",
            [*params, limit],
        )
        return cursor.fetchall()


def settle() -> None:
    """Nothing: SQLite needs no statistics here."""


def _title_in(language: str) -> str:
    """SQL of a document's place in the alphabet of a language. ``language`` is a site code."""
    if language not in analysis.LANGUAGES:
        raise ValueError(f"Not a language of the site: {language!r}")
    return f"json_extract(d.data, '$.alphabet.{language}')"
