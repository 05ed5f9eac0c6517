"""The day's work for questions: forgetting who asked, and what nobody answers."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from exchange.links import CONFIRM_WITHIN
from exchange.models import Question
from exchange.models.questions import WAITING
from exchange.questions import mails

State = Question.State
# The address goes so long after the end; what waits for nobody any longer goes after a year.
ADDRESS_KEPT = timedelta(days=30)
KEPT = timedelta(days=365)
ENDED = (State.PUBLIC, State.WITHDRAWN, State.TAKEN_DOWN, State.DECLINED, State.UNANSWERED)


def keep_questions() -> str:
    """Forget; a second run on the same day does nothing. Says in words what was done."""
    return f"{end_unanswered()} questions ended, {forget_askers()} askers and {forget()} questions forgotten"


def end_unanswered() -> int:
    """What no city has answered for a year ends; whoever asked is told."""
    old = timezone.now() - KEPT
    ended = 0
    for number in list(
        Question.objects.filter(state__in=WAITING, confirmed_at__lt=old).values_list(
            "pk", flat=True
        )
    ):
        with transaction.atomic():
            found = Question.objects.select_for_update(of=("self",)).get(pk=number)
            if found.state in WAITING:
                found.state = State.UNANSWERED
                found.save()
                mails.tell_end(found)
                ended += 1
    return ended


def forget_askers() -> int:
    """Nobody has to be told anything any longer: the address goes, and the link with it."""
    old = timezone.now() - ADDRESS_KEPT
    ended = Question.objects.filter(state__in=ENDED, changed_at__lt=old)
    return ended.exclude(email="").update(email="")


def forget() -> int:
    """Never confirmed: with its link. Declined: with its address. No longer public: after a year."""
    now = timezone.now()
    unconfirmed = Question.objects.filter(
        state=State.UNCONFIRMED, asked_at__lt=now - CONFIRM_WITHIN
    )
    declined = Question.objects.filter(
        state__in=[State.DECLINED, State.UNANSWERED], changed_at__lt=now - ADDRESS_KEPT
    )
    hidden = Question.objects.filter(
        state__in=[State.WITHDRAWN, State.TAKEN_DOWN], changed_at__lt=now - KEPT
    )
    return sum(rows.delete()[0] for rows in (unconfirmed, declined, hidden))
