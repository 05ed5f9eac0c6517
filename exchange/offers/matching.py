"""Which offers of study visits fit a city, and why: theme, common language, month, size, distance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from django.conf import settings
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from exchange.models import VisitOffer
from exchange.offers.listing import public_offers
from exchange.offers.words import month_names
from kb.cities.likeness import NEAR_SIZE, languages_of
from kb.models import City
from kb.permissions import cities_of
from kb.templatetags.kb_tags import language_names
from search import services as search

# The best of so many offers, the newest, are named first.
LOOKED_AT, NAMED = 200, 3
NEAR_KM, EARTH_KM = 600, 6371
NAMED_THEMES = 3


@dataclass(frozen=True)
class Fit:
    """How well an offer fits; the reasons are said to the reader, a fit without one is none."""

    offer: VisitOffer
    score: int
    reasons: list[str]


@dataclass(frozen=True)
class Guest:
    """What of a city that might visit others is compared."""

    city: City
    themes: frozenset[str]
    languages: frozenset[str]

    @property
    def name(self) -> str:
        """In the reader's language."""
        return self.city.name_in()


def guest_of(request: HttpRequest) -> Guest | None:
    """The city for which a reader works, the first by name; None of readers without an account."""
    # Whoever has no session is not asked for one: the page is the same for all of them.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return None
    city = cities_of(request.user).first()
    if city is None:
        return None
    themes = search.counts("theme", {"city": [city.code]})
    return Guest(city, frozenset(themes), languages_of(city))


def fit(guest: Guest, offer: VisitOffer, month: str = "") -> Fit:
    """The reasons for which an offer fits a city; none where it is its own."""
    if offer.city_id == guest.city.pk:
        return Fit(offer, 0, [])
    terms, language = search.terms(), get_language() or settings.LANGUAGE_CODE
    score, reasons = 0, []
    shared = [
        one.code
        for one in offer.themes.all()
        if any(one.code in (own, *terms.ancestors("theme", own)) for own in guest.themes)
    ]
    if shared:
        names = [terms.label("theme", code, language) for code in shared[:NAMED_THEMES]]
        reasons.append(_("Works on the same: %(themes)s") % {"themes": ", ".join(names)})
        score += 3 * min(len(shared), 2)
    if common := sorted(guest.languages & set(offer.languages)):
        reasons.append(_("Same language: %(languages)s") % {"languages": language_names(common)})
        score += 2
    if month and month in offer.months:
        reasons.append(
            _("In the month that you chose: %(month)s") % {"month": month_names([month])}
        )
        score += 1
    if _is_of_a_size(guest.city, offer.city):
        people = number_format(offer.city.population or 0, force_grouping=True)
        reasons.append(_("Similar size: %(number)s inhabitants") % {"number": people})
        score += 1
    away = distance(guest.city, offer.city)
    if away is not None and away <= NEAR_KM:
        reasons.append(_("Not far: about %(number)d km") % {"number": max(10, round(away, -1))})
        score += 1
    return Fit(offer, score, reasons)


def fits(guest: Guest, offers: Iterable[VisitOffer], month: str = "") -> list[Fit]:
    """Each offer with its reasons, in the order in which they come."""
    return [fit(guest, offer, month) for offer in offers]


def best_fits(guest: Guest) -> list[Fit]:
    """The offers that fit best, of others that share a theme or a language with the city."""
    newest = public_offers().exclude(city=guest.city).prefetch_related("themes")[:LOOKED_AT]
    found = [one for one in fits(guest, newest) if one.score >= 2]
    return sorted(found, key=lambda one: -one.score)[:NAMED]


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
