"""The day's work for registrations: reminders, and forgetting what is no longer needed."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from exchange.links import CONFIRM_WITHIN
from exchange.models import Registration
from exchange.registration import mails
from exchange.registration.consent import KEPT, NEEDS_KEPT

# So many days before the first one.
REMIND_BEFORE = timedelta(days=7)
State = Registration.State


def keep_registrations() -> str:
    """Remind and forget; a second run on the same day does nothing. Says in words what was done."""
    today = timezone.now().date()
    reminded, emptied, gone = remind(today), forget_needs(today), forget(today)
    return f"{reminded} reminders of events, {emptied} needs and {gone} registrations forgotten"


def remind(today: date) -> int:
    """Write to those who are confirmed for an event of the coming week, once."""
    due = Registration.objects.filter(
        state=State.CONFIRMED,
        reminded_on=None,
        event__cancelled_on=None,
        event__starts_on__gt=today,
        event__starts_on__lte=today + REMIND_BEFORE,
    )
    reminded = 0
    for number in list(due.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            if due.filter(pk=number).update(reminded_on=today):
                mails.remind(Registration.objects.select_related("event__city").get(pk=number))
                reminded += 1
    return reminded


def forget_needs(today: date) -> int:
    """What was told of health goes the day after the event, and at once where nobody comes any longer."""
    over = Q(event__ends_on__lt=today - NEEDS_KEPT) | Q(event__cancelled_on__lt=today - NEEDS_KEPT)
    ended = Q(state__in=[State.DECLINED, State.WITHDRAWN])
    return Registration.objects.filter(over | ended).exclude(needs="").update(needs="")


def forget(today: date) -> int:
    """Everything goes half a year after the event; what was never confirmed, with its link."""
    old = (
        Q(event__ends_on__lt=today - KEPT)
        | Q(event__cancelled_on__lt=today - KEPT)
        | Q(state=State.UNCONFIRMED, consented_at__lt=timezone.now() - CONFIRM_WITHIN)
    )
    return int(Registration.objects.filter(old).delete()[0])
