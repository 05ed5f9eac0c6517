"""What the records add to Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page

from practices.models import (
    PracticePage,
    RecordPage,
    StudyVisitReportPage,
    TrainingProgrammePage,
)
from practices.services import missing_parts

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


@hooks.register("register_admin_viewset")
def register_record_listings() -> ViewSetGroup:
    """The three kinds, in the main menu."""
    return RecordListings()


@hooks.register("before_bulk_action")
def refuse_to_publish_incomplete(
    request: HttpRequest, action_type: str, objects: Iterable[Page], action: Any
) -> HttpResponse | None:
    """Publishing many at once passes by their forms, so the required parts are asked for here."""
    if request.method != "POST" or not isinstance(action, PublishBulkAction):
        return None
    incomplete = [page for page in _pages_published_by(objects, action) if missing_parts(page)]
    if not incomplete:
        return None
    names = ", ".join(page.get_admin_display_title() for page in incomplete[:MAX_NAMED])
    messages.error(
        request,
        _("Nothing was published. Open these records and fill in what is missing: %(names)s.")
        % {"names": f"{names} …" if len(incomplete) > MAX_NAMED else names},
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
