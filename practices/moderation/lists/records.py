"""The lists of records in the admin: searched by title, city, country and reference; few questions a page."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django_countries import countries
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.pages import PageListingViewSet

from kb.models import City
from practices.models import (
    PracticePage,
    RecordPage,
    StudyVisitReportPage,
    TrainingProgrammePage,
)
from practices.moderation.lists.menus import verbs_of
from practices.records.cities import know_cities

REFERENCE = re.compile(r"(?:AX-?)?0*(\d{1,9})", re.IGNORECASE)
MOST_WORDS = 8


class RecordTitleColumn(PageTitleColumn):
    """The title with what may be done, from what the page of the list has read already.

    Wagtail's own asks wagtail-localize's buttons in each row, and these ask the database.
    """

    cell_template_name = "practices/moderation/_record_title_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> Any:
        """With the verbs of this record."""
        context = super().get_cell_context_data(instance, parent_context)
        context["verbs"] = list(verbs_of(parent_context["request"].user, instance))
        return context


class RecordIndexView(IndexView):
    """One kind of record."""

    paginate_by = 30

    def get_base_queryset(self) -> Any:
        """What this person may explore; who may explore the whole tree is not asked of each record."""
        if not self._may_explore_all:
            return super().get_base_queryset()
        return self.annotate_queryset(self.model.objects.all())

    @cached_property
    def _may_explore_all(self) -> bool:
        start = self.permission_policy.explorable_root_instance(self.request.user)
        return start is not None and bool(start.is_root())

    def get_paginator(self, *args: Any, **kwargs: Any) -> Paginator[Any]:
        """All records of a kind are counted without what is asked of each row."""
        paginator = super().get_paginator(*args, **kwargs)
        if self._may_explore_all and not self.is_searching and not self.is_filtering:
            paginator.count = self.model.objects.count()
        return paginator

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Each word stands in the title, or names the city or its country, or is the reference."""
        if not self.is_searching:
            return queryset
        for word in self.search_query.split()[:MOST_WORDS]:
            found = Q(title__icontains=word) | Q(draft_title__icontains=word)
            found |= Q(record__city__in=_cities_called(word))
            if number := REFERENCE.fullmatch(word):
                found |= Q(record__submission__pk=int(number[1]))
            queryset = queryset.filter(found)
        return queryset

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Also of what was found: there is no relevance to order by."""
        if self.is_searching and not self.is_explicitly_ordered:
            return queryset.order_by("-latest_revision_created_at", "-pk")
        return super().order_queryset(queryset)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the city and the row of each record, asked once for all."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rows: list[RecordPage] = list(context["object_list"])
        know_cities(rows)
        remit = getattr(self.request.user, "remit", None)
        if remit is not None:
            prefetch_related_objects([remit], "themes")
            # Whether a record is within the themes of an editor is asked in each row.
            prefetch_related_objects(rows, "concepts")
        return context


def _cities_called(word: str) -> list[UUID]:
    """The keys of the cities of which a name, in any language, or whose country's name has this word."""
    sought = word.casefold()
    named = [code for code, name in countries if sought in name.casefold()]
    return [
        key
        for key, names, country in City.objects.values_list("pk", "names", "country").iterator()
        if country in named
        or any(sought in str(name).casefold() for name in (names or {}).values())
    ]


class RecordListing(PageListingViewSet):
    """All records of one kind, wherever their cities stand in the tree."""

    index_view_class = RecordIndexView
    columns = [
        *(
            RecordTitleColumn("title", label=column.label, sort_key="title", classname="title")
            if isinstance(column, PageTitleColumn)
            else column
            for column in IndexView.base_columns
        ),
        Column("get_scrutiny_display", label=gettext_lazy("Scrutiny"), sort_key="scrutiny"),
        Column(
            "last_confirmed_on",
            label=gettext_lazy("Confirmed by the city"),
            sort_key="record__last_confirmed_on",
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
