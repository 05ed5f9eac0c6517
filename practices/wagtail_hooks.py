"""What the records add to Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import Button
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.models import Page

from kb.models import Attachment, CityPage, Photo, User
from kb.permissions import editors, is_editor
from practices.models import (
    CoAuthor,
    Guidance,
    PracticePage,
    RecordPage,
    StudyVisitReportPage,
    TrainingProgrammePage,
)
from practices.moderation.translations import (
    PagesOfTwoPersons,
    UpdateTranslations,
    refusal,
)
from practices.permissions import can_moderate_record, can_publish_record
from practices.services import missing_parts, record_at, visits_made_by
from practices.submission.drafts import newest
from practices.submission.minor import note_small_change, own_small_change
from practices.submission.privacy import KINDS, SHOWN, found_in

MAX_NAMED = 5


class RecordListing(PageListingViewSet):
    """All records of one kind, wherever their cities stand in the tree."""

    columns = [
        *IndexView.base_columns,
        Column("get_scrutiny_display", label=gettext_lazy("Scrutiny"), sort_key="scrutiny"),
        Column(
            "last_confirmed_on",
            label=gettext_lazy("Confirmed by the city"),
            sort_key="last_confirmed_on",
        ),
    ]
    list_filter = ["locale", "live", "scrutiny", "status", "is_editor_summary"]


class PracticeListing(RecordListing):
    model = PracticePage
    name = "practices"
    icon = "doc-full"
    menu_label = gettext_lazy("Practices")


class TrainingListing(RecordListing):
    model = TrainingProgrammePage
    name = "trainings"
    icon = "group"
    menu_label = gettext_lazy("Training programmes")


class VisitListing(RecordListing):
    model = StudyVisitReportPage
    name = "study-visits"
    icon = "site"
    menu_label = gettext_lazy("Study-visit reports")


class RecordListings(ViewSetGroup):
    menu_label = gettext_lazy("Records")
    menu_icon = "folder-open-inverse"
    menu_order = 150
    items = (PracticeListing, TrainingListing, VisitListing)


@hooks.register("construct_city_context")
def add_visits_made(page: CityPage, context: dict[str, Any]) -> None:
    """A city's page names the visits of its people to other cities."""
    context["visits_made"] = visits_made_by(page.code)


@hooks.register("register_admin_viewset")
def register_record_listings() -> ViewSetGroup:
    """The three kinds, in the main menu."""
    return RecordListings()


@hooks.register("register_admin_urls")
def register_moderation_urls() -> list[URLPattern | URLResolver]:
    """The editors' queue and reviews, below the admin."""
    return [path("moderation/", include("practices.moderation.urls"))]


class ForEditors(MenuItem):
    """Shown to editors; whoever only administers has nothing to read there."""

    def is_shown(self, request: HttpRequest) -> bool:
        return is_editor(request.user)


@hooks.register("register_admin_menu_item")
def register_queue() -> MenuItem:
    """What waits for editors, in the main menu."""
    return ForEditors(
        gettext_lazy("To be read"),
        reverse("moderation:queue"),
        name="moderation",
        icon_name="clipboard-list",
        order=120,
    )


@hooks.register("register_page_header_buttons")
def offer_to_bring_back(page: Page, user: Any, view_name: str, next_url: str = "") -> Any:
    """On the page of an archived record, for its editors."""
    if isinstance(page, RecordPage) and page.archived_on and can_moderate_record(user, page):
        yield Button(
            _("Take from the archive"),
            reverse("moderation:bring_back", args=[page.pk]),
            icon_name="undo",
            priority=70,
        )


@hooks.register("register_log_actions")
def register_events(actions: Any) -> None:
    """The events of a record's way, in its append-only log: at the desk, in the history, in the reports."""
    for name, label, message in (
        ("begin", gettext_lazy("Begin"), gettext_lazy("Begun")),
        (
            "grow",
            gettext_lazy("Make a full case"),
            gettext_lazy("The short note became a full case"),
        ),
        ("send", gettext_lazy("Send"), gettext_lazy("Sent to the editors")),
        (
            "ask_clearance",
            gettext_lazy("Ask for clearance"),
            gettext_lazy("The coordinator was asked to clear it"),
        ),
        (
            "give_back",
            gettext_lazy("Give back"),
            gettext_lazy("Given back by the coordinator"),
        ),
        (
            "invite_coauthor",
            gettext_lazy("Invite a co-author"),
            gettext_lazy("A co-author was invited"),
        ),
        (
            "join_coauthor",
            gettext_lazy("Join as a co-author"),
            gettext_lazy("A co-author has joined"),
        ),
        (
            "end_coauthor",
            gettext_lazy("End a co-author’s part"),
            gettext_lazy("A co-author’s part was ended"),
        ),
        (
            "ask_outside",
            gettext_lazy("Ask an outside reviewer"),
            gettext_lazy("An outside reviewer was asked"),
        ),
        (
            "answer_outside",
            gettext_lazy("Answer as an outside reviewer"),
            gettext_lazy("An outside reviewer has answered"),
        ),
        (
            "withdraw_outside",
            gettext_lazy("Withdraw the link of an outside reviewer"),
            gettext_lazy("An outside reviewer is no longer asked"),
        ),
        ("take_back", gettext_lazy("Take back"), gettext_lazy("Taken back by the city")),
        ("assign", gettext_lazy("Assign"), gettext_lazy("Assigned to an editor")),
        ("decline", gettext_lazy("Decline"), gettext_lazy("Declined by the editors")),
        ("merge", gettext_lazy("Merge"), gettext_lazy("Merged into another record")),
        ("take_down", gettext_lazy("Take down"), gettext_lazy("Taken down")),
        ("confirm", gettext_lazy("Confirm"), gettext_lazy("Confirmed by the city")),
        (
            "bring_back",
            gettext_lazy("Take from the archive"),
            gettext_lazy("Taken from the archive by an editor"),
        ),
        ("archive", gettext_lazy("Archive"), gettext_lazy("Archived, because nobody confirmed it")),
        (
            "contact",
            gettext_lazy("End the contact"),
            gettext_lazy("The office has ended its contact"),
        ),
        ("minor", gettext_lazy("Publish a small change"), gettext_lazy("Small change published")),
    ):
        actions.register_action(f"practices.{name}", label, message)


@hooks.register("may_see_photo")
def coauthors_see_pictures(user: Any, photo: Photo) -> bool:
    """A co-author sees the pictures of that one record, and no others of the city."""
    return any(
        photo.pk in [item.photo_id for item in newest(shared.record.specific).photos.all()]
        for shared in CoAuthor.objects.present().filter(user=user).select_related("record")
    )


@hooks.register("may_see_attachment")
def coauthors_see_files(user: Any, attachment: Attachment) -> bool:
    """A co-author sees the files of that one record, and no others of the city."""
    return any(
        attachment.pk
        in [item.attachment_id for item in newest(shared.record.specific).attachments.all()]
        for shared in CoAuthor.objects.present().filter(user=user).select_related("record")
    )


@hooks.register("before_publish_page")
def refuse_to_publish_alone(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Two people stand behind what readers see: the editor's own button publishes no words of its presser."""
    if not isinstance(page, RecordPage) or can_publish_record(request.user, page):
        return None
    change = own_small_change(request.user, page)
    if change is not None:
        request.small_change = change  # type: ignore[attr-defined]
        return None
    if page.live and page.live_revision_id is None:
        # Wagtail's view of new pages puts the page into the tree as a public one before it asks.
        page.live, page.has_unpublished_changes = False, True
        page.save(clean=False, update_fields=["live", "has_unpublished_changes"])
    messages.error(
        request,
        _("Saved, but not published: you wrote it, so another editor has to read and publish it."),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("after_publish_page")
def note_what_an_editor_published_alone(request: HttpRequest, page: Page) -> None:
    """An editor's own small change is listed for samples too, and counts with those that follow."""
    change = getattr(request, "small_change", None)
    if change is not None:
        note_small_change(RecordPage.objects.get(pk=page.pk), request.user, change)


@hooks.register("before_edit_page", order=-1)
def refuse_to_publish_own_translation(request: HttpRequest, page: Page) -> HttpResponse | None:
    """wagtail-localize answers in this hook too, and publishes without asking any other."""
    words = refusal(request, page)
    if not words:
        return None
    messages.error(request, words)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("register_admin_urls", order=-1)
def register_update_of_translations() -> list[URLPattern | URLResolver]:
    """Stands before wagtail-localize's view at the same address."""
    return [path("localize/update/<int:translation_source_id>/", UpdateTranslations.as_view())]


@hooks.register("construct_admin_api")
def guard_api_of_pages(router: WagtailAPIRouter) -> None:
    """Publishing by the admin's API obeys the rule of two persons."""
    router.register_endpoint("pages", PagesOfTwoPersons)


@hooks.register("before_bulk_action")
def refuse_to_publish_incomplete(
    request: HttpRequest, action_type: str, objects: Iterable[Page], action: Any
) -> HttpResponse | None:
    """Publishing many at once passes by their forms, so the required parts are asked for here."""
    if request.method != "POST" or not isinstance(action, PublishBulkAction):
        return None
    incomplete = [page for page in _pages_published_by(objects, action) if missing_parts(page)]
    if not incomplete:
        return _refuse_own_words(request, objects, action)
    names = ", ".join(page.get_admin_display_title() for page in incomplete[:MAX_NAMED])
    messages.error(
        request,
        _("Nothing was published. Open these records and fill in what is missing: %(names)s.")
        % {"names": f"{names} …" if len(incomplete) > MAX_NAMED else names},
    )
    return redirect(reverse("wagtailadmin_explore_root"))


def _refuse_own_words(
    request: HttpRequest, objects: Iterable[Page], action: PublishBulkAction
) -> HttpResponse | None:
    own = [
        page
        for page in _pages_published_by(objects, action)
        if not can_publish_record(request.user, page)
    ]
    if not own:
        return None
    messages.error(
        request,
        _(
            "Nothing was published: you wrote some of it, so another editor has to read and publish it."
        ),
    )
    return redirect(reverse("wagtailadmin_explore_root"))


def _pages_published_by(objects: Iterable[Page], action: PublishBulkAction) -> Iterable[RecordPage]:
    """The newest version of each record that the action would publish."""
    below = (
        action.cleaned_form.cleaned_data.get("include_descendants")
        if action.cleaned_form
        else False
    )
    for page in objects:
        pages = page.get_descendants(inclusive=True).specific() if below else [page.specific]
        for found in pages:
            if isinstance(found, RecordPage):
                yield found.get_latest_revision_as_object()


class GuidanceViewSet(ModelViewSet):
    """The help beside the fields of the city's desk."""

    model = Guidance
    name = "guidance"
    icon = "help"
    menu_label = gettext_lazy("Help for cities")
    menu_order = 260
    add_to_settings_menu = True
    list_display = ["__str__", "kind"]


@hooks.register("register_admin_viewset")
def register_guidance() -> ModelViewSet:
    """Editors change the help, in the settings."""
    return GuidanceViewSet()


@hooks.register("find_persons_in_text")
def find_persons_in_text(text: str, country: str) -> list[str]:
    """What the guard over persons finds in a text from anywhere on the site, with what it takes it for."""
    return [f"{KINDS[kind]} ({words[:SHOWN]})" for kind, words in found_in(text, country)]


@hooks.register("editors_in_charge_of")
def editors_in_charge_of(path: str) -> list[User]:
    """Those within whose remit the record at an address is."""
    record = record_at(path)
    return [one for one in editors() if can_moderate_record(one, record)] if record else []
