"""What a door shows: its own words, figures, the best founded records, and the doors beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.models import Concept
from kb.texts.sorting import name_key
from search import services as search
from search.answer.results import Overview
from search.contract import facets

# The facets that have doors, by the word that stands in the address.
DOORS = {
    "theme": "theme",
    "audience": "audience",
    "country": "country",
    "city-size": "city_size",
}
ADDRESS_OF = {facet: word for word, facet in DOORS.items()}
HEADINGS = {
    "theme": gettext_lazy("By theme"),
    "audience": gettext_lazy("By audience"),
    "country": gettext_lazy("By country"),
    "city_size": gettext_lazy("By size of the city"),
}
SIZES = {
    "to-50000": gettext_lazy(
        "What small towns do, mostly with few people of their own and together with their neighbours "
        "or the region."
    ),
    "to-250000": gettext_lazy(
        "What towns and cities of middle size do, where the services of one place still know one another."
    ),
    "to-1000000": gettext_lazy(
        "What large cities do, with services of their own for schools, youth, safety and social work."
    ),
    "over-1000000": gettext_lazy(
        "What cities of more than a million people do, in their districts and for the city as a whole."
    ),
}
BEST, BESIDE = 6, 8
# What is told beside a door of each facet: those who look for a country ask what is done there, and so on.
COUNTED_BESIDE = {
    "theme": ("audience", "country", "method"),
    "audience": ("theme", "setting", "country"),
    "country": ("theme", "audience", "city"),
    "city_size": ("theme", "audience", "country"),
}


@dataclass(frozen=True)
class Way:
    """A value with how many records it has, and where it leads."""

    label: str
    url: str
    count: int
    depth: int = 0


@dataclass(frozen=True)
class Group:
    """Values of one facet under the facet's name."""

    id: str
    label: str
    ways: tuple[Way, ...]


def door_url(facet: str, code: str) -> str:
    """The address of a door in the active language."""
    return reverse("doors:door", args=[ADDRESS_OF[facet], code])


def all_doors(language: str) -> list[Group]:
    """Every value that has records, by facet; the narrower ones behind the broader ones."""
    found = search.overview(language=language, size=0)
    return [
        Group(word, str(HEADINGS[facet]), _ways(facet, found, language))
        for word, facet in DOORS.items()
    ]


def door_codes() -> dict[str, list[str]]:
    """The codes that have records, for each facet with doors."""
    found = search.overview(language="en", size=0)
    known = search.terms()
    return {
        facet: [code for code in known.codes(facet) if found.count(facet, code)]
        for facet in ADDRESS_OF
    }


def current_code(facet: str, code: str) -> str | None:
    """The code under which a door stands now; None where there is none."""
    return search.terms().current_code(facet, code)


def door_context(facet: str, code: str, language: str) -> dict[str, Any]:
    """All that the page of one value shows, from one question to the search."""
    known = search.terms()
    found = search.overview(language=language, facets={facet: [code]}, sort="founded", size=BEST)
    label = known.label(facet, code, language)
    chosen = {facet: [code]}
    return {
        "label": label,
        "heading": HEADINGS[facet],
        "facet": facet,
        "code": code,
        "words": _words(facet, code, label, language),
        "total": found.total,
        "hits": found.hits,
        "figures": _figures(found, chosen, language),
        "narrower": _narrower(facet, code, found, language),
        "broader": [
            (known.label(facet, above, language), door_url(facet, above))
            for above in reversed(known.ancestors(facet, code))
        ],
        "beside": [
            Group(name, str(_label_of(name)), _beside(name, chosen, found, language))
            for name in COUNTED_BESIDE[facet]
        ],
        "search_all_url": search.url_for(facets=chosen),
        "map_url": f"{search.url_for(facets=chosen)}&view=map",
    }


def _words(facet: str, code: str, label: str, language: str) -> str:
    """The door's own text: the definition of a concept, or a sentence of ours."""
    if facet in ("theme", "audience"):
        concept = Concept.objects.filter(code=code).first()
        return concept.definition(language) if concept else ""
    if facet == "city_size":
        return str(SIZES[code])
    return _(
        "What is on record of work in cities of this country, and of its authorities: %(country)s."
    ) % {"country": label}


def _figures(
    found: Overview, chosen: Mapping[str, Sequence[str]], language: str
) -> list[dict[str, Any]]:
    """How many records of each kind, and from how many cities and countries."""
    known = search.terms()
    kinds = [
        {
            "label": known.label("kind", code, language),
            "value": found.count("kind", code),
            "url": search.url_for(facets={**chosen, "kind": [code]}),
        }
        for code in known.codes("kind")
        if found.count("kind", code)
    ]
    places = [(_("Cities"), "city"), (_("Countries"), "country")]
    return kinds + [
        {"label": label, "value": number, "url": ""}
        for label, facet in places
        if facet not in chosen and (number := len(found.codes(facet)))
    ]


def _ways(facet: str, found: Overview, language: str, below: str = "") -> tuple[Way, ...]:
    """The values of a facet with records, all or those below one: in the tree's order, or by name."""
    known = search.terms()
    codes = [
        code
        for code in known.codes(facet)
        if found.count(facet, code) and (not below or below in known.ancestors(facet, code))
    ]
    if facet == "country":
        codes.sort(key=lambda code: name_key(known.label(facet, code, language)))
    else:
        codes.sort(key=lambda code: known.place(facet, code))
    return tuple(
        Way(
            known.label(facet, code, language),
            door_url(facet, code),
            found.count(facet, code),
            len(known.ancestors(facet, code)),
        )
        for code in codes
    )


def _narrower(facet: str, code: str, found: Overview, language: str) -> list[Way]:
    """The doors that stand below a value, as deep as they stand below it."""
    above = len(search.terms().ancestors(facet, code)) + 1
    ways = _ways(facet, found, language, below=code)
    return [replace(way, depth=way.depth - above) for way in ways]


def _beside(
    facet: str, chosen: Mapping[str, Sequence[str]], found: Overview, language: str
) -> tuple[Way, ...]:
    """The values of another facet with most of these records; each leads to a search for both."""
    known = search.terms()
    counted = found.codes(facet)
    narrow = [code for code in counted if known.ancestors(facet, code)] or list(counted)
    best = sorted(narrow, key=lambda code: (-counted[code], known.label(facet, code, language)))
    return tuple(
        Way(
            known.label(facet, code, language),
            search.url_for(facets={**chosen, facet: [code]}),
            counted[code],
        )
        for code in best[:BESIDE]
    )


def _label_of(name: str) -> Any:
    return next(facet.label for facet in facets() if facet.name == name)
