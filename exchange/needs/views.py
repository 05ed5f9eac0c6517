"""The public list of notes on what cities asked each other."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from exchange.models import Need
from kb.models import CityPage
from kb.models.visibility import public
from kb.site.page_cache import same_for_every_reader

PER_PAGE = 20


@require_safe
@same_for_every_reader
def notes(request: HttpRequest) -> HttpResponse:
    """What came of what cities asked each other, the newest first."""
    pages = public(CityPage.objects.filter(city=OuterRef("city")))
    found = Need.objects.filter(Exists(pages), state=Need.State.PUBLIC).select_related("city")
    ordered = found.prefetch_related("themes").order_by("-published_at", "-pk")
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("p"))
    return render(request, "exchange/notes.html", {"page_of_notes": page})
