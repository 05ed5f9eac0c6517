"""Exonyms: what a city on this site is called elsewhere, or was once, as the gazetteer has it.

Added to the names that somebody keeps by hand. Left out is what would lead elsewhere: a name that any other
place has too (Berat was once called Belgrad), and what is short or of several words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kb.cities.gazetteer import Place, all_places, are_near
from kb.texts.sorting import folded

SHORTEST, MOST = 5, 40


@dataclass(frozen=True)
class Known:
    """A city of this site: where it is, and the names that somebody gave it."""

    code: str
    country: str
    latitude: float
    longitude: float
    names: frozenset[str]


@lru_cache(maxsize=4)
def exonyms_of(cities: frozenset[Known]) -> Mapping[str, tuple[str, ...]]:
    """By a city's code its other names; kept as long as the cities are the same.

    The gazetteer is read twice, place by place, so that a process never holds all of it.
    """
    if not cities:
        return {}
    of_country: dict[str, list[Known]] = {}
    for city in cities:
        of_country.setdefault(city.country, []).append(city)
    found: dict[str, tuple[Known, Place]] = {}
    for place in all_places():
        for city in of_country.get(place.country, ()):
            if _is(city, place) and (
                city.code not in found or found[city.code][1].population < place.population
            ):
                found[city.code] = city, place
    wanted = {name.casefold() for _city, place in found.values() for name in _words(place)}
    times = Counter(
        small
        for place in all_places()
        for small in {name.casefold() for name in place.called} & wanted
    )
    return {
        code: tuple(
            name
            for name in _words(place)
            if times[name.casefold()] == 1 and folded(name) not in city.names
        )[:MOST]
        for code, (city, place) in found.items()
    }


def _words(place: Place) -> list[str]:
    """Its names that are one word and long enough to be none of everyday."""
    return [
        name for name in place.called if len(name) >= SHORTEST and name.replace("-", "").isalpha()
    ]


def _is(city: Known, place: Place) -> bool:
    """Near, and with a name in common: suburbs are near as well."""
    if not (are_near(city.latitude, place.latitude) and are_near(city.longitude, place.longitude)):
        return False
    return any(folded(name) in city.names for name in place.called)
