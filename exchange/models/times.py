"""Times of the clock at a place."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """A time of the clock at a place, on a day."""
    return datetime.combine(day, at, tzinfo=zone)


def is_on_the_clock(day: date, at: time, zone: ZoneInfo) -> bool:
    """Whether the clock shows this time on this day: not in the hour that is left out in spring."""
    there = moment(day, at, zone).astimezone(UTC).astimezone(zone)
    return there.replace(tzinfo=None) == datetime.combine(day, at)
