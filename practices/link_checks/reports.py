"""What is broken, by country and city."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Left, Length

from kb.models import CityPage
from practices.link_checks.services import broken_uses
from practices.models import RecordPage


@dataclass(frozen=True)
class Place:
    """A city in whose records something is broken: how many uses, and the paths of its pages."""

    code: str
    name: str
    country: str
    country_name: str
    number: int
    paths: frozenset[str]


def _by_city() -> QuerySet[Any]:
    return broken_uses().annotate(
        above=Left("record__path", Length("record__path") - RecordPage.steplen)
    )


def places() -> list[Place]:
    """The cities with broken links, by name; as many rows as there are cities, never as there are links."""
    numbers = dict(_by_city().order_by().values_list("above").annotate(Count("pk")))
    found: dict[str, Place] = {}
    for city in CityPage.objects.filter(path__in=numbers).order_by("pk"):
        before = found.get(city.code)
        found[city.code] = Place(
            code=city.code,
            name=before.name if before else city.title,
            country=city.country_code,
            country_name=city.country_name,
            number=numbers[city.path] + (before.number if before else 0),
            paths=frozenset({city.path, *(before.paths if before else ())}),
        )
    return sorted(found.values(), key=lambda place: place.name)


def broken_in(chosen: list[Place] | None) -> QuerySet[Any]:
    """Broken links of these cities; of all records where none are named."""
    if chosen is None:
        return _by_city()
    return _by_city().filter(above__in=[path for place in chosen for path in place.paths])


def broken_of(city: CityPage) -> QuerySet[Any]:
    """Broken links in a city's records, in all languages."""
    paths = CityPage.objects.filter(city=city.city_id).values_list("path", flat=True)
    return broken_uses().filter(reduce(or_, (Q(record__path__startswith=path) for path in paths)))
