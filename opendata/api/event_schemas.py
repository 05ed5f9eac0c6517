"""Schemas of the API for events and developments."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Schema

from opendata.api.schemas import ByLanguage, PartOut


class WrittenOut(Schema):
    """The head of an event or a development in one language."""

    title: str
    page: str
    published: datetime | None
    edited: datetime | None


class EventTextOut(WrittenOut):
    """An event in one language; ``body`` and ``outcome`` are HTML."""

    summary: str
    body: str
    place: str
    who_may_come: str
    outcome: str


class SessionOut(Schema):
    """A session of the programme at the place's time; ``seats``: of a study visit that the host offers."""

    key: str
    day: date
    begins: str
    ends: str
    is_interpreted: bool
    seats: int | None
    texts: dict[str, dict[str, str]]


class EventResultOut(Schema):
    """What came of an event: ``on_site`` is the identifier of a page here, else ``url`` leads to it."""

    kind: str
    on_site: str
    url: str
    titles: ByLanguage


class EventOut(Schema):
    """An event with programme and results; ``takes_registrations``: whether somebody may register now."""

    id: str
    kind: str
    starts_on: date
    ends_on: date
    time_zone: str
    city: str
    country: str
    spoken: list[str]
    interpreted: list[str]
    cancelled_on: date | None
    takes_registrations: bool
    registers_until: date | None
    seats: int | None
    confirms_each: bool
    offers_travel_support: bool
    original_language: str
    demonstration: bool
    published: datetime | None
    texts: dict[str, EventTextOut]
    sources: list[str]
    sessions: list[SessionOut]
    results: list[EventResultOut]


class EventsOut(PartOut):
    """Some events in the order of their identifiers."""

    events: list[EventOut]


class DevelopmentTextOut(WrittenOut):
    """What changed, and what it means for cities, in one language."""

    changed: str
    meaning: str


class DevelopmentOut(Schema):
    """A note on law or security; ``checked_on``: held against its source that day, null where nobody has."""

    id: str
    kind: str
    happened_on: date
    country: str
    city: str
    source_title: str
    source_url: str
    checked_on: date | None
    documents: list[str]
    original_language: str
    demonstration: bool
    published: datetime | None
    texts: dict[str, DevelopmentTextOut]


class DevelopmentsOut(PartOut):
    """Some developments in the order of their identifiers."""

    developments: list[DevelopmentOut]
