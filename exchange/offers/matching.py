"""Which offers of study visits fit a city, and why: theme, common language, month, size, distance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from exchange.matching import by_place, by_work
from exchange.models import VisitOffer
from exchange.offers.listing import public_offers
from exchange.offers.words import month_names
from kb.cities.likeness import languages_of
from kb.models import City
from kb.permissions import cities_of
from search import services as search

# The best of so many offers, the newest, are named first.
LOOKED_AT, NAMED = 200, 3


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
    terms = search.terms()
    shared = [
        one.code
        for one in offer.themes.all()
        if any(one.code in (own, *terms.ancestors("theme", own)) for own in guest.themes)
    ]
    found = by_work(shared, guest.languages & set(offer.languages))
    if month and month in offer.months:
        named = _("In the month that you chose: %(month)s") % {"month": month_names([month])}
        found.append((1, named))
    found += by_place(guest.city, offer.city)
    return Fit(offer, sum(counts for counts, _words in found), [words for _counts, words in found])


def fits(guest: Guest, offers: Iterable[VisitOffer], month: str = "") -> list[Fit]:
    """Each offer with its reasons, in the order in which they come."""
    return [fit(guest, offer, month) for offer in offers]


def best_fits(guest: Guest) -> list[Fit]:
    """The offers that fit best, of others that share a theme or a language with the city."""
    newest = public_offers().exclude(city=guest.city).prefetch_related("themes")[:LOOKED_AT]
    found = [one for one in fits(guest, newest) if one.score >= 2]
    return sorted(found, key=lambda one: -one.score)[:NAMED]
