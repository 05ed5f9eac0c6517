"""What the search and the rows of events must hear of when a page or a city changes."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save

from exchange.models import Development, DevelopmentPage, Event, EventPage
from kb.models import City
from search import services as search


def city_changed(sender: Any, instance: City, **kwargs: Any) -> None:
    """Code, country and place of a host are those of its events in the search."""
    keys = list(Event.objects.filter(city=instance.pk).values_list("pk", flat=True))
    if keys:
        search.mark(keys)


def last_page_gone(sender: Any, instance: EventPage, **kwargs: Any) -> None:
    """The row of an event goes with the last of its pages, unless somebody has registered."""
    Event.objects.filter(pk=instance.event_id, pages=None, registrations=None).delete()


def last_note_gone(sender: Any, instance: DevelopmentPage, **kwargs: Any) -> None:
    """The row of a development goes with the last of its pages."""
    Development.objects.filter(pk=instance.development_id, pages=None).delete()


def register() -> None:
    """Connect the handlers; called once when the app is ready."""
    post_save.connect(city_changed, sender=City, dispatch_uid="exchange.city_changed")
    post_delete.connect(last_page_gone, sender=EventPage, dispatch_uid="exchange.last_page_gone")
    post_delete.connect(
        last_note_gone, sender=DevelopmentPage, dispatch_uid="exchange.last_note_gone"
    )
