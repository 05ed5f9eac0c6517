"""What the knowledge base adds to Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page

from kb.accounts import events
from kb.accounts.personal_data.registry import erase_person
from kb.admin import moving  # noqa: F401 – its hooks
from kb.cities.facts import store_facts
from kb.joining.services import open_requests
from kb.lexicon.admin_views import WordViewSet
from kb.models import CityPage, EditorRemit, OutgoingMail, User
from kb.permissions import can_manage_people
from kb.vocabulary.admin_views import ConceptViewSet


@hooks.register("insert_global_admin_css")
def link_stylesheet() -> str:
    """The Alliance's colours, and what the editors' own pages look like."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("register_admin_viewset")
def register_concepts() -> ConceptViewSet:
    """The vocabulary, in the main menu."""
    return ConceptViewSet()


@hooks.register("register_admin_viewset")
def register_lexicon() -> WordViewSet:
    """The lexicon, beside the vocabulary."""
    return WordViewSet()


class EditorRemitViewSet(ModelViewSet):
    """Which editor looks after which themes and countries."""

    model = EditorRemit
    name = "remits"
    icon = "user"
    form_fields = ["user", "themes", "countries"]
    menu_label = _("Editors’ remits")
    menu_order = 270
    add_to_settings_menu = True
    list_display = ["user"]


class MailViewSet(ModelViewSet):
    """Mails and what became of them; their texts are gone once they have left."""

    model = OutgoingMail
    name = "mails"
    icon = "mail"
    menu_label = _("E-mails")
    menu_order = 280
    add_to_settings_menu = True
    form_fields = ["state"]
    list_display = ["subject", "email", "state", "attempts", "error", "written_at", "sent_at"]
    list_filter = ["state", "language"]
    search_fields = ["subject", "email"]
    inspect_view_enabled = False


@hooks.register("register_admin_viewset")
def register_people_and_mails() -> list[ModelViewSet]:
    """For the secretariat, in the settings."""
    return [EditorRemitViewSet(), MailViewSet()]


@hooks.register("register_log_actions")
def register_events(actions: Any) -> None:
    """What happens with a city beside its page, and with accounts."""
    events.register(actions)
    actions.register_action("kb.bring_in", _("Bring a city in"), _("City brought in"))
    actions.register_action("kb.facts", _("Change a city’s facts"), _("Facts of the city changed"))
    actions.register_action(
        "kb.clearance", _("Clearance by the coordinator"), _("Clearance before sending changed")
    )


@hooks.register("after_edit_page")
def store_typed_facts(request: HttpRequest, page: Page) -> None:
    """Facts hold once somebody saves them, not while they type and Wagtail saves a draft by itself."""
    if not isinstance(page, CityPage) or not request.accepts("text/html"):
        return
    try:
        store_facts(page, request.POST, request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))


class AccountEventsItem(MenuItem):
    """Wagtail's history of the site, of accounts only."""

    def __init__(self) -> None:
        super().__init__(_("Accounts: events"), "", name="account-events", icon_name="history")

    def render_component(self, request: HttpRequest) -> Any:
        account = ContentType.objects.get_for_model(User)
        self.url = f"{reverse('wagtailadmin_reports:site_history')}?object_type={account.pk}"
        return super().render_component(request)

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("kb.read_events"))


@hooks.register("register_reports_menu_item")
def register_account_events() -> MenuItem:
    """For the secretariat and administrators; the page itself is Wagtail's, with its export."""
    return AccountEventsItem()


@hooks.register("before_delete_user")
def erase_who_is_deleted(request: HttpRequest, user: User) -> HttpResponse | None:
    """Deleting an account in the admin is erasing it: what they wrote for others stays with those."""
    return _erase(request, [user]) if request.method == "POST" else None


@hooks.register("before_bulk_action")
def erase_who_are_deleted(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """The same for many at once."""
    if action_type != "delete" or action.model is not User or request.method != "POST":
        return None
    return _erase(request, objects)


def _erase(request: HttpRequest, accounts: Iterable[User]) -> HttpResponse:
    if settings.SECOND_FACTOR_REQUIRED:
        raise_if_reauthentication_required(request, app="kb")
    names = [account.shown_name for account in accounts]
    with events.acting(request.user):
        for account in accounts:
            erase_person(account)
    messages.success(request, _("Erased: %(names)s.") % {"names": ", ".join(names)})
    return redirect("wagtailusers_users:index")


@hooks.register("register_admin_urls")
def register_cities_office() -> list[URLPattern | URLResolver]:
    """The secretariat's pages about cities, below the admin."""
    return [path("cities/", include("kb.cities.office_urls"))]


class ForSecretariat(MenuItem):
    """Shown to who manages people of all cities."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_manage_people(request.user)


@hooks.register("register_admin_menu_item")
def register_cities() -> MenuItem:
    """All cities and their people, in the main menu."""
    return ForSecretariat(
        _("Cities"), reverse("cities_office:list"), name="cities", icon_name="site", order=130
    )


class CitiesPanel(Component):
    """The ways to the cities, on the admin's start page."""

    order = 50

    def render_html(self, parent_context: Any = None) -> str:
        waiting = open_requests().count()
        return render_to_string("kb/admin/cities/panel.html", {"waiting": waiting})


@hooks.register("construct_homepage_panels")
def add_cities_panel(request: HttpRequest, panels: list[Component]) -> None:
    """For the secretariat."""
    if can_manage_people(request.user):
        panels.append(CitiesPanel())
