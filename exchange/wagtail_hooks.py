"""What the exchange adds to the rest of the site and to Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from declarations.models import DocumentPage
from exchange.developments import facts as development_facts
from exchange.developments.guard import word_hints
from exchange.developments.listing import (
    city_developments,
    document_developments,
    home_developments,
)
from exchange.developments.review import keep_developments
from exchange.events.facts import store_facts
from exchange.events.reading import city_events, home_events
from exchange.loading.developments import (
    load_development_list,
    load_developments,
    remove_developments,
)
from exchange.loading.events import load_events, load_list, remove_events
from exchange.loading.selections import (
    load_selection_list,
    load_selections,
    remove_selections,
)
from exchange.models import DevelopmentPage, Event, EventPage
from exchange.needs.retention import keep_needs
from exchange.offers.listing import offers_of
from exchange.permissions import can_read_office, can_see_registrations
from exchange.questions.reading import add_to_record
from exchange.questions.retention import keep_questions
from exchange.registration.retention import keep_registrations
from exchange.registration.services import seats_changed, tell_of_other_days
from exchange.review import start  # noqa: F401 – its hooks
from exchange.selections.reading import home_selections
from exchange.visits.retention import keep_visits
from kb.models import CityPage, HomePage

OF_DAYS = {"starts_on", "ends_on", "time_zone"}


@hooks.register("construct_home_context")
def add_to_home(page: HomePage, context: dict[str, Any]) -> None:
    """The next events, what the editors recommend, what changed last in law and security."""
    context.update(home_events() | home_selections() | home_developments())


@hooks.register("construct_city_context")
def add_events_to_city(page: CityPage, context: dict[str, Any]) -> None:
    """The events that the city hosts, the visits that it offers, what changed there in law and security."""
    context.update(city_events(page.city) | city_developments(page.city))
    context["visit_offers"] = offers_of(page.city)


@hooks.register("construct_document_context")
def add_to_document(page: DocumentPage, context: dict[str, Any]) -> None:
    """What changed since in law and security, beside a document that it concerns."""
    context.update(document_developments(page.code))


@hooks.register("keep_fresh")
def keep_events() -> str:
    """Reminders and forgetting, with the other work of the day."""
    return keep_registrations()


hooks.register("keep_fresh", keep_visits)
hooks.register("keep_fresh", keep_questions)
hooks.register("keep_fresh", keep_needs)
hooks.register("construct_record_context", add_to_record)
hooks.register("keep_fresh", keep_developments)


hooks.register("set_up_site", load_list)
hooks.register("load_demonstration", load_events)
hooks.register("remove_demonstration", remove_events)
hooks.register("set_up_site", load_selection_list)
hooks.register("load_demonstration", load_selections)
hooks.register("remove_demonstration", remove_selections)
hooks.register("set_up_site", load_development_list)
hooks.register("load_demonstration", load_developments)
hooks.register("remove_demonstration", remove_developments)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def hint_at_words(request: HttpRequest, page: Page) -> None:
    """Facts of a development hold once somebody saves them; stigmatising words are named, never refused."""
    if not isinstance(page, DevelopmentPage) or not request.accepts("text/html"):
        return
    if page.latest_revision_id:
        development_facts.store_facts(page, request.POST, request.user)
        for word, instead in word_hints(page):
            messages.info(
                request,
                _("“%(word)s” may stigmatise. Perhaps: “%(instead)s”.")
                % {"word": word, "instead": instead},
            )


@hooks.register("after_edit_page")
def store_typed_facts(request: HttpRequest, page: Page) -> None:
    """Facts hold once somebody saves them; who registered hears of other days, new seats are given."""
    if not isinstance(page, EventPage) or not request.accepts("text/html"):
        return
    changed = store_facts(page, request.POST, request.user)
    if not changed:
        return
    event = Event.objects.get(pk=page.event_id)
    if OF_DAYS & set(changed) and not event.is_cancelled and not event.is_over:
        tell_of_other_days(event)
    seats_changed(event)


@hooks.register("register_log_actions")
def register_events(actions: Any) -> None:
    """What happens with an event beside its page."""
    actions.register_action(
        "exchange.facts", _("Change an event’s facts"), _("Facts of the event changed")
    )
    actions.register_action("exchange.cancel", _("Cancel an event"), _("Event cancelled"))
    actions.register_action(
        "exchange.confirm", _("Confirm registrations"), _("Registrations confirmed")
    )
    actions.register_action(
        "exchange.decline", _("Refuse registrations"), _("Registrations refused")
    )


@hooks.register("register_admin_urls")
def register_events_office() -> list[URLPattern | URLResolver]:
    """The secretariat's pages about events and the editors' about what cities write, below the admin."""
    return [
        path("events/", include("exchange.registration.office_urls")),
        path("exchange/", include("exchange.review.office_urls")),
    ]


class ForRegistrations(MenuItem):
    """Shown to who answers registrations."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_see_registrations(request.user)


@hooks.register("register_admin_menu_item")
def register_events_menu() -> MenuItem:
    """Events and who registers, in the main menu."""
    return ForRegistrations(
        _("Events"), reverse("events_office:list"), name="events", icon_name="date", order=135
    )


class ForEditors(MenuItem):
    """Shown to editors and the secretariat."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_read_office(request.user)


@hooks.register("register_admin_menu_item")
def register_exchange_menu() -> MenuItem:
    """What cities offer, ask and answer, in the main menu."""
    return ForEditors(
        _("Exchange"),
        reverse("exchange_office:offers"),
        name="exchange",
        icon_name="group",
        order=136,
    )
