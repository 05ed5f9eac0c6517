"""What the knowledge base does: menus, the contents of its own pages, merging of concepts."""

from __future__ import annotations

import uuid
from collections import defaultdict
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_countries import countries
from wagtail import hooks
from wagtail.models import Page, Site

from kb.addresses import language_path
from kb.facets import public_cities
from kb.models import CityPage
from search import services as search

LATEST = 6
DOOR_LENGTH = 12
NEIGHBOURS = 5
PER_KIND = 6


_menus: dict[tuple[str, uuid.UUID], list[Page]] = {}


def menu_pages(language: str) -> list[Page]:
    """The pages of :func:`read_menu_pages`, read once per process and change of any of them.

    ``kb.signal_handlers`` count a menu as vocabulary: its pages' changes renew the vocabulary's stamp.
    """
    stamp = search.state().terms_stamp
    if stamp == search.NEVER_WRITTEN:
        return read_menu_pages(language)
    if (language, stamp) not in _menus:
        pages = read_menu_pages(language)
        if len(_menus) > len(settings.LANGUAGES) * 2:
            _menus.clear()
        _menus[language, stamp] = pages
    return _menus[language, stamp]


def read_menu_pages(language: str) -> list[Page]:
    """The pages below the home page, each in ``language`` where it exists, else in English.

    One query. Pages with ``show_in_menus`` belong into the main navigation, the others into the footer.
    """
    root = Site.objects.select_related("root_page").get(is_default_site=True).root_page
    homes = Page.objects.filter(translation_key=root.translation_key)
    depth = root.depth + 1
    chosen: dict[Any, Page] = {}
    pages = (
        Page.objects.filter(
            depth=depth, locale__language_code__in={language, settings.LANGUAGE_CODE}
        )
        .live()
        .public()
        .select_related("locale")
        .order_by("path")
    )
    prefixes = {home.path for home in homes}
    order: list[Any] = []
    for page in pages:
        if page.path[: -Page.steplen] not in prefixes:
            continue
        if page.translation_key not in chosen:
            order.append(page.translation_key)
        if page.translation_key not in chosen or page.locale.language_code == language:
            chosen[page.translation_key] = page
    return [chosen[key] for key in order]


def home_context(request: HttpRequest) -> dict[str, Any]:
    """Figures, doors and the latest records of the home page, all from the search table."""
    language = get_language() or settings.LANGUAGE_CODE
    results = search.url_for
    kinds = search.counts("kind")
    themes = search.counts("theme")
    cities = search.counts("city")
    documents = search.counts("provision")
    terms = search.terms()
    return {
        "latest": search.records(language=language, sort="newest", size=LATEST).hits,
        "figures": [
            {
                "label": terms.label("kind", code, language),
                "value": kinds.get(code, 0),
                "url": results(facets={"kind": [code]}),
            }
            for code in terms.codes("kind")
        ]
        + [
            {
                "label": _("Cities"),
                "value": len(cities),
                "url": _index_url("cities", language),
            }
        ],
        "doors": [
            {
                "id": "themes",
                "label": _("By theme"),
                "items": _door("theme", themes, terms.top_codes("theme"), language),
                "all_url": results(),
                "all_label": _("All records"),
            },
            {
                "id": "cities",
                "label": _("By city"),
                "items": _door("city", cities, list(cities), language)[:DOOR_LENGTH],
                "all_url": _index_url("cities", language),
                "all_label": _("All cities"),
            },
            {
                "id": "documents",
                "label": _("By document"),
                "items": _door("provision", documents, terms.top_codes("provision"), language),
                "all_url": _index_url("documents", language),
                "all_label": _("All documents"),
            },
        ],
    }


def _index_url(slug: str, language: str) -> str:
    return f"/{language}/{slug}/"


def _door(
    facet: str, counts: dict[str, int], codes: list[str], language: str
) -> list[dict[str, Any]]:
    """The codes of a facet that have records, most records first; a city leads to its own page."""
    terms = search.terms()
    items = []
    for code in codes:
        term = terms.get(facet, code)
        if term is None or not counts.get(code):
            continue
        url = f"/{language}/{term.path}" if term.path else search.url_for(facets={facet: [code]})
        items.append(
            {"label": terms.label(facet, code, language), "url": url, "count": counts[code]}
        )
    return sorted(items, key=lambda item: (-item["count"], item["label"]))


def cities_by_country(request: HttpRequest) -> list[dict[str, Any]]:
    """Every public city under its country, both named in the reader's language, with its records."""
    language = get_language() or settings.LANGUAGE_CODE
    counts = search.counts("city")
    by_country: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for page in public_cities():
        by_country[page.country_code].append(
            {
                "name": page.name_in(language),
                "url": language_path(page, language),
                "count": counts.get(page.code, 0),
            }
        )
    groups: list[dict[str, Any]] = [
        {
            "code": code,
            "name": str(countries.name(code)),
            "cities": sorted(cities, key=lambda city: city["name"]),
        }
        for code, cities in by_country.items()
    ]
    return sorted(groups, key=lambda group: group["name"])


def city_context(page: CityPage, request: HttpRequest) -> dict[str, Any]:
    """What a city's page shows beside its profile: facts, records by kind, endorsements, neighbours."""
    language = get_language() or settings.LANGUAGE_CODE
    terms = search.terms()
    kinds = []
    for code in terms.codes("kind"):
        found = search.records(
            language=language, facets={"city": [page.code], "kind": [code]}, size=PER_KIND
        )
        if found.total:
            kinds.append(
                {
                    "kind": code,
                    "label": terms.label("kind", code, language),
                    "total": found.total,
                    "hits": found.hits,
                    "all_url": search.url_for(facets={"city": [page.code], "kind": [code]}),
                }
            )
    context = {
        "facts": city_facts(page),
        "endorsements": [],
        "records_by_kind": kinds,
        "memberships": [
            {
                "network": membership.get_network_display(),
                "as_of": membership.as_of,
                "source": membership.source,
            }
            for membership in page.memberships.all()
        ],
        "neighbours": neighbours(page, language),
    }
    # Rooms that know this one add what they know of the city (declarations: endorsements).
    for add in hooks.get_hooks("construct_city_context"):
        add(page, context)
    return context


def city_facts(page: CityPage) -> list[dict[str, Any]]:
    """The facts box of a city; what is not known says so."""
    population = ""
    if page.population:
        population = number_format(page.population, force_grouping=True)
        if page.population_year:
            population = _("%(number)s (%(year)d)") % {
                "number": population,
                "year": page.population_year,
            }
    values = [
        (_("Official name"), page.official_name, ""),
        (
            _("Country"),
            page.country_name,
            search.url_for(facets={"country": [page.country_code]}),
        ),
        (_("Population"), population, page.population_source),
        (_("Website"), page.website, page.website),
    ]
    return [
        {
            "label": label,
            "value": value or _("not known"),
            "url": url,
            "lang": "",
            "known": bool(value),
        }
        for label, value, url in values
    ]


def neighbours(page: CityPage, language: str) -> list[dict[str, Any]]:
    """Cities that work on the same themes, most shared themes first, with the themes named."""
    terms = search.terms()
    themes = search.counts("theme", within={"city": [page.code]})
    shared: dict[str, list[str]] = defaultdict(list)
    for theme in sorted(themes, key=lambda code: -themes[code])[:NEIGHBOURS]:
        for city in search.counts("city", within={"theme": [theme]}):
            if city != page.code:
                shared[city].append(theme)
    found = []
    for city in sorted(shared, key=lambda code: (-len(shared[code]), code))[:NEIGHBOURS]:
        term = terms.get("city", city)
        if term is None or term.path is None:
            continue
        names = ", ".join(terms.label("theme", theme, language) for theme in shared[city][:3])
        found.append(
            {
                "name": terms.label("city", city, language),
                "url": f"/{language}/{term.path}",
                "reason": _("Also works on: %(themes)s") % {"themes": names},
            }
        )
    return found
