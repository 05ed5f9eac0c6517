"""The engine that cities and researchers use: one index in Elasticsearch, checked against the table."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import connection, models
from elasticsearch.dsl.query import Query

from search.answer.hits import Fragment
from search.engines.base import WALKED_AT_ONCE, Counts, EngineAnswer, Found, likeness_weights
from search.engines.elasticsearch import lookups, queries
from search.engines.elasticsearch.clauses import related_query
from search.engines.elasticsearch.mapping import MARK_BEGIN, MARK_END
from search.engines.elasticsearch.node import ask, point_in_time
from search.engines.elasticsearch.pushing import pusher, put
from search.engines.elasticsearch.rebuilding import rebuild
from search.engines.highlights import joined, marked_names, without_others
from search.models import SearchDocument, SearchState
from search.request.query import ParsedQuery
from search.request.rarity import NO_WEIGHTS, Weights, missing, unweighed, weigh
from search.request.request import SearchRequest


class ElasticsearchEngine:
    """Asks Elasticsearch; every method raises ``EngineUnavailable`` where it does not answer."""

    name = "elasticsearch"

    def search(
        self,
        request: SearchRequest,
        query: ParsedQuery,
        state: SearchState,
        *,
        exact: bool = False,
    ) -> EngineAnswer:
        """One request, a second one where hardly any record has all the words. Counts are always exact."""
        said = unweighed(query.loosened.loose) if query.is_long else NO_WEIGHTS
        answer = ask(**_parameters(queries.search_body(request, query, said)))
        if not said and query.is_too_narrow(_matched(answer)):
            said = _weights(query, answer)
            if said:
                answer = ask(**_parameters(queries.search_body(request, query, said)))
        complete = answer["aggregations"]["complete"]["doc_count"] if said else 0
        hits = answer["hits"]["hits"]
        shown = said.loosen(query) if said.by_related else query
        found = current([_found(hit, shown) for hit in hits], hits, archived=request.archived)
        total = answer["hits"]["total"]["value"] - (len(hits) - len(found))
        counts, without = _counts(answer.get("aggregations", {}))
        return EngineAnswer(
            total=total,
            found=[one if one.marked else _by_name(one, request, shown) for one in found],
            counts=counts,
            total_without=without,
            relaxed=bool(said) and _matched(answer) > complete,
            complete=complete,
            said=said,
            spellings=_spellings(answer.get("suggest", {})),
        )

    def best(self, request: SearchRequest, query: ParsedQuery) -> list[Found]:
        """One request, for hits alone."""
        body = {**queries.hits_body(request, query), "track_total_hits": False}
        return _records(ask(**_parameters(body)))

    def walk(
        self,
        request: SearchRequest,
        query: ParsedQuery,
        said: Weights,
        *,
        among: Sequence[uuid.UUID] | None = None,
        after: int = 0,
    ) -> Iterator[list[uuid.UUID]]:
        """Through one state of the index (a point in time), each part behind the last of the one before."""
        body = queries.walk_body(
            request, query, said, size=WALKED_AT_ONCE, among=among, after=after
        )
        with point_in_time() as moment:
            while hits := ask(**_parameters(body), pit=moment)["hits"]["hits"]:
                yield [uuid.UUID(hit["_id"]) for hit in hits]
                body["search_after"] = hits[-1]["sort"]

    def titles(self, prefix: str, language: str, limit: int) -> list[Found]:
        """Records with words in their title that begin like those of ``prefix``."""
        return _records(ask(**_parameters(lookups.titles_body(prefix, language, limit))))

    def similar(self, key: str, codes: Mapping[str, Sequence[str]], limit: int) -> list[Found]:
        """Records that share codes with this one, the likest first."""
        body = lookups.similar_body(key, codes, likeness_weights(), limit)
        return _records(ask(**_parameters(body)))

    def by_code(
        self, facet: str, codes: list[str], limit: int, within: Mapping[str, Sequence[str]]
    ) -> dict[str, list[Found]]:
        """The newest records of each code, in one request."""
        if not codes:
            return {}
        answer = ask(**_parameters(lookups.by_code_body(facet, codes, limit, within)))
        buckets = answer["aggregations"]["codes"]["buckets"]
        return {
            bucket["key"]: _records(bucket["newest"])
            for bucket in sorted(buckets, key=lambda bucket: bucket["key"])
        }

    def put(self, rows: Iterable[SearchDocument]) -> None:
        """Send these documents to every index there is; older versions lose."""
        put(list(rows))

    def rebuild(self, progress: Callable[[int, int], None]) -> int:
        """Build a new index from the table behind the alias, swap, delete the old one."""
        return rebuild(progress)


def _parameters(body: dict[str, Any]) -> dict[str, Any]:
    """The client takes the parts of a body by name; two of them are Python's or written otherwise."""
    renamed = {"from": "from_", "_source": "source"}
    return {renamed.get(name, name): value for name, value in body.items()}


def _weights(query: ParsedQuery, answer: Mapping[str, Any]) -> Weights:
    """What each of the words says, by how many records have it; two words are asked about when it matters."""
    counted = answer.get("aggregations", {}).get("frequencies")
    having, total = _frequencies(counted) if counted else _count(queries.words_of(query))
    clauses = query.loosened.loose
    lacking = missing(clauses, having)
    related, _total = _count(map(related_query, lacking.values())) if lacking else ([], 0)
    with_related = dict(zip(lacking, related, strict=True))
    all_wanted = query.wants_all(_matched(answer))
    return weigh(clauses, having, with_related, total, all_wanted=all_wanted)


def _count(conditions: Iterable[Query]) -> tuple[list[int], int]:
    """How many records meet each of these, and how many there are, in one request."""
    body = {"size": 0, "aggs": {"frequencies": queries.frequencies(conditions)}}
    return _frequencies(ask(**_parameters(body))["aggregations"]["frequencies"])


def _frequencies(counted: Mapping[str, Any]) -> tuple[list[int], int]:
    return [each["doc_count"] for each in counted["clauses"]["buckets"]], counted["doc_count"]


def _matched(answer: Mapping[str, Any]) -> int:
    """How many records have the words, whatever is chosen in the facets."""
    matched = answer.get("aggregations", {}).get("matched", {}).get("doc_count", 0)
    return int(max(matched, answer["hits"]["total"]["value"]))


def _records(answer: Mapping[str, Any]) -> list[Found]:
    hits = answer["hits"]["hits"]
    return current([_found(hit) for hit in hits], hits)


def current(
    found: list[Found], hits: Sequence[Mapping[str, Any]], *, archived: bool = False
) -> list[Found]:
    """The same records as the table knows them now: gone ones left out, changed ones exchanged.

    Elasticsearch shows a change half a second late, or later when it was away; a record that was
    unpublished a moment ago must not be listed, so every answer is held against the table's versions. The
    same holds for one archived a moment ago, unless ``archived`` ones are wanted.
    """
    if not found:
        return []
    versions: dict[str, int] = {hit["_id"]: hit["_version"] for hit in hits}
    rows = _live_versions(list(versions))
    behind = [key for key, version in rows.items() if version != versions[key]]
    newer = (
        {str(row.key): row for row in SearchDocument.objects.filter(key__in=behind, deleted=False)}
        if behind
        else {}
    )
    missing = versions.keys() - rows.keys()
    if missing or behind:
        pusher.repair([uuid.UUID(key) for key in (*missing, *behind)])
    checked = []
    for one in found:
        if one.key in newer:
            row = newer[one.key]
            if row.archived and not archived:
                continue
            checked.append(
                replace(
                    one,
                    data=row.data,
                    published_at=row.published_at,
                    reviewed_on=row.reviewed_on,
                    marked={},
                )
            )
        elif one.key in rows:
            checked.append(one)
    return checked


def _live_versions(keys: list[str]) -> dict[str, int]:
    """In SQL, because every page of results asks this and the ORM takes longer than the database."""
    prepare = models.UUIDField().get_db_prep_value
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key, version FROM search_searchdocument "
            f"WHERE NOT deleted AND key IN ({', '.join(['%s'] * len(keys))})",
            [prepare(uuid.UUID(key), connection) for key in keys],
        )
        return {str(uuid.UUID(str(key))): version for key, version in cursor.fetchall()}


def _found(hit: Mapping[str, Any], query: ParsedQuery | None = None) -> Found:
    source = hit["_source"]
    shown = source["shown"]
    published, reviewed = source.get("published_at"), source.get("reviewed_on")
    return Found(
        key=hit["_id"],
        kind=shown["kind"],
        data={
            "texts": shown["texts"],
            "original": shown["original"],
            "card": shown["card"],
            "codes": source["codes"],
        },
        score=hit.get("_score") or 0.0,
        published_at=datetime.fromisoformat(published) if published else None,
        reviewed_on=date.fromisoformat(reviewed) if reviewed else None,
        marked={
            code: pieces
            for field, texts in hit.get("highlight", {}).items()
            for code in [field.split(".")[1]]
            if (pieces := without_others(map(_fragment, texts), query or ParsedQuery(), code))
        },
    )


def _by_name(found: Found, request: SearchRequest, query: ParsedQuery) -> Found:
    """With what of its names was found."""
    return replace(found, marked=marked_names(found.data, query, request.language))


def _fragment(text: str) -> Fragment:
    """Cut at the marks: ``[("an ", False), ("exit", True), …]``."""
    pieces: list[tuple[str, bool]] = []
    for number, part in enumerate(text.split(MARK_BEGIN)):
        if number == 0:
            pieces.append((part, False))
            continue
        inside, _mark, after = part.partition(MARK_END)
        pieces += [(inside, True), (after, False)]
    return joined(pieces)


def _counts(aggregations: Mapping[str, Any]) -> tuple[Counts, dict[str, int]]:
    """Counts per facet and code, and the totals without each chosen facet."""
    counts: Counts = {}
    without: dict[str, int] = {}

    def take(parts: Mapping[str, Any]) -> None:
        for name, part in parts.items():
            if isinstance(part, Mapping) and "buckets" in part:
                counts[name] = {
                    str(bucket["key"]): bucket["doc_count"] for bucket in part["buckets"]
                }

    take(aggregations)
    for name, part in aggregations.items():
        if name == "all":
            take(part)
        elif name.startswith("without_"):
            without[name.removeprefix("without_")] = part["doc_count"]
            take(part)
    return counts, without


def _spellings(suggest: Mapping[str, Any]) -> dict[str, list[str]]:
    """For typed words that no record of the language has: published words near to them."""
    return {
        entry["text"]: [option["text"] for option in entry["options"]]
        for entry in suggest.get("spelling", ())
        if entry["options"]
    }
