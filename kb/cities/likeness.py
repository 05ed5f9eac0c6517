"""Cities like another: in size, country, language and what they work on; each says why it is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from babel.languages import get_official_languages
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from kb.models import City, CityPage
from kb.models.visibility import public
from kb.templatetags.kb_tags import language_names
from search import services as search

MOST = 6
# Themes of the city that are compared, those with most records first.
MOST_THEMES = 8
NAMED_THEMES = 3
# One city is of the size of another up to this ratio of their inhabitants.
SAME_SIZE, NEAR_SIZE = 1.5, 2.5


@dataclass(frozen=True)
class Profile:
    """What of a city is compared."""

    code: str
    country: str
    languages: frozenset[str]
    population: int | None


def cities_like(page: CityPage, themes: dict[str, int], language: str) -> list[dict[str, Any]]:
    """The cities with records that are most like this one, the likest first, each with the reasons.

    However many cities there are, it asks the database as often. ``themes``: of how many records of
    this city each theme is. A page that shows them follows those that it shows; which others would be
    more like it now it need not know.
    """
    mine = _profile(page.code, page.country_code, page.languages, page.population)
    compared = _narrow_themes(themes)
    with search.showing_only():
        shared = search.cross_counts("theme", "city", compared)
        counts = search.counts("city")
    rows = (
        public(CityPage.objects.filter(locale_id=page.locale_id))
        .exclude(city=page.city_id)
        .values_list("city__code", "city__country", "city__languages", "city__population")
    )
    scored = []
    for row in rows:
        other = _profile(*row)
        term = search.terms().get("city", other.code)
        if term is None or not term.path or not counts.get(other.code):
            continue
        both = [theme for theme in compared if other.code in shared.get(theme, {})]
        score = _score(mine, other, len(both))
        if score:
            scored.append((-score, -counts[other.code], other.code, other, both, term))
    likest = sorted(scored, key=lambda one: one[:3])[:MOST]
    search.note(search.code_topic("city", code) for _score, _count, code, *_rest in likest)
    return [
        {
            "code": other.code,
            "name": search.terms().label("city", other.code, language),
            "country": search.terms().label("country", other.country, language),
            "url": f"/{language}/{term.path}",
            "count": -count,
            "reasons": _reasons(mine, other, both, language),
        }
        for _score_, count, _code, other, both, term in likest
    ]


def _profile(code: str, country: Any, languages: str, population: int | None) -> Profile:
    return Profile(code, str(country), _spoken(str(country), languages), population)


def _spoken(country: str, languages: str) -> frozenset[str]:
    spoken = {word.strip() for word in languages.split(",") if word.strip()}
    if not spoken:
        spoken = {tag.split("_")[0] for tag in get_official_languages(country, de_facto=True)}
    return frozenset(spoken)


def languages_of(city: City) -> frozenset[str]:
    """The languages of a city: those said of it, else the official ones of its country."""
    return _spoken(city.country_code, city.languages)


def _narrow_themes(themes: dict[str, int]) -> list[str]:
    """Themes that say something: the broadest are shared by everybody."""
    terms = search.terms()
    narrow = [code for code in themes if terms.ancestors("theme", code)]
    return sorted(narrow or themes, key=lambda code: (-themes[code], code))[:MOST_THEMES]


def _ratio(mine: Profile, other: Profile) -> float | None:
    if not mine.population or not other.population:
        return None
    return max(mine.population, other.population) / min(mine.population, other.population)


def _score(mine: Profile, other: Profile, themes: int) -> int:
    """Size says as much as three shared themes, country and language as one each."""
    ratio = _ratio(mine, other)
    score = min(themes, 5)
    if ratio is not None:
        score += 3 if ratio <= SAME_SIZE else 2 if ratio <= NEAR_SIZE else 0
    score += mine.country == other.country
    return score + bool(mine.languages & other.languages)


def _reasons(mine: Profile, other: Profile, themes: list[str], language: str) -> list[str]:
    """Why a city is named, in words."""
    found = []
    ratio = _ratio(mine, other)
    if ratio is not None and ratio <= NEAR_SIZE:
        people = number_format(other.population or 0, force_grouping=True)
        found.append(_("Similar size: %(number)s inhabitants") % {"number": people})
    if mine.country == other.country:
        found.append(_("Same country"))
    elif both := sorted(mine.languages & other.languages):
        found.append(_("Same language: %(languages)s") % {"languages": language_names(both)})
    if themes:
        terms = search.terms()
        names = [terms.label("theme", code, language) for code in themes[:NAMED_THEMES]]
        found.append(_("Works on the same: %(themes)s") % {"themes": ", ".join(names)})
    return found
