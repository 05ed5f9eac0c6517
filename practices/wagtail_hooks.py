"""What the records add to Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.models import Page

from kb.models import Attachment, CityPage, Photo, User
from kb.permissions import editors, is_editor
from practices.models import (
    CoAuthor,
    Guidance,
    RecordPage,
)
from practices.moderation.lists import menus, start  # noqa: F401 – their hooks
from practices.moderation.lists.records import RecordListings
from practices.moderation.publishing import refusal_to_publish
from practices.moderation.translations.state import (
    PagesOfTwoPersons,
    UpdateTranslations,
    convert_to_alias,
    refusal,
)
from practices.permissions import can_moderate_record, can_publish_record
from practices.reading.adaptations import adaptations_of_city
from practices.records.rules import missing_parts, record_at, visits_made_by
from practices.submission.guard.finders.forms import is_first_name
from practices.submission.guard.privacy import told_of
from practices.submission.guard.reading import Reading
from practices.submission.sending.small_changes import note_small_change, own_small_change
from practices.submission.writing.drafts import newest

MAX_NAMED = 5


@hooks.register("construct_city_context")
def add_ties_to_other_cities(page: CityPage, context: dict[str, Any]) -> None:
    """A city's page names the visits of its people to other cities, and what went to and from it."""
    context["visits_made"] = visits_made_by(page.code)
    context["adaptations"] = adaptations_of_city(page.city, get_language() or "en")


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


@hooks.register("register_log_actions")
def register_events(actions: Any) -> None:
    """The events of a record's way, in its append-only log: at the desk, in the history, in the reports."""
    for name, label, message in (
        ("begin", gettext_lazy("Begin"), gettext_lazy("Begun")),
        (
            "dates",
            gettext_lazy("Change the dates of a training"),
            gettext_lazy("Dates of the training changed"),
        ),
        (
            "grow",
            gettext_lazy("Make a full case"),
            gettext_lazy("The short note became a full case"),
        ),
        ("send", gettext_lazy("Send"), gettext_lazy("Sent to the editors")),
        (
            "ask_clearance",
            gettext_lazy("Ask for approval"),
            gettext_lazy("The coordinator was asked to approve it"),
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
        ("withdraw", gettext_lazy("Withdraw"), gettext_lazy("Withdrawn by the city")),
        (
            "allow_again",
            gettext_lazy("Lift the take-down"),
            gettext_lazy("The take-down was lifted by the editors"),
        ),
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
        (
            "hand_over",
            gettext_lazy("Hand over a translation"),
            gettext_lazy("The translation was handed to a second editor"),
        ),
        (
            "take_back_translation",
            gettext_lazy("Take a translation from the queue"),
            gettext_lazy("The translation was taken from the queue"),
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
def say_why_not_published(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The editor's own button: what was typed is saved, with the reason why it is not public above it."""
    if not isinstance(page, RecordPage):
        return None
    words = refusal_to_publish(request.user, page)
    if not words:
        if not can_publish_record(request.user, page):
            request.small_change = own_small_change(request.user, page)  # type: ignore[attr-defined]
        return None
    if page.live and page.live_revision_id is None:
        # Wagtail's view of new pages puts the page into the tree as a public one before it asks.
        page.live, page.has_unpublished_changes = False, True
        page.save(clean=False, update_fields=["live", "has_unpublished_changes"])
    messages.error(request, _("Saved, but not published: %(reason)s") % {"reason": words})
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
    """Stand before wagtail-localize's views at the same addresses."""
    return [
        path("localize/update/<int:translation_source_id>/", UpdateTranslations.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", convert_to_alias),
    ]


@hooks.register("construct_admin_api")
def guard_api_of_pages(router: WagtailAPIRouter) -> None:
    """Small changes that come by the admin's API are written down."""
    router.register_endpoint("pages", PagesOfTwoPersons)


@hooks.register("before_bulk_action")
def say_why_nothing_is_published(
    request: HttpRequest, action_type: str, objects: Iterable[Page], action: Any
) -> HttpResponse | None:
    """Publishing many at once: all or nothing, with the reason beside each name.

    Wagtail itself would leave out without a word what may not be published.
    """
    if request.method != "POST" or not isinstance(action, PublishBulkAction):
        return None
    records = list(_records_published_by(action))
    incomplete = [
        record.get_admin_display_title()
        for record in records
        if missing_parts(record.get_latest_revision_as_object())
    ]
    if incomplete:
        return _publish_nothing(
            request,
            _("Nothing was published. Open these records and fill in what is missing: %(names)s."),
            names=", ".join(_first(incomplete)),
        )
    refused = {
        page.get_admin_display_title(): words
        for page in records
        if (words := refusal_to_publish(request.user, page))
    }
    if not refused:
        return None
    lines = [f"{title}: {words}" for title, words in refused.items()]
    return _publish_nothing(
        request, _("Nothing was published. %(reasons)s"), reasons=" ".join(_first(lines))
    )


def _publish_nothing(request: HttpRequest, words: str, **named: str) -> HttpResponse:
    messages.error(request, words % named)
    return redirect(reverse("wagtailadmin_explore_root"))


def _first(lines: list[str]) -> list[str]:
    return [*lines[:MAX_NAMED], *(["…"] if len(lines) > MAX_NAMED else [])]


def _records_published_by(action: PublishBulkAction) -> Iterable[RecordPage]:
    """The records that were ticked or stand below a ticked page, whoever may publish them."""
    below = (
        action.cleaned_form.cleaned_data.get("include_descendants")
        if action.cleaned_form
        else False
    )
    allowed, others = action.get_actionable_objects()
    for page in [*allowed, *others["items_with_no_access"]]:
        records = RecordPage.objects.descendant_of(page, inclusive=True)
        yield from (records if below else records.filter(pk=page.pk)).specific()


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
    return told_of(text, country)


@hooks.register("find_names_in_words")
def find_names_in_words(words: str) -> list[str]:
    """First names among words that stand in no sentence, whatever their capitals: those of a search."""
    return [word for word in Reading(words).words if is_first_name(word)]


@hooks.register("editors_in_charge_of")
def editors_in_charge_of(path: str) -> list[User]:
    """Those within whose remit the record at an address is."""
    record = record_at(path)
    return [one for one in editors() if can_moderate_record(one, record)] if record else []
