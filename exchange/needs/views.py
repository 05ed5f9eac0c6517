"""The public list of notes on what cities asked each other."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from exchange.models import Need, NeedTranslation
from exchange.translations import text_for
from kb.models import CityPage
from kb.models.visibility import public
from kb.site.page_cache import same_for_every_reader
from kb.texts.current_language import current_language

PER_PAGE = 20


@require_safe
@same_for_every_reader
def notes(request: HttpRequest) -> HttpResponse:
    """What came of what cities asked each other, the newest first."""
    pages = public(CityPage.objects.filter(city=OuterRef("city")))
    found = Need.objects.filter(Exists(pages), state=Need.State.PUBLIC).select_related("city")
    language = current_language()
    own = Prefetch("translations", NeedTranslation.objects.filter(language=language), "in_own")
    ordered = found.prefetch_related("themes", own).order_by("-published_at", "-pk")
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("p"))
    shown = [_shown(need, language) for need in page]
    return render(request, "exchange/notes.html", {"page_of_notes": page, "notes": shown})


def _shown(need: Any, language: str) -> dict[str, Any]:
    """A note in the reader's language, where somebody has translated it."""
    (translated,) = need.in_own or [NeedTranslation()]
    title, note = (
        text_for(getattr(need, name), need.language, getattr(translated, name), language)
        for name in ("title", "note")
    )
    return {"need": need, "title": title, "note": note}
