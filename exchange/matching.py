"""Why two cities fit each other: theme, common language, size, distance; each reason is told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import asin, cos, radians, sin, sqrt

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from kb.cities.likeness import NEAR_SIZE
from kb.models import City
from kb.templatetags.kb_tags import language_names
from kb.texts.current_language import current_language
from search import services as search

NEAR_KM, EARTH_KM = 600, 6371
NAMED_THEMES = 3
Reasons = list[tuple[int, str]]
"""Each reason in words, with how much it counts."""


def by_work(themes: Sequence[str], languages: Collection[str]) -> Reasons:
    """The themes on which both work, and the languages that both speak."""
    language = current_language()
    found: Reasons = []
    if themes:
        terms = search.terms()
        names = [terms.label("theme", code, language) for code in themes[:NAMED_THEMES]]
        words = _("Works on the same: %(themes)s") % {"themes": ", ".join(names)}
        found.append((3 * min(len(themes), 2), words))
    if languages:
        spoken = language_names(sorted(languages))
        found.append((2, _("Same language: %(languages)s") % {"languages": spoken}))
    return found


def by_place(one: City, other: City) -> Reasons:
    """What the other has of the one: its size, its neighbourhood."""
    found: Reasons = []
    if _is_of_a_size(one, other):
        people = number_format(other.population or 0, force_grouping=True)
        found.append((1, _("Similar size: %(number)s inhabitants") % {"number": people}))
    away = distance(one, other)
    if away is not None and away <= NEAR_KM:
        far = max(10, round(away, -1))
        found.append((1, _("Not far: about %(number)d km") % {"number": far}))
    return found


def _is_of_a_size(one: City, other: City) -> bool:
    if not one.population or not other.population:
        return False
    larger, smaller = max(one.population, other.population), min(one.population, other.population)
    return larger / smaller <= NEAR_SIZE


def distance(one: City, other: City) -> float | None:
    """How many kilometres lie between two cities as the crow flies; None where that is not known."""
    places = (one.latitude, one.longitude, other.latitude, other.longitude)
    if None in places:
        return None
    north, east, norther, easter = (radians(place or 0) for place in places)
    half = (
        sin((norther - north) / 2) ** 2 + cos(north) * cos(norther) * sin((easter - east) / 2) ** 2
    )
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))
