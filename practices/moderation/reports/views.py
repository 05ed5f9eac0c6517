"""The editors' reports in the admin, and the open figures for everybody."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django_countries import countries

from practices.link_checks.reports import broken_in, places
from practices.moderation.reports import figures as reports
from practices.moderation.views import for_editors
from search import services as search

PER_PAGE = 50
STATE_LABELS = {
    "original": _("Original"),
    "not-started": "–",
    "machine": _("Machine"),
    "human-draft": _("Draft"),
    "handed-over": _("To be read by a second editor"),
    "approved": _("Approved"),
    "out-of-date": _("Out of date"),
}


@for_editors
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Waiting and late, by country, what is old, small changes for samples."""
    stale = Paginator(reports.stale(), PER_PAGE).get_page(request.GET.get("p"))
    return render(
        request,
        "practices/moderation/reports.html",
        {
            "title": _("Reports"),
            "figures": reports.open_figures(),
            "countries": sorted(
                (countries.name(code) or code, public, queue)
                for code, public, queue in reports.by_country()
            ),
            "stale": stale,
            "small_changes": reports.small_changes(),
        },
    )


@for_editors
@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """Themes by countries: where there is nothing."""
    terms, language = search.terms(), request.LANGUAGE_CODE
    codes, rows = reports.coverage(key=lambda code: terms.label("country", code, language))
    return render(
        request,
        "practices/moderation/coverage.html",
        {
            "title": _("Coverage"),
            "countries": [terms.label("country", code, language) for code in codes],
            "rows": [
                {
                    "theme": terms.label("theme", theme, language),
                    "depth": len(terms.place("theme", theme)),
                    "numbers": numbers,
                }
                for theme, numbers in rows
            ],
        },
    )


@for_editors
@require_safe
def translations(request: HttpRequest) -> HttpResponse:
    """Records by languages: what is translated, by whom or what; what is out of date comes first."""
    asked = request.GET.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else ""
    page = Paginator(reports.originals(language), PER_PAGE).get_page(request.GET.get("p"))
    rows = [
        (
            record,
            [
                (state, STATE_LABELS[state])
                for (code, _name), state in zip(settings.LANGUAGES, states, strict=True)
                if language in ("", code)
            ],
        )
        for record, states in reports.translation_rows(page)
    ]
    return render(
        request,
        "practices/moderation/translations.html",
        {
            "title": _("Translations"),
            "rows": rows,
            "page": page,
            "languages": settings.LANGUAGES,
            "shown": [(code, name) for code, name in settings.LANGUAGES if language in ("", code)],
            "language": language,
            "query": f"language={language}&" if language else "",
        },
    )


@for_editors
@require_safe
def links(request: HttpRequest) -> HttpResponse:
    """Broken links, by country and city; unknown ones are as good as none."""
    known = places()
    country, city = request.GET.get("country", ""), request.GET.get("city", "")
    chosen = [
        place
        for place in known
        if (not country or place.country == country) and (not city or place.code == city)
    ]
    uses = broken_in(chosen if country or city else None)
    page = Paginator(uses, PER_PAGE).get_page(request.GET.get("p"))
    names = {place.key: place.name for place in known}
    by_country: dict[tuple[str, str], int] = {}
    for place in known:
        key = (place.country, place.country_name)
        by_country[key] = by_country.get(key, 0) + place.number
    kept = request.GET.copy()
    kept.pop("p", None)
    return render(
        request,
        "practices/moderation/links.html",
        {
            "title": _("Broken links"),
            "rows": [(use, names.get(use.record.record.city_id, "–")) for use in page],
            "page": page,
            "query": f"{kept.urlencode()}&" if kept else "",
            "country": country,
            "city": city,
            "countries": [
                (code, f"{name} ({number})") for (code, name), number in by_country.items()
            ],
            "cities": [(place.code, f"{place.name} ({place.number})") for place in known],
        },
    )


@require_safe
def open_figures(request: HttpRequest) -> HttpResponse:
    """How moderation did in the last twelve months, for everybody."""
    return render(request, "practices/figures.html", {"moderation": reports.open_figures()})
