"""Which offers of study visits anybody may read; filtered, page by page, and what one of them shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django_countries import countries

from exchange.models import VisitOffer
from exchange.models.codes import holding, months_of_the_year
from exchange.offers.words import month_choices
from kb.models import City, CityPage, Concept
from kb.models.visibility import public
from kb.site.addresses import language_path
from kb.templatetags.kb_tags import language_name
from kb.texts.capitals import capitalised
from kb.texts.current_language import current_language
from kb.texts.sorting import name_key
from search import services as search
from search.answer.hits import Hit

PER_PAGE = 20
# On the page of a city; more than a city has.
MOST_OF_A_CITY = 20
LONGEST_CODE = 80


@dataclass(frozen=True)
class Choices:
    """What somebody chose of the list: always valid, empty where nothing was."""

    theme: str = ""
    month: str = ""
    language: str = ""
    country: str = ""

    @property
    def query(self) -> str:
        """As the beginning of a question, for the next page."""
        return "".join(f"{name}={value}&" for name, value in vars(self).items() if value)


def choices_of(asked: Mapping[str, str]) -> Choices:
    """Unknown values count as none; the code of a theme that was merged is that of its new one."""
    theme = search.terms().current_code("theme", asked.get("theme", "")[:LONGEST_CODE]) or ""
    month = asked.get("month", "")
    language, country = asked.get("language", ""), asked.get("country", "").upper()
    is_language = language.isascii() and language.isalpha() and len(language) <= 3
    return Choices(
        theme,
        month if month in set(months_of_the_year()) else "",
        language if is_language else "",
        country if country in countries else "",
    )


def public_offers() -> QuerySet[VisitOffer]:
    """Approved, not lapsed, of cities with a page that anybody may read; the newest first."""
    pages = public(CityPage.objects.filter(city=OuterRef("city")))
    offers = VisitOffer.objects.filter(
        Exists(pages), state=VisitOffer.State.PUBLIC, open_until__gte=timezone.localdate()
    )
    return offers.select_related("city").order_by("-published_at", "-pk")


def chosen(offers: QuerySet[VisitOffer], choices: Choices) -> QuerySet[VisitOffer]:
    """Those of them that fit; a theme stands for all below it."""
    if choices.theme:
        terms = search.terms()
        below = [
            code for code in terms.codes("theme") if choices.theme in terms.ancestors("theme", code)
        ]
        themes = Concept.objects.filter(code__in=[choices.theme, *below])
        through = VisitOffer.themes.through.objects.filter(concept__in=themes)
        offers = offers.filter(pk__in=through.values("visitoffer"))
    if choices.month:
        offers = offers.filter(months__contains=holding(choices.month))
    if choices.language:
        offers = offers.filter(languages__contains=holding(choices.language))
    if choices.country:
        offers = offers.filter(city__country=choices.country)
    return offers


def filters_of(offers: QuerySet[VisitOffer]) -> list[dict[str, Any]]:
    """The boxes above the list, each with what any public offer has; by name."""
    plain = offers.order_by()
    language = current_language()
    themes = Concept.objects.filter(visit_offers__in=plain).distinct()
    spoken = {
        code for codes in plain.values_list("languages", flat=True).distinct() for code in codes
    }
    where = set(plain.values_list("city__country", flat=True).distinct())
    return [
        _box("theme", [(one.code, one.label(language)) for one in themes]),
        {"name": "month", "options": month_choices()},
        _box("language", [(code, language_name(code)) for code in spoken]),
        _box("country", [(code, str(countries.name(code))) for code in where]),
    ]


def _box(name: str, options: list[tuple[str, str]]) -> dict[str, Any]:
    named = [(code, str(capitalised(label))) for code, label in options]
    return {"name": name, "options": sorted(named, key=lambda one: name_key(one[1]))}


def offers_of(city: City) -> list[VisitOffer]:
    """What a city offers now, for its page."""
    return list(public_offers().filter(city=city)[:MOST_OF_A_CITY])


def shown_records(offer: VisitOffer) -> list[Hit]:
    """The records of what is shown there that anybody may read, in the reader's language where it can be."""
    keys = list(offer.records.values_list("pk", flat=True))
    language = current_language()
    return search.records_by_key(keys, language=language) if keys else []


def city_url(city: City) -> str:
    """The page of a host that anybody may read."""
    page = public(city.pages.select_related("locale")).order_by("pk").first()
    return language_path(page, get_language()) if page else ""
