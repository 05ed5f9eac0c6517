"""The page of what others publish: titles that link out, each with who says so; never among our records."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opendata.models import CollectedEntry, CollectedSource

ON_A_PAGE = 50
LONGEST_NUMBER = 9


@require_safe
def elsewhere(request: HttpRequest) -> HttpResponse:
    """The entries of all sources that are on, or of one, the newest first."""
    sources = list(CollectedSource.objects.filter(is_on=True).order_by("title")[:ON_A_PAGE])
    asked = request.GET.get("source", "")
    chosen = next((one for one in sources if str(one.pk) == asked), None)
    if asked and chosen is None:
        raise Http404("No such source.")
    entries = CollectedEntry.objects.filter(source__in=[chosen] if chosen else sources)
    number = request.GET.get("page", "1")
    pages = Paginator(entries.select_related("source"), ON_A_PAGE)
    context = {
        "sources": sources,
        "chosen": chosen,
        "page_of_entries": pages.get_page(number if len(number) <= LONGEST_NUMBER else "1"),
    }
    response = render(request, "opendata/collecting/elsewhere.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
