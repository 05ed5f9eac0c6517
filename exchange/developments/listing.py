"""Which developments there are: filtered by country and year, of a document, of a city and its country."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_countries import countries

from exchange.models import Development, DevelopmentIndexPage, DevelopmentPage
from exchange.models.codes import holding
from exchange.models.development import FIRST_YEAR, LAST_YEAR
from kb.models import City
from kb.models.pages import by_translation_key, version_in
from kb.models.visibility import public
from kb.site.addresses import language_path
from kb.texts.current_language import current_language
from kb.texts.sorting import name_key

PER_PAGE = 20
ON_HOME, BESIDE = 3, 8
# What the filter calls those of no single country.
EUROPE = "europe"


@dataclass(frozen=True)
class Listed:
    """A development as it is listed. ``page`` is the language version that is shown."""

    row: Development
    page: DevelopmentPage
    url: str

    @property
    def language(self) -> str:
        """The language of its words."""
        return str(self.page.locale.language_code)

    @property
    def where(self) -> str:
        """City and country, or Europe, in the reader's language."""
        return where_of(self.row)


def where_of(row: Development) -> str:
    """Where it holds, in the reader's language."""
    if not row.country:
        return _("Europe")
    country = str(countries.name(str(row.country)))
    return f"{row.city.name_in()}, {country}" if row.city else country


def public_developments() -> QuerySet[Development]:
    """Those with a page that anybody may read, the newest first."""
    pages = public(DevelopmentPage.objects.all())
    return (
        Development.objects.filter(pk__in=pages.values("translation_key"))
        .select_related("city")
        .order_by("-happened_on", "key")
    )


def listed(rows: Iterable[Development]) -> list[Listed]:
    """Each with its page in the reader's language, else in English, else in the first; one question."""
    found = list(rows)
    pages = public(DevelopmentPage.objects.filter(translation_key__in=[row.pk for row in found]))
    versions = by_translation_key(pages.select_related("locale").order_by("pk"))
    language = current_language()
    shown = []
    for row in found:
        if known := versions[row.pk]:
            known.sort(key=lambda page: page.locale.language_code != settings.LANGUAGE_CODE)
            page = version_in(language, known)
            page.development = row
            shown.append(Listed(row, page, language_path(page, language)))
    return shown


def list_context(page: DevelopmentIndexPage, request: HttpRequest) -> dict[str, Any]:
    """The list, filtered by a country (or Europe) and a year; what is unknown counts as not chosen."""
    rows = public_developments()
    where, year = _country(request.GET.get("country", "")), _year(request.GET.get("year", ""))
    asked = {"country": where, "year": year}
    chosen = rows
    if where:
        chosen = chosen.filter(country="" if where == EUROPE else where)
    if year:
        chosen = chosen.filter(happened_on__year=int(year))
    found = Paginator(chosen, PER_PAGE).get_page(request.GET.get("p"))
    return {
        "page_of_list": found,
        "developments": listed(found),
        "countries": _country_options(rows),
        "years": [day.year for day in rows.dates("happened_on", "year", order="DESC")],
        "country": where,
        "year": int(year or 0),
        "query": "".join(f"{name}={value}&" for name, value in asked.items() if value),
    }


def _country(typed: str) -> str:
    return typed if typed == EUROPE or typed in countries else ""


def _year(typed: str) -> str:
    is_year = typed.isascii() and typed.isdecimal() and len(typed) == 4
    return typed if is_year and FIRST_YEAR <= int(typed) <= LAST_YEAR else ""


def _country_options(rows: QuerySet[Development]) -> list[tuple[str, str]]:
    """Europe first, then the countries of which there is a note, by name."""
    codes = rows.order_by().values_list("country", flat=True).distinct()
    named = [(code, str(countries.name(code))) for code in codes if code]
    return [(EUROPE, _("Europe")), *sorted(named, key=lambda one: name_key(one[1]))]


def home_developments() -> dict[str, Any]:
    """The newest, for the home page."""
    return {"developments": listed(public_developments()[:ON_HOME]), **_list_url()}


def city_developments(city: City) -> dict[str, Any]:
    """The newest of a city and of its whole country, for its page; not those of other cities there."""
    here = Q(city=city) | Q(city=None, country=city.country_code)
    rows = listed(public_developments().filter(here)[:BESIDE])
    return {"developments": rows, **_list_url(f"?country={city.country_code}")} if rows else {}


def document_developments(code: str) -> dict[str, Any]:
    """The newest that stand beside a document, for its page."""
    rows = listed(public_developments().filter(documents__contains=holding(code))[:BESIDE])
    return {"developments": rows, **_list_url()} if rows else {}


def _list_url(query: str = "") -> dict[str, str]:
    pages = public(DevelopmentIndexPage.objects.select_related("locale")).order_by("pk")
    index = pages.first()
    return {"developments_url": language_path(index, get_language()) + query if index else ""}


def development_context(page: DevelopmentPage, request: HttpRequest) -> dict[str, Any]:
    """Facts of a note, and where its source stands."""
    return {
        "development": page.development,
        "where": where_of(page.development),
        "index_url": language_path(page, get_language()).rstrip("/").rpartition("/")[0] + "/",
    }
