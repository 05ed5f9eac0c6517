"""Whether anything that a page shows was changed since it was made: one question to the table of changes.

Two transactions may commit in another order than that of their rows' numbers. So a moment is not the last
number alone but also how many rows there were: an older number that comes later shows in the count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection

from kb.models import PublicChange
from kb.models.changes import EVERYTHING

# Rows are counted from the beginning of the hour before; nothing is kept, or forgotten, for so long.
WINDOW_SECONDS = 60 * 60


@dataclass(frozen=True)
class Mark:
    """A moment: the last change, and how many there were since the second ``start``."""

    start: int
    last: int
    count: int


def mark_now() -> Mark:
    """The present moment."""
    start = _start()
    count, last, _newer, _touching = _count(start, 0, ())
    return Mark(start, last, count)


def rows_since(mark: Mark, topics: Sequence[str]) -> tuple[Mark, bool]:
    """The present moment, and whether a page with these topics, made at ``mark``, may be another one now."""
    count, last, newer, touching = _count(mark.start, mark.last, topics)
    touched = touching > 0 or count - newer != mark.count
    now = Mark(mark.start, max(last, mark.last), count)
    return (mark_now() if mark.start != _start() else now), touched


def _start() -> int:
    now = int(datetime.now(tz=UTC).timestamp())
    return now - now % WINDOW_SECONDS - WINDOW_SECONDS


def _count(start: int, last: int, topics: Sequence[str]) -> tuple[int, int, int, int]:
    """How many changes since ``start``; the last; how many after ``last``; of these, how many touch topics.

    In SQL, because every page begins with it and the ORM takes longer than the database.
    """
    marks = ", ".join(["%s"] * (len(topics) + 1))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*), COALESCE(MAX(id), 0), COUNT(*) FILTER (WHERE id > %s), "  # noqa: S608
            f"COUNT(*) FILTER (WHERE id > %s AND topic IN ({marks})) "
            f"FROM {PublicChange._meta.db_table} WHERE at >= %s",
            [
                last,
                last,
                EVERYTHING,
                *topics,
                connection.ops.adapt_datetimefield_value(datetime.fromtimestamp(start, tz=UTC)),
            ],
        )
        count, greatest, newer, touching = cursor.fetchone()
    return count, greatest, newer, touching
