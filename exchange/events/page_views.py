"""Page views of events: list, page, and the calendars below them; registered in ``AppConfig.ready``."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from exchange.calendars import calendar_file
from exchange.events.calendar import calendar_of_event, calendar_of_events
from exchange.events.listing import listed, public_events
from exchange.events.reading import event_context, list_context
from exchange.models import EventIndexPage, EventPage
from kb.site.addresses import absolute, language_path
from kb.site.page_views import register_address, register_page_context

# What a calendar of all events holds: those of a year ago and later, no more than a program reads at once.
BACK = timedelta(days=365)
MOST_IN_CALENDAR = 300


def register() -> None:
    """Called once, from ``AppConfig.ready``."""
    register_page_context(EventIndexPage, list_context)
    register_page_context(EventPage, event_context)
    register_address(EventIndexPage, "calendar/", calendar_of_all, "calendar")
    register_address(EventPage, "calendar/", calendar_of_one, "calendar")


def calendar_of_one(page: EventPage, request: HttpRequest) -> HttpResponse:
    """The event and its sessions as a file that calendar programs read."""
    url = absolute(language_path(page, get_language()))
    return calendar_file(calendar_of_event(page, url), page.slug)


def calendar_of_all(page: EventIndexPage, request: HttpRequest) -> HttpResponse:
    """All events of the last year and to come, to be subscribed to."""
    since = timezone.now().date() - BACK
    events = public_events().filter(ends_on__gte=since).order_by("starts_on", "key")
    found = listed(events[:MOST_IN_CALENDAR])
    return calendar_file(calendar_of_events(found, _("Events of the Alliance")), "events")
