"""The facets whose codes this room owns: concepts, countries, cities, languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from babel import Locale as BabelLocale
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django_countries import countries

from kb.cities.exonyms import Known, exonyms_of
from kb.models import City, CityPage, Concept, ConceptFacet
from kb.models.visibility import public
from kb.site.addresses import path_below_language
from kb.texts.sorting import folded
from search.contract import Facet, Term, register_facet

Choice = tuple[str, Any]
SITE_LANGUAGES = [code for code, _name in settings.LANGUAGES]


def concept_terms(facet: str) -> Iterator[Term]:
    """The concepts of one facet, recognised by label and synonym in every language."""
    for concept in Concept.objects.filter(facet=facet).select_related("broader"):
        yield Term(
            facet=facet,
            code=concept.code,
            labels=concept.labels,
            synonyms=concept.synonyms,
            broader=concept.broader.code if concept.broader else None,
            order=concept.sort_order,
            match=facet != ConceptFacet.EVIDENCE,
            former=concept.former_codes,
        )


def public_cities() -> list[CityPage]:
    """One page per city that anybody may see: the English version, else the oldest."""
    pages: dict[str, CityPage] = {}
    for page in public(CityPage.objects.all()).select_related("locale").order_by("pk"):
        known = pages.get(page.code)
        if known is None or page.locale.language_code == settings.LANGUAGE_CODE:
            pages[page.code] = page
    return list(pages.values())


def city_terms() -> Iterator[Term]:
    """Cities with a live, public page, known by their name in every language."""
    pages = public_cities()
    exonyms = exonyms_of(frozenset(known for page in pages for known in _known(page)))
    for page in pages:
        yield Term(
            facet="city",
            code=page.code,
            labels={"en": page.title, **page.names},
            synonyms={"en": [page.official_name]} if page.official_name else {},
            exonyms=exonyms.get(page.code, ()),
            match=True,
            path=path_below_language(page),
            place=(float(page.latitude), float(page.longitude))
            if page.latitude is not None and page.longitude is not None
            else None,
            within=str(page.country),
        )


def _known(page: CityPage) -> Iterator[Known]:
    """What the gazetteer is asked about a city; nothing where its place is not known."""
    if page.latitude is not None and page.longitude is not None:
        names = frozenset(folded(name) for name in (page.title, *page.names.values()) if name)
        yield Known(
            page.code, str(page.country), float(page.latitude), float(page.longitude), names
        )


# The bands of a city's size: their codes with the largest number of people in each.
CITY_SIZES: dict[str, tuple[int | None, Any]] = {
    "to-50000": (50_000, _("under 50,000 people")),
    "to-250000": (250_000, _("50,000 to 250,000 people")),
    "to-1000000": (1_000_000, _("250,000 to a million people")),
    "over-1000000": (None, _("more than a million people")),
}


def city_size(city: City | CityPage) -> str:
    """The band of a city's size; empty where nobody knows how many people live there."""
    if city.population is None:
        return ""
    return next(
        code
        for code, (most, _label) in CITY_SIZES.items()
        if most is None or city.population < most
    )


def terms_of(facet: str, choices: Callable[[], Sequence[Choice]]) -> Callable[[], Iterator[Term]]:
    """Terms of a closed list of codes, each labelled in all languages of the site."""

    def terms() -> Iterator[Term]:
        for order, (code, label) in enumerate(choices()):
            yield Term(facet=facet, code=str(code), labels=in_all_languages(label), order=order)

    return terms


def in_all_languages(label: Any) -> dict[str, str]:
    """A lazy label in each language of the site."""
    labels = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            labels[language] = str(label)
    return labels


def country_terms() -> Iterator[Term]:
    """All countries, named in each language; a filter shows only those that have records."""
    labels: dict[str, dict[str, str]] = {}
    for language in SITE_LANGUAGES:
        with override(language):
            for country in countries:
                labels.setdefault(str(country.code), {})[language] = str(country.name)
    for code, names in labels.items():
        yield Term(facet="country", code=code, labels=names, match=True)


def language_terms() -> Iterator[Term]:
    """The site's languages as languages in which a record can be read."""
    for order, code in enumerate(SITE_LANGUAGES):
        labels = {
            reader: str(BabelLocale(reader).languages.get(code, code)) for reader in SITE_LANGUAGES
        }
        yield Term(facet="language", code=code, labels=labels, order=order)


# Those whose values have a page each with counts of the others (kb.doors), as countries and sizes have.
DOORS = (ConceptFacet.THEME, ConceptFacet.AUDIENCE)


def register() -> None:
    """Register the facets of this room; called once when the app is ready."""
    concept_facets = [
        (ConceptFacet.THEME, _("about %(value)s"), 20, False, 40, 3),
        (ConceptFacet.AUDIENCE, _("for %(value)s"), 30, True, 50, 1),
        (ConceptFacet.SETTING, _("in the setting %(value)s"), 40, True, 0, 0),
        (ConceptFacet.PREVENTION_LEVEL, _("at the level %(value)s"), 50, True, 0, 0),
        (ConceptFacet.METHOD, _("by %(value)s"), 60, True, 60, 2),
        (ConceptFacet.IDEOLOGY, _("on %(value)s"), 70, True, 0, 0),
        (ConceptFacet.EVIDENCE, _("with evidence: %(value)s"), 80, True, 70, 0),
    ]
    for facet, chip, order, collapsed, column, likeness in concept_facets:
        register_facet(
            Facet(
                name=facet.value,
                label=facet.label,
                terms=partial(concept_terms, facet.value),
                chip=chip,
                order=order,
                tree=True,
                collapsed=collapsed,
                multiple=facet != ConceptFacet.EVIDENCE,
                column=column,
                likeness=likeness,
                crossed=facet in DOORS,
            )
        )
    register_facet(
        Facet(
            "country",
            _("Country"),
            country_terms,
            chip=_("in %(value)s"),
            order=25,
            multiple=True,
            column=30,
            likeness=1,
            place=True,
            crossed=True,
        )
    )
    register_facet(
        Facet(
            "city",
            _("City"),
            city_terms,
            chip=_("in %(value)s"),
            order=110,
            collapsed=True,
            multiple=True,
            column=20,
            likeness=2,
            place=True,
            followed=True,
            crossed=True,
        )
    )
    register_facet(
        Facet(
            "city_size",
            _("Size of the city"),
            terms_of("city_size", lambda: [(code, band[1]) for code, band in CITY_SIZES.items()]),
            chip=_("from cities with %(value)s"),
            order=112,
            collapsed=True,
            multiple=True,
            column=35,
            crossed=True,
        )
    )
    register_facet(
        Facet(
            "language",
            _("Language"),
            language_terms,
            chip=_("readable in %(value)s"),
            order=130,
            collapsed=True,
            multiple=True,
            column=100,
        )
    )
