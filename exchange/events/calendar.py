"""Calendars after RFC 5545: one event with its sessions, all events, the place of somebody who registered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as Entry

from exchange.events.listing import Listed
from exchange.events.reading import sessions_of
from exchange.models import Event, EventPage
from exchange.models.times import moment
from kb.site.addresses import absolute

CONTENT_TYPE = "text/calendar; charset=utf-8"
# How often a program is asked to look again.
REFRESH = timedelta(hours=12)
# In identifiers, which last longer than any address of the site.
OURS = "events.alliance-exchange"


def calendar_of_event(page: EventPage, url: str) -> bytes:
    """An event in whole days, and each of its sessions at its time."""
    event = page.event
    calendar = _calendar(page.title)
    calendar.add_component(_days(event, page, url))
    for item, words, _language in sessions_of(page):
        entry = _entry(event, f"{item.translation_key}@{OURS}", f"{page.title}: {words.title}")
        entry.add("dtstart", moment(item.day, item.begins, event.zone))
        entry.add("dtend", moment(item.day, item.ends, event.zone))
        _describe(entry, page, url, words.speakers)
        calendar.add_component(entry)
    return _written(calendar, event.starts_on, event.ends_on)


def calendar_of_events(events: Iterable[Listed], name: str) -> bytes:
    """All events, in whole days."""
    calendar = _calendar(name)
    for one in events:
        calendar.add_component(_days(one.event, one.page, absolute(one.url)))
    return bytes(calendar.to_ical())


def calendar_in_mail(page: EventPage, url: str) -> str:
    """The event alone, to be added from a mail; several mails change the same entry."""
    calendar = _calendar(page.title)
    calendar.add_component(_days(page.event, page, url))
    return bytes(calendar.to_ical()).decode()


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Alliance Exchange//Events//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    return calendar


def _days(event: Event, page: EventPage, url: str) -> Entry:
    entry = _entry(event, f"{event.pk}@{OURS}", page.title)
    entry.add("dtstart", event.starts_on)
    # The end of whole days is the day after the last one.
    entry.add("dtend", event.ends_on + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    _describe(entry, page, url, page.summary)
    return entry


def _entry(event: Event, uid: str, title: str) -> Entry:
    entry = Entry()
    entry.add("uid", uid)
    entry.add("dtstamp", event.changed_at)
    entry.add("last-modified", event.changed_at)
    entry.add("sequence", event.sequence)
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    words = _("Cancelled: %(title)s") % {"title": title} if event.is_cancelled else title
    entry.add("summary", _line(words))
    return entry


def _describe(entry: Entry, page: EventPage, url: str, words: str) -> None:
    city = page.event.city
    place = [page.place, city.name_in() if city else ""]
    if where := ", ".join(part for part in place if part):
        entry.add("location", _line(where))
    if words:
        entry.add("description", words.replace("\r\n", "\n").replace("\r", "\n"))
    entry.add("url", url)


def _line(words: str) -> str:
    return " ".join(words.split())


def _written(calendar: Calendar, first: date, last: date) -> bytes:
    """With the rules of the time zones that it names, for the years around it."""
    calendar.add_missing_timezones(
        first_date=date(first.year - 1, 1, 1), last_date=date(last.year + 2, 1, 1)
    )
    return bytes(calendar.to_ical())
