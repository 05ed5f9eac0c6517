"""Changing an event: its facts once for all its languages, and calling it off."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.log_actions import log

from exchange.events.page_form import TypedFacts
from exchange.models import Event, EventPage
from kb.site.page_cache import public_pages_changed
from kb.site.shared_facts import typed_changes
from search import services as search


@transaction.atomic
def store_facts(page: EventPage, typed: Any, by: Any) -> list[str]:
    """Store the facts that somebody typed on a page of the event (the form's data); gives those that changed.

    Only the facts are written: meanwhile somebody may have registered.
    """
    changes = typed_changes(page, Event.objects.select_for_update(), TypedFacts, typed, by)
    if changes.names:
        values = {name: getattr(changes.typed, name) for name in changes.names}
        Event.objects.filter(pk=changes.stored.pk).update(**values)
        log(instance=page, action="exchange.facts", user=by, data=changes.log_data)
        note_change(changes.stored)
    return changes.names


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
