"""Which cities could help with a need, and why: they work on its themes, speak its language, are near."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from exchange.matching import by_place, by_work
from exchange.models import Need
from kb.cities.likeness import languages_of
from kb.models import City
from search import services as search

# So many cities are told of a need; of those with records on its themes so many are compared.
MOST_TOLD, MOST_COMPARED = 12, 200


@dataclass(frozen=True)
class Helper:
    """A city that could help; the reasons are said in the active language."""

    city: City
    score: int
    reasons: list[str]


def likely_helpers(need: Need) -> list[Helper]:
    """The cities that fit best, of those with records on its themes and with somebody who reads the mail."""
    codes = [one.code for one in need.themes.all()]
    counts = search.cross_counts("theme", "city", codes)
    working = {city for theme in codes for city in counts.get(theme, {})}
    there = City.objects.filter(code__in=working, people__user__is_active=True)
    cities = there.exclude(pk=need.city_id).distinct().order_by("code")[:MOST_COMPARED]
    found = [_helper(need, city, codes, counts) for city in cities]
    return sorted(found, key=lambda one: (-one.score, one.city.code))[:MOST_TOLD]


def why(need: Need, cities: Iterable[City]) -> list[Helper]:
    """Why each of these cities was asked, in their order."""
    codes = [one.code for one in need.themes.all()]
    counts = search.cross_counts("theme", "city", codes)
    return [_helper(need, city, codes, counts) for city in cities]


def _helper(
    need: Need, city: City, codes: list[str], counts: Mapping[str, Mapping[str, int]]
) -> Helper:
    themes = [code for code in codes if city.code in counts.get(code, {})]
    spoken = languages_of(city) & {need.language, *languages_of(need.city)}
    found = by_work(themes, spoken) + by_place(need.city, city)
    return Helper(city, sum(counts for counts, _words in found), [words for _count, words in found])
