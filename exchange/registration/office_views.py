"""The secretariat's pages about events in the admin: who registers, answers to one or many, lists."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from exchange.events.listing import first_version
from exchange.models import Event, EventIndexPage, EventPage, Registration
from exchange.registration import lists, services
from kb.cities.office_views import for_secretariat
from kb.models.pages import version_in
from kb.texts.language_field import language_name

PER_PAGE = 100
State = Registration.State
# Nobody reads a registration before its address is confirmed.
SHOWN = (State.ASKED, State.CONFIRMED, State.WAITING, State.DECLINED, State.WITHDRAWN)


def _page_of(event: Event) -> EventPage:
    """The language version in which it was written, public or not."""
    return first_version(event.pages.select_related("locale"))


def _event(key: uuid.UUID) -> Event:
    events = Event.objects.exclude(pages=None).select_related("city").distinct()
    return get_object_or_404(events, pk=key)


@for_secretariat
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """All events, with how many registrations wait for an answer."""
    page = Paginator(lists.events_with_counts(), PER_PAGE).get_page(request.GET.get("p"))
    versions = EventPage.objects.filter(event__in=list(page)).select_related("locale")
    titles: dict[uuid.UUID, EventPage] = {}
    for version in versions.order_by("-pk"):
        titles[version.event_id] = version
    rows = [(event, titles[event.pk]) for event in page]
    context = {
        "title": _("Events"),
        "page": page,
        "rows": rows,
        "query": "",
        "add_url": _add_url(request),
    }
    return render(request, "exchange/admin/events.html", context)


def _add_url(request: HttpRequest) -> str:
    """Where an event is written, in the language of the reader of this page; empty for who may not."""
    indexes = EventIndexPage.objects.filter(alias_of=None).select_related("locale").order_by("pk")
    if not indexes:
        return ""
    page = version_in(get_language() or "", list(indexes))
    if not page.permissions_for_user(request.user).can_add_subpage():
        return ""
    return reverse("wagtailadmin_pages:add", args=["exchange", "eventpage", page.pk])


@never_cache
@for_secretariat
@require_safe
def registrations(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Who registers for an event, by state, in the order in which they did."""
    event = _event(key)
    chosen = request.GET.get("show", State.ASKED)
    chosen = chosen if chosen in SHOWN else State.ASKED
    found = event.registrations.filter(state=chosen).select_related("city", "decided_by")
    numbers = {state: event.registrations.filter(state=state).count() for state in SHOWN}
    page = _page_of(event)
    context = {
        "title": page.title,
        "event": event,
        "event_page": page,
        "versions": event.pages.select_related("locale").order_by("pk"),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("p")),
        "chosen": chosen,
        "states": [(state.value, state.label, numbers[state]) for state in SHOWN],
        "visits": lists.visits(page),
        "seats_left": services.seats_left(event),
        "languages": [*(language_name(code) for code in event.heard), _("not said")],
        "headcount": lists.headcount(event, page),
        "query": f"show={chosen}&",
    }
    return render(request, "exchange/admin/registrations.html", context)


@for_secretariat
@require_POST
def answer(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Confirm or refuse those that are ticked, or one by its own button."""
    event = _event(key)
    verb = request.POST.get("verb", "")
    typed = request.POST.getlist("registration")[:PER_PAGE]
    numbers = {int(number) for number in typed if number.isdecimal() and len(number) < 19}
    if verb not in ("confirm", "decline") or not numbers:
        messages.warning(request, _("Nothing was chosen."))
        return redirect("events_office:registrations", key=key)
    done, full = services.answer(event, numbers, confirms=verb == "confirm", by=request.user)
    words = (
        ngettext("%(number)d registration confirmed.", "%(number)d registrations confirmed.", done)
        if verb == "confirm"
        else ngettext("%(number)d registration refused.", "%(number)d registrations refused.", done)
    )
    messages.success(request, words % {"number": done})
    if full:
        more = ngettext(
            "%(number)d stays on the waiting list: there is no seat.",
            "%(number)d stay on the waiting list: there is no seat.",
            full,
        )
        messages.warning(request, more % {"number": full})
    return redirect("events_office:registrations", key=key)


@for_secretariat
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Call the event off: its page says so, whoever registered is told."""
    event = _event(key)
    if request.method == "POST":
        told = services.cancel_event(event, request.user)
        words = ngettext(
            "The event is cancelled; %(number)d person was told.",
            "The event is cancelled; %(number)d people were told.",
            told,
        )
        messages.success(request, words % {"number": told})
        return redirect("events_office:registrations", key=key)
    context: dict[str, Any] = {
        "title": _("Cancel the event"),
        "event": event,
        "event_page": _page_of(event),
        "number": event.registrations.filter(state__in=services.ACTIVE).count(),
    }
    return render(request, "exchange/admin/cancel.html", context)


@never_cache
@for_secretariat
@require_safe
def badges(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Badges and the list to sign, to be printed."""
    event = _event(key)
    context = {"event": event, "event_page": _page_of(event), "people": lists.confirmed(event)}
    return render(request, "exchange/admin/badges.html", context)


@never_cache
@for_secretariat
@require_safe
def attendance(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The list of those who come, for a spreadsheet."""
    event = _event(key)
    page = _page_of(event)
    name = f"{page.slug}-attendance.csv"
    return HttpResponse(
        lists.attendance_file(event, page),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, name) or "attachment"},
    )
