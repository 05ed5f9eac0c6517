"""What is broken, by country and city."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from kb.models import City, CityPage
from practices.link_checks.services import broken_uses


@dataclass(frozen=True)
class Place:
    """A city in whose records something is broken, and how often."""

    key: UUID
    code: str
    name: str
    country: str
    country_name: str
    number: int


def places() -> list[Place]:
    """The cities with broken links, by name; as many rows as there are cities, never as there are links."""
    uses = broken_uses().order_by().exclude(record__record__city=None)
    numbers = dict(uses.values_list("record__record__city").annotate(Count("pk")))
    found = [
        Place(
            key=city.key,
            code=city.code,
            name=city.name_in(),
            country=city.country_code,
            country_name=city.country_name,
            number=numbers[city.key],
        )
        for city in City.objects.filter(pk__in=numbers)
    ]
    return sorted(found, key=lambda place: place.name)


def broken_in(chosen: list[Place] | None) -> QuerySet[Any]:
    """Broken links of these cities, each with its ``record__record``; of all where none are named."""
    uses = broken_uses().select_related("record__record")
    if chosen is None:
        return uses
    return uses.filter(record__record__city__in=[place.key for place in chosen])


def broken_of(city: CityPage) -> QuerySet[Any]:
    """Broken links in a city's records, in all languages."""
    return broken_uses().filter(record__record__city=city.city_id)
