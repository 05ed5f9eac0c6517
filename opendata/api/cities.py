"""Cities in the API: those with a public page, in the order of their codes."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated, Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from ninja.errors import HttpError
from pydantic import Field

from kb.models import City, CityPage
from kb.models.visibility import public
from kb.site.addresses import absolute, language_path
from opendata.api.answers import answered
from opendata.api.paging import Paged, paging
from opendata.api.parameters import Asked, Code, refuse_unknown
from opendata.api.schemas import CitiesOut, CityOut, ErrorOut
from search import services as search

router = Router(tags=["cities"])


class CitiesQuery(Paged):
    """Behind which code."""

    cursor: Annotated[
        str,
        Field(max_length=80, pattern=r"^[-a-zA-Z0-9_]*$", description="The code of the last city."),
    ] = ""


class CityQuery(Asked):
    """Nothing but the language, which changes nothing here."""


def public_city_rows() -> QuerySet[City]:
    """The cities of which anybody may read a page."""
    pages = public(CityPage.objects.filter(city=OuterRef("pk")))
    return City.objects.filter(Exists(pages)).order_by("code")


@router.get(
    "/cities",
    response={200: CitiesOut, 400: ErrorOut, 429: ErrorOut},
    summary="All cities",
)
def cities(request: HttpRequest, query: Query[CitiesQuery]) -> HttpResponse:
    """With their names in every language, where they lie, and how many records they have."""
    refuse_unknown(request, CitiesQuery)
    found = list(public_city_rows().filter(code__gt=query.cursor)[: query.size + 1])
    part = found[: query.size]
    cursor = part[-1].code if part else query.cursor
    end = paging(request, cursor, more=len(found) > query.size)
    return answered(request, {"cities": whole_cities(part), **end})


@router.get(
    "/cities/{code}",
    response={200: CityOut, 400: ErrorOut, 404: ErrorOut, 429: ErrorOut},
    summary="One city",
)
def city(request: HttpRequest, code: Path[Code], query: Query[CityQuery]) -> HttpResponse:
    """By its code, which never changes."""
    refuse_unknown(request, CityQuery)
    found = whole_cities(list(public_city_rows().filter(code=code)))
    if not found:
        raise HttpError(404, "There is no such city.")
    return answered(request, found[0])


def whole_cities(rows: list[City]) -> list[dict[str, Any]]:
    """Cities with all that is public of them."""
    pages: dict[Any, list[CityPage]] = defaultdict(list)
    shown = public(CityPage.objects.filter(city__in=rows, alias_of=None))
    for page in shown.select_related("locale").prefetch_related("memberships").order_by("pk"):
        pages[page.city_id].append(page)
    counted = search.counts("city")
    return [_city(row, pages[row.pk], counted.get(row.code, 0)) for row in rows]


def _city(row: City, pages: list[CityPage], records: int) -> dict[str, Any]:
    memberships = {item.network: item for page in pages for item in page.memberships.all()}
    return {
        "code": row.code,
        "names": row.names,
        "official_name": row.official_name,
        "country": row.country_code,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "coordinates_source": row.coordinates_source,
        "population": row.population,
        "population_year": row.population_year,
        "population_basis": row.population_basis,
        "population_source": row.population_source,
        "languages": row.languages,
        "website": row.website,
        "pages": {page.locale.language_code: absolute(language_path(page)) for page in pages},
        "titles": {page.locale.language_code: page.title for page in pages},
        "notes": {page.locale.language_code: page.notes for page in pages if page.notes},
        "profiles": {page.locale.language_code: page.profile for page in pages if page.profile},
        "memberships": [
            {"network": item.network, "as_of": item.as_of, "source": item.source}
            for item in memberships.values()
        ],
        "records": records,
    }
