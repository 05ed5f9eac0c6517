"""The evidence map as a page, with what this base does not know below it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kb.site.addresses import absolute, alternates_of
from kb.site.page_cache import same_for_every_reader
from kb.texts.current_language import current_language
from practices.evidence_map.services import (
    COLUMN_FACETS,
    ROW_FACETS,
    axes,
    evidence_map,
    facet_labels,
)
from practices.evidence_map.unknowns import unknowns


@require_safe
@same_for_every_reader
def map_page(request: HttpRequest) -> HttpResponse:
    """Records counted by two sides, each cell a search. Any query string gives a page."""
    language = current_language()
    rows, columns = axes(request.GET)
    labels = facet_labels()
    return render(
        request,
        "practices/evidence_map.html",
        {
            "map": evidence_map(rows, columns, language),
            "row_choices": [(name, labels[name]) for name in ROW_FACETS],
            "column_choices": [(name, labels[name]) for name in COLUMN_FACETS],
            "unknowns": unknowns(language),
            "noindex": bool(request.GET),
            "canonical_url": absolute(reverse("mapping:evidence_map")),
            "alternates": alternates_of(request.path),
        },
    )
