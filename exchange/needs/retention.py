"""The day's work for needs: ending those that nobody ended, and forgetting what was said."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from exchange.models import Need, NeedMessage

State = Need.State
# Nobody asks for longer than that; what was said is kept for so long after the end.
OPEN_FOR = timedelta(days=183)
KEPT = timedelta(days=365)
WITH_A_NOTE = (State.SENT, State.CHANGES, State.PUBLIC, State.TAKEN_DOWN)


@transaction.atomic
def keep_needs() -> str:
    """End and forget; a second run on the same day does nothing. Says in words what was done."""
    now = timezone.now()
    today = timezone.localdate(now)
    ended = Need.objects.filter(state=State.OPEN, asked_at__lt=now - OPEN_FOR).update(
        state=State.CLOSED, ended_on=today
    )
    old = Need.objects.filter(ended_on__lt=today - KEPT)
    NeedMessage.objects.filter(need__in=old.values("pk")).delete()
    kept = old.filter(state__in=WITH_A_NOTE)
    emptied = kept.exclude(words="", asked_by=None).update(words="", asked_by=None)
    gone = old.exclude(state__in=WITH_A_NOTE).delete()[1].get("exchange.Need", 0)
    return f"{ended} needs ended, {emptied} emptied, {gone} forgotten"
