"""Whole events and developments: what is public of them in every language, for the API and the bag.

Never who comes to an event.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from exchange.developments.page_form import WORDS as WORDS_OF_A_DEVELOPMENT
from exchange.events.listing import first_version
from exchange.events.reading import WORDS_OF_A_SESSION, WORDS_OF_AN_EVENT
from exchange.models import Development, DevelopmentPage, Event, EventPage
from kb.models.pages import by_translation_key
from kb.models.visibility import public
from kb.site.addresses import absolute, language_path


def whole_events(rows: Sequence[Event]) -> list[dict[str, Any]]:
    """Events with all that is public of them, however many by the same few questions."""
    pages = EventPage.objects.prefetch_related("sessions", "results__document", "results__on_site")
    versions = _versions(pages, rows)
    targets = _public_keys(versions)
    return [_event(row, versions[row.pk], targets) for row in rows if versions[row.pk]]


def whole_developments(rows: Sequence[Development]) -> list[dict[str, Any]]:
    """Notes with all that is public of them."""
    versions = _versions(DevelopmentPage.objects.all(), rows)
    return [
        {
            "id": str(row.pk),
            "kind": row.kind,
            "happened_on": row.happened_on,
            "country": str(row.country),
            "city": row.city.code if row.city else "",
            "source_title": row.source_title,
            "source_url": row.source_url,
            "checked_on": row.checked_on,
            "documents": row.documents,
            **_told(versions[row.pk], WORDS_OF_A_DEVELOPMENT),
        }
        for row in rows
        if versions[row.pk]
    ]


def _versions(pages: QuerySet[Any], rows: Sequence[Any]) -> dict[uuid.UUID, list[Any]]:
    """The public pages of rows, by key; each row's in the order in which they were written."""
    asked = public(pages.filter(translation_key__in=[row.pk for row in rows], alias_of=None))
    return by_translation_key(asked.select_related("locale").order_by("pk"))


def _public_keys(versions: dict[uuid.UUID, list[EventPage]]) -> set[uuid.UUID]:
    """Which of the pages that events name as their results anybody may read."""
    named = {
        result.on_site.translation_key
        for pages in versions.values()
        for page in pages
        for result in page.results.all()
        if result.on_site
    }
    found = public(Page.objects.filter(translation_key__in=named)).order_by()
    return set(found.values_list("translation_key", flat=True)) if named else set()


def _told(pages: list[Any], words: Iterable[str]) -> dict[str, Any]:
    """What is written in each language; the first version's is the original."""
    return {
        "original_language": first_version(pages).locale.language_code,
        "demonstration": first_version(pages).is_demonstration,
        "published": min(page.first_published_at for page in pages),
        "texts": {
            page.locale.language_code: {
                "page": absolute(language_path(page)),
                "published": page.first_published_at,
                "edited": page.last_published_at,
                **{name: getattr(page, name) for name in words},
            }
            for page in pages
        },
    }


def _event(row: Event, pages: list[EventPage], targets: set[uuid.UUID]) -> dict[str, Any]:
    first = first_version(pages)
    return {
        "id": str(row.pk),
        "kind": row.kind,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "time_zone": row.time_zone,
        "city": row.city.code if row.city else "",
        "country": row.city.country_code if row.city else "",
        "spoken": row.spoken,
        "interpreted": row.interpreted,
        "cancelled_on": row.cancelled_on,
        "takes_registrations": row.registers,
        "registers_until": row.registers_until,
        "seats": row.seats,
        "confirms_each": row.confirms_each,
        "offers_travel_support": row.offers_travel_support,
        **_told(pages, WORDS_OF_AN_EVENT),
        "sources": first.source_lines,
        "sessions": _sessions(first, pages),
        "results": _results(first, pages, targets),
    }


def _sessions(first: EventPage, pages: list[EventPage]) -> list[dict[str, Any]]:
    """The programme, by day and hour, as the first version has it; each session in every language."""
    return [
        {
            "key": str(one.translation_key),
            "day": one.day,
            "begins": f"{one.begins:%H:%M}",
            "ends": f"{one.ends:%H:%M}",
            "is_interpreted": one.is_interpreted,
            "seats": one.seats,
            "texts": {
                page.locale.language_code: {name: getattr(own, name) for name in WORDS_OF_A_SESSION}
                for page in pages
                for own in page.sessions.all()
                if own.translation_key == one.translation_key
            },
        }
        for one in sorted(first.sessions.all(), key=lambda one: (one.day, one.begins, one.ends))
    ]


def _results(
    first: EventPage, pages: list[EventPage], targets: set[uuid.UUID]
) -> list[dict[str, Any]]:
    """What came of it: a public page of this site by its key, else an address."""
    found = []
    for one in first.results.all():
        key = one.on_site.translation_key if one.on_site else None
        if key is not None and key not in targets:
            continue
        found.append(
            {
                "kind": one.kind,
                "on_site": str(key or ""),
                "url": one.url or (absolute(one.document.url) if one.document else ""),
                "titles": {
                    page.locale.language_code: own.title
                    for page in pages
                    for own in page.results.all()
                    if own.translation_key == one.translation_key and own.title
                },
            }
        )
    return found
