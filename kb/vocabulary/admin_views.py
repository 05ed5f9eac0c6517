"""Admin views of the vocabulary: an honest listing, no deletion of what is used, merging."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from kb.admin.merging import ListingWithMerge
from kb.models import Concept
from kb.vocabulary.forms import MergeConceptForm
from kb.vocabulary.merging import merge_concepts, usage, with_usage


class ConceptIndexView(ListingWithMerge):
    """All concepts with the number of their uses, searchable, filtered by facet."""

    merge_permission = "change"
    merge_url_name = "concepts:merge"

    def get_base_queryset(self) -> QuerySet[Concept]:
        return with_usage(Concept.objects.select_related("broader"))


class ConceptDeleteView(generic.DeleteView):
    """Refuses to delete a concept that is used, and says what to do instead."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        uses = usage(self.object)
        if uses:
            messages.error(
                request,
                ngettext(
                    "“%(concept)s” is used %(count)d time and cannot be deleted. "
                    "Merge it into another concept instead.",
                    "“%(concept)s” is used %(count)d times and cannot be deleted. "
                    "Merge it into another concept instead.",
                    uses,
                )
                % {"concept": self.object.label(), "count": uses},
            )
            return redirect("concepts:merge", self.object.pk)
        return super().dispatch(request, *args, **kwargs)


def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask into which concept this one goes, then move everything and delete it."""
    if not policy_registry.get_by_type(Concept).user_has_permission(request.user, "delete"):
        raise PermissionDenied
    source = get_object_or_404(Concept, pk=pk)
    form = MergeConceptForm(request.POST or None, source=source)
    if request.method == "POST" and form.is_valid():
        target = form.cleaned_data["target"]
        try:
            moved = merge_concepts(source, target)
        except ValidationError as error:
            form.add_error("target", error)
        else:
            messages.success(
                request,
                ngettext(
                    "“%(source)s” was merged into “%(target)s”; %(count)d use was moved.",
                    "“%(source)s” was merged into “%(target)s”; %(count)d uses were moved.",
                    moved,
                )
                % {"source": source.label(), "target": target.label(), "count": moved},
            )
            return redirect("concepts:index")
    return render(
        request,
        "kb/admin/merge_concept.html",
        {"form": form, "concept": source, "uses": usage(source), "page_title": _("Merge concept")},
    )


class ConceptViewSet(ModelViewSet):
    """The vocabulary in the admin."""

    name = "concepts"
    model = Concept
    icon = "tag"
    menu_label = gettext_lazy("Vocabulary")
    menu_order = 250
    add_to_admin_menu = True
    copy_view_enabled = False
    list_per_page = 50
    ordering = ["facet", "sort_order", "code"]
    list_display = [
        "label",
        "code",
        Column("get_facet_display", label=gettext_lazy("Facet"), sort_key="facet"),
        Column("broader", label=gettext_lazy("Broader concept")),
        Column("usage", label=gettext_lazy("Used"), sort_key="usage"),
    ]
    list_filter = ["facet"]
    search_fields = None
    search_backend_name = "default"
    form_fields = [
        "code",
        "facet",
        "labels",
        "synonyms",
        "definitions",
        "broader",
        "sort_order",
    ]
    index_view_class = ConceptIndexView
    delete_view_class = ConceptDeleteView

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("merge/<int:pk>/", merge, name="merge")]
