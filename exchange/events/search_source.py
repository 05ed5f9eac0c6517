"""How the search reads an event: one document in all its languages, below its host city."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.html import strip_tags

from exchange.events.listing import first_version
from exchange.models import EventPage
from search.contract import DocumentFacts, DocumentText, SearchSource, register_source


def register() -> None:
    """Called once, from ``AppConfig.ready``."""
    register_source(
        EventPage,
        SearchSource(batch=with_sessions, text=text_of, facts=facts_of, original=first_version),
    )


def with_sessions(pages: Any) -> Iterable[EventPage]:
    """Events with what the two answers below need, fetched for all at once."""
    found: Iterable[EventPage] = pages.select_related("event__city").prefetch_related("sessions")
    return found


def text_of(page: EventPage) -> DocumentText:
    """One language version's words, those of its programme included."""
    body = [strip_tags(page.body), page.place, page.who_may_come, strip_tags(page.outcome)]
    for session in page.sessions.all():
        body += [session.title, session.speakers, session.text]
    return DocumentText(
        title=page.title,
        summary=page.summary,
        body="\n".join(text.strip() for text in body if text.strip()),
        url=page.url or "",
        changed_at=page.last_published_at,
    )


def facts_of(page: EventPage) -> DocumentFacts:
    """What is the same in all languages."""
    event = page.event
    city = event.city
    return DocumentFacts(
        codes={"city": [city.code], "country": [city.country_code]} if city else {},
        published_at=page.first_published_at,
        year_from=event.starts_on.year,
        year_to=event.ends_on.year,
        latitude=city.latitude if city else None,
        longitude=city.longitude if city else None,
        card={
            "city": [city.code] if city else [],
            "country": [city.country_code] if city else [],
            # Records are compared with one another, events are not.
            "not_compared": True,
        },
    )
