"""Calendars of events: one event with its sessions, all events, the place of somebody who registered."""

from __future__ import annotations

from collections.abc import Iterable

from icalendar import Event as Entry

from exchange.calendars import describe, in_whole_days, new_calendar, new_entry, written
from exchange.events.listing import Listed
from exchange.events.reading import sessions_of
from exchange.models import Event, EventPage
from exchange.models.times import moment
from kb.site.addresses import absolute

# In identifiers, which last longer than any address of the site.
OURS = "events.alliance-exchange"
EVENTS = "Events"


def calendar_of_event(page: EventPage, url: str) -> bytes:
    """An event in whole days, and each of its sessions at its time."""
    event = page.event
    calendar = new_calendar(page.title, EVENTS)
    calendar.add_component(_days(event, page, url))
    for item, words, _language in sessions_of(page):
        entry = _entry(event, f"{item.translation_key}@{OURS}", f"{page.title}: {words.title}")
        entry.add("dtstart", moment(item.day, item.begins, event.zone))
        entry.add("dtend", moment(item.day, item.ends, event.zone))
        _describe(entry, page, url, words.speakers)
        calendar.add_component(entry)
    return written(calendar, event.starts_on, event.ends_on)


def calendar_of_events(events: Iterable[Listed], name: str) -> bytes:
    """All events, in whole days."""
    calendar = new_calendar(name, EVENTS)
    for one in events:
        calendar.add_component(_days(one.event, one.page, absolute(one.url)))
    return bytes(calendar.to_ical())


def calendar_in_mail(page: EventPage, url: str) -> str:
    """The event alone, to be added from a mail; several mails change the same entry."""
    calendar = new_calendar(page.title, EVENTS)
    calendar.add_component(_days(page.event, page, url))
    return bytes(calendar.to_ical()).decode()


def _days(event: Event, page: EventPage, url: str) -> Entry:
    entry = _entry(event, f"{event.pk}@{OURS}", page.title)
    in_whole_days(entry, event.starts_on, event.ends_on)
    _describe(entry, page, url, page.summary)
    return entry


def _entry(event: Event, uid: str, title: str) -> Entry:
    return new_entry(
        uid,
        title,
        changed_at=event.changed_at,
        sequence=event.sequence,
        is_cancelled=event.is_cancelled,
    )


def _describe(entry: Entry, page: EventPage, url: str, words: str) -> None:
    city = page.event.city
    describe(entry, where=[page.place, city.name_in() if city else ""], words=words, url=url)
