"""The shape of ``content/events.yaml``; whatever does not fit is named with its field."""

from __future__ import annotations

from datetime import date, time
from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from exchange.loading.files import content_file, read_file
from practices.loading.schema import Code, Item, Language, Names

FILE = content_file("events.yaml")
Summaries = dict[Language, Annotated[str, Field(min_length=1, max_length=300)]]


class SessionItem(Item):
    day: date
    begins: time
    ends: time
    title: Names


class EventItem(Item):
    """An event. ``report`` is the record whose words and sources it takes, where it has none of its own."""

    id: Code
    kind: Literal["summit", "workshop", "webinar", "peer-visit"]
    starts_on: date
    ends_on: date
    time_zone: str
    city: Code | None = None
    title: Names
    summary: Summaries = {}
    report: Code | None = None
    documents: list[Code] = []
    spoken: list[Language] = []
    interpreted: list[Language] = []
    place: Names = {}
    who_may_come: Summaries = {}
    takes_registrations: bool = False
    registers_until: date | None = None
    seats: int | None = None
    offers_travel_support: bool = False
    sessions: list[SessionItem] = []


class EventsFile(Item):
    list_title: Names
    events: list[EventItem]


@cache
def read_events() -> EventsFile:
    """Read the file. Raises ``ContentError`` with what is wrong."""
    return read_file(EventsFile, FILE)
