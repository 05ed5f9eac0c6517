"""What is in the bag: records, cities, documents, codes, and what is no longer public. Nothing that is not.

All of it is what the API gives anybody; contacts, notes, drafts and accounts are in none of it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from django.db.models import Q, QuerySet

from declarations.facets import public_documents
from exchange.developments.listing import public_developments
from exchange.events.listing import public_events
from kb.models.concepts import Concept, ConceptFacet
from kb.models.visibility import public
from opendata.api.cities import public_city_rows, whole_cities
from opendata.api.documents import whole_document
from opendata.api.paging import rows_behind
from opendata.api.whole_events import whole_developments, whole_events
from opendata.facts import Teller
from opendata.whole import whole_records
from practices.models import PublicVersion, RecordPage
from search import services as search
from search.services import PublicRecord

AT_ONCE = 100


def public_records(country: str = "") -> Iterator[list[PublicRecord]]:
    """All public records, some at a time, in the order of their keys: the same in every database."""
    last: uuid.UUID | None = None
    codes = {"country": country} if country else {}
    while part := search.records_after(last, AT_ONCE, codes=codes):
        yield part
        last = part[-1].key


def told(part: list[PublicRecord], teller: Teller) -> Iterator[dict[str, Any]]:
    """Records with all their parts."""
    yield from whole_records(part, teller)


def versions(part: list[PublicRecord]) -> Iterator[dict[str, Any]]:
    """What readers met of records after each publication, in the languages that are public."""
    keys = [one.key for one in part]
    pages = public(RecordPage.objects.filter(translation_key__in=keys, alias_of=None)).values("pk")
    rows = PublicVersion.objects.filter(page__in=pages).select_related("page__locale")
    for one in rows.order_by("record_id", "number"):
        yield {
            "record": str(one.record_id),
            "number": one.number,
            "language": one.page.locale.language_code,
            "published": one.published_at,
            "closed_on": one.closed_on,
            "words": one.words,
        }


def noting_cities(values: Iterable[dict[str, Any]], named: set[str]) -> Iterator[dict[str, Any]]:
    """The same records, events or developments; the cities that they name are in ``named`` afterwards."""
    for told in values:
        own = told["city"]
        code = own["code"] if isinstance(own, dict) else own
        named.update(told.get("partner_cities", ()), told.get("visiting_cities", ()))
        named.update([code] if code else ())
        yield told


def cities(country: str = "", named: Collection[str] = ()) -> Iterator[dict[str, Any]]:
    """All cities, some at a time; of a country its own, and those that its records name."""
    rows = public_city_rows()
    if country:
        rows = rows.filter(Q(country=country) | Q(code__in=named))
    last = ""
    while part := list(rows.filter(code__gt=last)[:AT_ONCE]):
        yield from whole_cities(part)
        last = part[-1].code


def events(country: str = "") -> Iterator[dict[str, Any]]:
    """All events, some at a time; of a country those that its cities host."""
    rows = public_events()
    yield from _by_key(rows.filter(city__country=country) if country else rows, whole_events)


def developments(country: str = "") -> Iterator[dict[str, Any]]:
    """All notes on what changed in law and security, some at a time."""
    rows = public_developments()
    yield from _by_key(rows.filter(country=country) if country else rows, whole_developments)


def _by_key(
    rows: QuerySet[Any], whole: Callable[[list[Any]], list[dict[str, Any]]]
) -> Iterator[dict[str, Any]]:
    last = None
    while part := rows_behind(rows, last, AT_ONCE):
        yield from whole(part)
        last = part[-1].pk


def documents() -> Iterator[dict[str, Any]]:
    """All documents with their points."""
    for pages in public_documents().values():
        yield whole_document(pages)


def concepts() -> Iterator[dict[str, Any]]:
    """The concepts of the vocabulary, broader ones before those below them."""
    known = {concept.code: concept for concept in Concept.objects.select_related("broader")}

    def depth(concept: Concept) -> int:
        found, above = 0, concept.broader
        while above is not None and found < len(known):
            found, above = found + 1, known[above.code].broader
        return found

    for concept in sorted(known.values(), key=lambda one: (depth(one), one.code)):
        yield {
            "code": concept.code,
            "facet": ConceptFacet(concept.facet).value,
            "labels": concept.labels,
            "synonyms": concept.synonyms,
            "definitions": concept.definitions,
            "broader": concept.broader.code if concept.broader else None,
            "order": concept.sort_order,
            "former": concept.former_codes,
        }


def withdrawn() -> Iterator[tuple[str, str, str]]:
    """Identifier, kind and day of each record that was public and is not: copies are to be deleted."""
    after = 0
    while part := search.changes(AT_ONCE, after=after, gone=True):
        yield from ((str(one.key), one.kind, one.at.date().isoformat()) for one in part)
        after = part[-1].version
