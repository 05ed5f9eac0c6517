"""Calendars after RFC 5545 (iCalendar), as all of ours are written with the library icalendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as Entry

CONTENT_TYPE = "text/calendar; charset=utf-8"
# How often a program is asked to look again.
REFRESH = timedelta(hours=12)


def new_calendar(name: str, of: str) -> Calendar:
    """An empty one; ``of``: what it holds, in English, for programs."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Alliance Exchange//{of}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    return calendar


def new_entry(
    uid: str, title: str, *, changed_at: datetime, sequence: int, is_cancelled: bool
) -> Entry:
    """An entry without its days; one that does not take place says so twice, as some programs hide one."""
    entry = Entry()
    entry.add("uid", uid)
    entry.add("dtstamp", changed_at)
    entry.add("last-modified", changed_at)
    entry.add("sequence", sequence)
    entry.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    words = _("Cancelled: %(title)s") % {"title": title} if is_cancelled else title
    entry.add("summary", one_line(words))
    return entry


def describe(entry: Entry, *, where: list[str], words: str, url: str) -> None:
    """Where it is, what it is about, and its page."""
    if place := ", ".join(part for part in where if part):
        entry.add("location", one_line(place))
    if words:
        entry.add("description", words.replace("\r\n", "\n").replace("\r", "\n"))
    entry.add("url", url)


def in_whole_days(entry: Entry, first: date, last: date) -> None:
    """From the first day to the last; they do not make anybody busy."""
    entry.add("dtstart", first)
    # The end of whole days is the day after the last one.
    entry.add("dtend", last + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")


def one_line(words: str) -> str:
    """Without breaks, which a line of a calendar cannot have."""
    return " ".join(words.split())


def written(calendar: Calendar, first: date, last: date) -> bytes:
    """With the rules of the time zones that it names, for the years around it."""
    calendar.add_missing_timezones(
        first_date=date(first.year - 1, 1, 1), last_date=date(last.year + 2, 1, 1)
    )
    return bytes(calendar.to_ical())


def calendar_file(calendar: bytes, name: str) -> HttpResponse:
    """The answer that calendar programs read."""
    return HttpResponse(
        calendar,
        content_type=CONTENT_TYPE,
        headers={
            "Content-Disposition": content_disposition_header(False, f"{name}.ics") or "inline",
            "X-Robots-Tag": "noindex",
        },
    )
