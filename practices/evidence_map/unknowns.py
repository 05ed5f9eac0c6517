"""What this base does not know, said plainly: missing countries, languages, forms of extremism, evidence."""

from __future__ import annotations

from dataclasses import dataclass

from kb.texts.sorting import name_key
from practices.models.parts.choices import Origin
from search import services as search
from search.answer.results import SearchResults
from search.terms import Terms

# The member states of the Council of Europe, https://www.coe.int/en/web/portal/members-states
# fmt: off
COUNCIL_OF_EUROPE = (
    "AL", "AD", "AM", "AT", "AZ", "BE", "BA", "BG", "HR", "CY", "CZ", "DK",
    "EE", "FI", "FR", "GE", "DE", "GR", "HU", "IS", "IE", "IT", "LV", "LI",
    "LT", "LU", "MT", "MD", "MC", "ME", "NL", "MK", "NO", "PL", "PT", "RO",
    "SM", "RS", "SK", "SI", "ES", "SE", "CH", "TR", "UA", "GB",
)
# fmt: on
# A language with fewer originals than this is named as one that the base hardly hears.
FEW_ORIGINALS = 5
# The concept that every record without a form of its own is counted under says nothing of a form.
ALL_FORMS = "all-forms"


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    number: int
    of: int

    @property
    def percent(self) -> int:
        """Rounded, but never to all or nothing where it is not."""
        if not self.of or self.number in (0, self.of):
            return 100 if self.number else 0
        return min(99, max(1, round(100 * self.number / self.of)))


@dataclass(frozen=True)
class Unknowns:
    """The gaps in the reader's words. ``originals``: per language of the site, records written in it."""

    total: int
    countries: tuple[str, ...]
    forms: tuple[str, ...]
    originals: tuple[tuple[str, int], ...]
    unjudged: Share
    unconfirmed: Share

    @property
    def country_count(self) -> int:
        return len(COUNCIL_OF_EUROPE)

    @property
    def few(self) -> tuple[tuple[str, int], ...]:
        """The languages in which hardly a record was written."""
        return tuple(one for one in self.originals if one[1] < FEW_ORIGINALS)


@dataclass(frozen=True)
class UnknownHere:
    """What a search leaves unknown: the countries and the forms of which no result tells."""

    countries: tuple[str, ...]
    forms: tuple[str, ...]

    @property
    def country_count(self) -> int:
        return len(COUNCIL_OF_EUROPE)


def unknowns(language: str) -> Unknowns:
    """The gaps of the whole base, from what is public now, as it is kept counted."""
    terms = search.terms()
    seen = search.overview(language=language, size=0)
    judged = sum(seen.codes("evidence").values())
    languages, origins = search.originals_by_language(), seen.codes("origin")
    unconfirmed = origins.get(Origin.EDITORS, 0)
    summaries = unconfirmed + origins.get(Origin.CONFIRMED, 0)
    return Unknowns(
        total=seen.total,
        countries=_missing_countries(set(seen.codes("country")), terms, language),
        forms=_missing_forms(set(seen.codes("ideology")), terms, language),
        originals=tuple(
            (terms.label("language", code, language), languages.get(code, 0))
            for code in terms.codes("language")
        ),
        unjudged=Share(seen.total - judged, seen.total),
        unconfirmed=Share(unconfirmed, summaries),
    )


def unknown_here(results: SearchResults) -> UnknownHere | None:
    """The gaps of a search's results, from the numbers that it brought anyway.

    None where there are no results, or where not all of them were counted.
    """
    if not results.total or results.counted_among:
        return None
    terms = search.terms()
    language = results.request.language
    return UnknownHere(
        countries=_missing_countries(set(results.counts.get("country", ())), terms, language),
        forms=_missing_forms(set(results.counts.get("ideology", ())), terms, language),
    )


def _missing_countries(known: set[str], terms: Terms, language: str) -> tuple[str, ...]:
    missing = [code for code in COUNCIL_OF_EUROPE if code not in known]
    return tuple(sorted((terms.label("country", code, language) for code in missing), key=name_key))


def _missing_forms(known: set[str], terms: Terms, language: str) -> tuple[str, ...]:
    return tuple(
        terms.label("ideology", code, language)
        for code in terms.codes("ideology")
        if code not in known and code != ALL_FORMS
    )
