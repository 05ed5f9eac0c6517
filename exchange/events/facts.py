"""Changing an event: its facts once for all its languages, and calling it off."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.log_actions import log

from exchange.events.page_form import TypedFacts
from exchange.models import EVENT_FACTS, Event, EventPage
from kb.site.page_cache import public_pages_changed
from search import services as search


@transaction.atomic
def store_facts(page: EventPage, typed: Any, by: Any) -> bool:
    """Store the facts that somebody typed on a page of the event (the form's data); True if any has changed.

    Only the facts are written: meanwhile somebody may have registered. Facts of a public event are public at
    once, so they are for those who may publish.
    """
    stored = Event.objects.select_for_update().get(pk=page.event_id)
    form = TypedFacts(typed, instance=Event.objects.get(pk=page.event_id))
    is_public = stored.pages.filter(live=True).exists()
    if is_public and not page.permissions_for_user(by).can_publish():
        return False
    if not form.is_valid():
        return False
    changed = [
        name for name in EVENT_FACTS if getattr(form.instance, name) != getattr(stored, name)
    ]
    if not changed:
        return False
    values = {name: getattr(form.instance, name) for name in changed}
    Event.objects.filter(pk=stored.pk).update(**values)
    before = {name: str(getattr(stored, name)) for name in changed}
    log(instance=page, action="exchange.facts", user=by, data={"before": before})
    note_change(stored)
    return True


def note_change(event: Event) -> None:
    """The event reads differently now: for calendars, for pages kept ready, for the search."""
    Event.objects.filter(pk=event.pk).update(sequence=F("sequence") + 1, changed_at=timezone.now())
    public_pages_changed()
    search.mark([event.pk])


@transaction.atomic
def call_off(event: Event, by: Any) -> bool:
    """Cancel the event for good; True if it was not cancelled before. Its page says so and stays."""
    called_off = Event.objects.filter(pk=event.pk, cancelled_on=None).update(
        cancelled_on=event.today(), takes_registrations=False
    )
    if not called_off:
        return False
    for page in event.pages.all():
        log(instance=page, action="exchange.cancel", user=by)
    note_change(event)
    return True
