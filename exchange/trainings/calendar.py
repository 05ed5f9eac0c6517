"""Calendars of trainings: the dates of one, all that are to come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from icalendar import Event as Entry

from exchange.calendars import describe, in_whole_days, new_calendar, new_entry, written
from exchange.models.times import moment
from practices.models import TrainingDate

# In identifiers, which last longer than any address of the site.
OURS = "trainings.alliance-exchange"
TRAININGS = "Trainings"
# Of a date that says only when it begins.
USUAL_LENGTH = timedelta(hours=1)


def calendar_of_dates(dates: Iterable[tuple[TrainingDate, str, str, str]], name: str) -> bytes:
    """Dates, each with title, summary and address of its training, as a calendar with this name."""
    calendar = new_calendar(name, TRAININGS)
    days = []
    for date, title, summary, url in dates:
        calendar.add_component(_entry(date, title, summary, url))
        days += [date.starts_on, date.ends_on]
    if not days:
        return bytes(calendar.to_ical())
    return written(calendar, min(days), max(days))


def _entry(date: TrainingDate, title: str, summary: str, url: str) -> Entry:
    entry = new_entry(
        f"{date.pk}@{OURS}",
        title,
        changed_at=date.changed_at,
        sequence=date.sequence,
        is_cancelled=date.is_cancelled,
    )
    if date.begins is None:
        in_whole_days(entry, date.starts_on, date.ends_on)
    else:
        begins = moment(date.starts_on, date.begins, date.zone)
        ends = moment(date.ends_on, date.ends, date.zone) if date.ends else begins + USUAL_LENGTH
        entry.add("dtstart", begins)
        entry.add("dtend", max(begins, ends))
    city = date.record.city
    where = [date.place, city.name_in() if city else "", str(date.get_mode_display())]
    describe(entry, where=where, words=summary, url=url)
    return entry
