"""The day's work for study visits: questions when they are over, and forgetting what the two wrote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from exchange.models import StudyVisit, VisitMessage
from exchange.visits import mails

HALF_A_YEAR = timedelta(days=182)
# What the two cities wrote is kept for so long after the visit ended; who asked, too.
KEPT = timedelta(days=365)
State = StudyVisit.State
PERSONAL = {"aims": "", "programme": "", "taken_home": "", "asked_by": None}


def keep_visits() -> str:
    """Ask and forget; a second run on the same day does nothing. Says in words what was done."""
    today = timezone.localdate()
    over, again = ask_whether_done(today), ask_again(today)
    return (
        f"{over} visits asked whether done, {again} what was taken home, {forget(today)} forgotten"
    )


def ask_whether_done(today: date) -> int:
    """Both cities of an agreed visit whose days have passed, once."""
    due = StudyVisit.objects.filter(state=State.AGREED, ends_on__lt=today, reminded_on=None)
    return _each(due, "reminded_on", today, mails.ask_whether_done)


def ask_again(today: date) -> int:
    """The visitors half a year after the visit, once; not where nobody asked in time."""
    due = StudyVisit.objects.filter(
        state=State.DONE,
        asked_again_on=None,
        ended_on__lte=today - HALF_A_YEAR,
        ended_on__gt=today - KEPT,
    )
    return _each(due, "asked_again_on", today, mails.ask_taken_home)


def _each(
    due: QuerySet[StudyVisit], mark: str, today: date, tell: Callable[[StudyVisit], None]
) -> int:
    told = 0
    for key in list(due.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            if due.filter(pk=key).update(**{mark: today}):
                tell(StudyVisit.objects.select_related("host", "visitor").get(pk=key))
                told += 1
    return told


@transaction.atomic
def forget(today: date) -> int:
    """What was never answered ends after a year; of what ended a year ago no word and no name stays."""
    silent = timezone.now() - KEPT
    # Agreed days that lie in the past without an end count from their last day.
    StudyVisit.objects.filter(state=State.ASKED, changed_at__lt=silent).update(
        state=State.CANCELLED, ended_on=today - KEPT - timedelta(days=1)
    )
    StudyVisit.objects.filter(state=State.AGREED, ends_on__lt=today - KEPT).update(
        state=State.CANCELLED, ended_on=today - KEPT - timedelta(days=1)
    )
    old = StudyVisit.objects.filter(ended_on__lt=today - KEPT)
    VisitMessage.objects.filter(visit__in=old.values("pk")).delete()
    return old.exclude(**PERSONAL).update(**PERSONAL)
