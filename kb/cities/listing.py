"""The list of cities: by country, with a map and a filter, for three cities as for a thousand."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.http import urlencode

from kb.models import CityIndexPage
from kb.texts.current_language import current_language
from kb.texts.sorting import name_key
from search import services as search
from search.contract import Term
from search.terms import label

PER_PAGE = 120


def listing_context(page: CityIndexPage, request: HttpRequest) -> dict[str, Any]:
    """Everything that ``templates/kb/city_index_page.html`` takes.

    Names, places and countries of the cities come from the vocabulary, which is in memory, so that the
    list asks the database no more for many cities than for few.
    """
    language = current_language()
    found = search.overview(language=language, size=0)
    typed = search.clean_find(request.GET.get("find", ""))
    everywhere = search.terms_beginning("city", "", language)
    named = {term.within: _country(term, language) for term in everywhere}
    chosen = request.GET.get("country", "")
    country = chosen if chosen in named else ""
    cities = [
        {
            "name": label(term, language),
            "url": f"/{language}/{term.path}",
            "count": found.count("city", term.code),
            "country": named[term.within],
            "country_code": term.within,
        }
        for term in search.terms_beginning("city", typed, language)
        if not country or term.within == country
    ]
    cities.sort(key=lambda city: (name_key(str(city["country"])), name_key(str(city["name"]))))
    shown = Paginator(cities, PER_PAGE).get_page(request.GET.get("page"))
    counts = {term.code: max(found.count("city", term.code), 1) for term in everywhere}
    with_records = sum(1 for term in everywhere if found.count("city", term.code))
    return {
        "countries": [
            {"name": name, "code": (rows := list(group))[0]["country_code"], "cities": rows}
            for name, group in groupby(shown.object_list, key=lambda city: city["country"])
        ],
        "page_of_cities": shown,
        "query": _parameters(typed, country),
        "find": typed,
        "country": country,
        "choices": sorted(
            ((code, name) for code, name in named.items()), key=lambda choice: name_key(choice[1])
        ),
        "is_filtered": bool(typed or country),
        "total": len(cities),
        "city_total": len(everywhere),
        "country_total": len(named),
        "with_records": with_records,
        "record_total": found.total,
        "counts": found.counts,
        "map": search.map_of_cities(counts, language),
        "land": search.land(),
        "map_url": f"{search.url_for()}?view=map",
    }


def _parameters(typed: str, country: str) -> str:
    """What a link to another page of the list takes along."""
    chosen = {"find": typed, "country": country}
    query = urlencode({name: value for name, value in chosen.items() if value})
    return f"{query}&" if query else ""


def _country(term: Term, language: str) -> str:
    return search.terms().label("country", term.within, language)
