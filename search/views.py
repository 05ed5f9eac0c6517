"""The results page and the suggestions."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from search import services
from search.addresses import address
from search.requests import SORTS

# From this many chosen values on, a result page repeats what others say; robots are asked to leave it.
NOINDEX_FROM = 2


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Results of a search as a page. Any query string gives one."""
    found = services.search(services.parse(request.GET, get_language() or "en"))
    return render(
        request,
        "search/results.html",
        {
            "results": found,
            "search": found.request,
            "sorts": SORTS,
            "noindex": found.request.filter_count >= NOINDEX_FROM or bool(found.request.q),
            "clear_url": address(found.request.cleared()),
            # All combinations of filters are one page to a search engine.
            "canonical_url": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("search:results"),
            "open_facets": {group.name for group in found.facets if group.selected_count},
        },
    )


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Suggestions for the words typed so far, grouped, as JSON for the search box."""
    groups = services.suggest(request.GET.get("q", ""), get_language() or "en")
    return JsonResponse(
        {
            "groups": [
                {
                    "label": group.label,
                    "items": [
                        {"label": item.label, "url": item.url, "lang": item.language}
                        for item in group.items
                    ],
                }
                for group in groups
            ]
        }
    )
