"""All records of a search, one after the other: what exports, feeds and harvest read (``services.walk``).

The engine says which; what is given of each is what the table has when its turn comes, so that one that was
withdrawn in the middle is not given.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef

from search.answer.texts import text_of
from search.contract import DocumentText
from search.engines import answer
from search.engines.highlights import shown_language
from search.models import SearchCode, SearchDocument, SearchState
from search.request.query import ParsedQuery, parse_query
from search.request.request import SearchRequest
from search.table.waiting import caught_up
from search.terms import current_terms

# Keys in one question; every database takes as many.
AT_ONCE = 500


@dataclass(frozen=True)
class PublicRecord:
    """One record that anybody may read, as the table has it; ``number``: its place among all.

    ``changed_at``: when what anybody reads of it, in whichever language, changed last.
    """

    number: int
    key: uuid.UUID
    kind: str
    published_at: datetime | None
    changed_at: datetime | None
    reviewed_on: date | None
    year_from: int | None
    year_to: int | None
    data: Mapping[str, Any]

    @property
    def original(self) -> str:
        """The language in which it was written."""
        return str(self.data.get("written", self.data["original"]))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which its whole text can be read."""
        return tuple(self.data["codes"].get("language", ()))

    def text(self, language: str) -> tuple[str, DocumentText]:
        """Its words in a language, or in the one that its page shows instead; and which one that is."""
        shown = shown_language(self.data, language)
        return shown, text_of(self.data["texts"][shown])

    def codes(self, facet: str) -> tuple[str, ...]:
        """Its codes in a facet."""
        return tuple(self.data["codes"].get(facet, ()))


@dataclass(frozen=True)
class Walk:
    """How many records a search finds, and all of them; ``relaxed``: some lack some of the words.

    Reading the records raises ``EngineUnavailable`` where the engine is lost in the middle.
    """

    total: int
    relaxed: bool
    records: Iterator[PublicRecord]


def walk(request: SearchRequest, *, after: int = 0) -> Walk:
    """All that a search finds, whatever its page and order (exports, feeds, harvest).

    The records come in the order of their numbers, as the table has them when their turn comes; with
    ``after``, those behind a number alone.
    """
    now, query = _read(request)
    asked = replace(request, page=1, size=0)
    engine, found = answer(lambda engine: (engine, engine.search(asked, query, now))).value
    keys = engine.walk(asked, query, found.said, after=after)
    return Walk(
        total=found.total,
        relaxed=found.relaxed,
        records=public_records(keys, archived=request.archived),
    )


@dataclass(frozen=True)
class FoundKeys:
    """Which records a search finds, by which engine; the first ``most`` of ``total`` if there are more."""

    total: int
    relaxed: bool
    engine: str
    keys: list[uuid.UUID]


def found_keys(request: SearchRequest, most: int) -> FoundKeys:
    """The keys alone of those that are public now, in the order of their numbers."""
    now, query = _read(request)
    asked = replace(request, page=1, size=0)
    engine, found = answer(lambda engine: (engine, engine.search(asked, query, now))).value
    keys: list[uuid.UUID] = []
    for chunk in engine.walk(asked, query, found.said):
        public = public_among(chunk, archived=request.archived)
        keys += [key for key in chunk if key in public]
        if len(keys) >= most:
            break
    return FoundKeys(found.total, found.relaxed, engine.name, keys[:most])


def public_among(keys: Sequence[uuid.UUID], *, archived: bool = True) -> set[uuid.UUID]:
    """Which of these records anybody may read now; archived ones too, unless only current ones count."""
    found: set[uuid.UUID] = set()
    for start in range(0, len(keys), AT_ONCE):
        rows = SearchDocument.objects.filter(key__in=keys[start : start + AT_ONCE], deleted=False)
        if not archived:
            rows = rows.filter(archived=False)
        found.update(rows.values_list("key", flat=True))
    return found


def count(request: SearchRequest) -> int:
    """How many records a search finds."""
    now, query = _read(request)
    asked = replace(request, page=1, size=0)
    total: int = answer(lambda engine: engine.search(asked, query, now, exact=True)).value.total
    return total


def _read(request: SearchRequest) -> tuple[SearchState, ParsedQuery]:
    """Where the table stands, and the words of a request as it is understood now."""
    now = caught_up()
    return now, parse_query(request.q, request.language, current_terms(now), request.rows)


def newest_records(request: SearchRequest, size: int) -> list[PublicRecord]:
    """The newest of a search, newest first, as the table has them."""
    now, query = _read(request)
    asked = replace(request, page=1, size=size, sort="newest")
    found = answer(lambda engine: engine.search(asked, query, now)).value.found
    rows = SearchDocument.objects.filter(key__in=[one.key for one in found], deleted=False)
    by_key = {str(row.key): public_record(row) for row in rows}
    return [by_key[one.key] for one in found if one.key in by_key]


def last_change() -> datetime | None:
    """When the words of any public record changed last."""
    rows = SearchDocument.objects.filter(deleted=False).exclude(changed_at=None)
    return rows.order_by("-changed_at").values_list("changed_at", flat=True).first()


def changed_records(
    request: SearchRequest, since: datetime, until: datetime, most: int
) -> list[PublicRecord]:
    """Those of a search whose words changed for readers in between, the last first; asked for by date.

    A rebuild of documents is no change. What did not change is read neither here nor by the engine.
    """
    dated = SearchDocument.objects.filter(
        deleted=False, changed_at__gt=since, changed_at__lte=until
    ).order_by("-changed_at", "-pk")
    if not dated.exists():
        return []
    now, query = _read(request)
    asked = replace(request, page=1, size=0)
    engine, found = answer(lambda engine: (engine, engine.search(asked, query, now))).value
    records: list[PublicRecord] = []
    dates = dated.values_list("key", flat=True).iterator()
    while keys := list(islice(dates, AT_ONCE)):
        among = engine.walk(asked, query, found.said, among=keys)
        chosen = {key for chunk in among for key in chunk}
        rows = dated.filter(key__in=chosen) if chosen else ()
        records += [public_record(row) for row in rows if request.archived or not row.archived]
        if len(records) >= most:
            break
    return records[:most]


def public_records(
    chunks: Iterable[list[uuid.UUID]], *, archived: bool = False
) -> Iterator[PublicRecord]:
    """The records to these keys that are public now, and current ones unless ``archived`` are wanted."""
    for keys in chunks:
        rows = SearchDocument.objects.filter(key__in=keys, deleted=False)
        if not archived:
            rows = rows.filter(archived=False)
        yield from map(public_record, rows.order_by("pk"))


def records_after(
    key: uuid.UUID | None, size: int, *, codes: Mapping[str, str] | None = None
) -> list[PublicRecord]:
    """The next public records in the order of their keys, archived ones too; with a code in each facet."""
    rows = SearchDocument.objects.filter(deleted=False).order_by("key")
    if key is not None:
        rows = rows.filter(key__gt=key)
    for facet, code in (codes or {}).items():
        having = SearchCode.objects.filter(document=OuterRef("pk"), facet=facet, code=code)
        rows = rows.filter(Exists(having))
    return [public_record(row) for row in rows[:size]]


def public_record(row: SearchDocument) -> PublicRecord:
    """A row of the table that is no tombstone."""
    return PublicRecord(
        number=row.pk,
        key=row.key,
        kind=row.kind,
        published_at=row.published_at,
        changed_at=row.changed_at,
        reviewed_on=row.reviewed_on,
        year_from=row.year_from,
        year_to=row.year_to,
        data=row.data,
    )
