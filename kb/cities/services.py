"""What the page of a city shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks

from kb.cities.likeness import cities_like
from kb.models import CityPage
from kb.texts.current_language import current_language
from kb.usage.page_views import counted
from search import services as search
from search.answer.hits import Hit
from search.answer.results import Overview

PER_KIND = 6
# The newest records are asked for once; of each kind the first few of them are shown.
READ = 40
# What the small map shows around a city, in the map's units (six kilometres each).
MAP_WIDTH, MAP_HEIGHT = 300, 210


def city_context(page: CityPage, request: HttpRequest) -> dict[str, Any]:
    """Everything that ``templates/kb/city_page.html`` takes, from one question to the search."""
    language = current_language()
    with search.showing_only(search.code_topic("city", page.code)):
        found = search.overview(language=language, facets={"city": [page.code]}, size=READ)
    context: dict[str, Any] = {
        "city_name": page.name_in(language),
        "views": counted(request, page),
        "found": found,
        "population": population_of(page),
        "city_map": city_map(page),
        "land": search.land(),
        "records_by_kind": records_by_kind(page, found, language),
        "all_url": search.url_for(facets={"city": [page.code]}),
        "country_url": search.url_for(facets={"country": [page.country_code]}),
        "visits_made": [],
        "endorsements": [],
        "documents": [],
        "memberships": [
            {
                "network": membership.get_network_display(),
                "as_of": membership.as_of,
                "source": membership.source,
            }
            for membership in page.memberships.all()
        ],
        "cities_like": cities_like(page, found.codes("theme"), language),
    }
    # Rooms that know this one add what they know of the city: endorsements, provisions, visits made.
    for add in hooks.get_hooks("construct_city_context"):
        add(page, context)
    answered = sum(len(document["answered"]) for document in context["documents"])
    context["figures"] = city_figures(page, found, language, answered)
    return context


def population_of(page: CityPage) -> str:
    """How many people live there, and when they were counted; empty if not known."""
    if not page.population:
        return ""
    number = number_format(page.population, force_grouping=True)
    if not page.population_year:
        return number
    return _("%(number)s (%(year)d)") % {"number": number, "year": page.population_year}


def city_map(page: CityPage) -> dict[str, Any] | None:
    """Where the city lies, with the other cities around it; None if that is not known."""
    if page.latitude is None or page.longitude is None:
        return None
    x, y = search.place_on_map(page.latitude, page.longitude)
    left, top = x - MAP_WIDTH / 2, y - MAP_HEIGHT / 2
    terms = search.terms()
    others: dict[tuple[int, int], None] = {}
    for code in terms.codes("city"):
        term = terms.get("city", code)
        if term is None or term.place is None or code == page.code:
            continue
        across, down = search.place_on_map(*term.place)
        if left <= across <= left + MAP_WIDTH and top <= down <= top + MAP_HEIGHT:
            others[round(across), round(down)] = None
    return {
        "x": x,
        "y": y,
        "view_box": f"{left:.0f} {top:.0f} {MAP_WIDTH} {MAP_HEIGHT}",
        "others": "".join(f"M{across} {down}h0" for across, down in others),
    }


def city_figures(
    page: CityPage, found: Overview, language: str, answered: int
) -> list[dict[str, Any]]:
    """What there is of the city in numbers; each kind of record leads to its records.

    ``answered``: how many provisions the list below names as answered.
    """
    terms = search.terms()
    figures: list[dict[str, Any]] = [
        {
            "label": terms.label("kind", code, language),
            "value": number,
            "url": search.url_for(facets={"city": [page.code], "kind": [code]}),
        }
        for code in terms.codes("kind")
        if (number := found.count("kind", code))
    ]
    if not figures:
        return []
    figures.append(
        {
            "label": ngettext("Point answered", "Points answered", answered),
            "value": answered,
            "url": "#provisions",
        }
    )
    readable = len(found.codes("language"))
    figures.append(
        {"label": ngettext("Language", "Languages", readable), "value": readable, "url": ""}
    )
    if span := _span(found):
        figures.append({"label": _("Years"), "value": span, "url": ""})
    return figures


def _span(found: Overview) -> str:
    """From the first to the last year of the work; without a last one where some of it may go on."""
    begun, ended = found.codes("year_from"), found.codes("year_to")
    years = [int(code) for code in (*begun, *ended)]
    if not years:
        return ""
    first, last = min(years), max(years)
    if sum(begun.values()) > sum(ended.values()):
        return _("since %(year)s") % {"year": first}
    return str(first) if first == last else f"{first}–{last}"


def records_by_kind(page: CityPage, found: Overview, language: str) -> list[dict[str, Any]]:
    """The city's newest records under their kinds."""
    terms = search.terms()
    groups = []
    for code in terms.codes("kind"):
        total = found.count("kind", code)
        hits: list[Hit] = [hit for hit in found.hits if hit.kind == code][:PER_KIND]
        if total:
            groups.append(
                {
                    "kind": code,
                    "label": terms.label("kind", code, language),
                    "total": total,
                    "hits": hits,
                    "all_url": search.url_for(facets={"city": [page.code], "kind": [code]}),
                }
            )
    return groups
