"""The results on a map: land without state borders, a dot for each city."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from math import sqrt

from django.conf import settings

from search.answer.results import Dot, ResultMap
from search.engines.base import EngineAnswer
from search.map.names import names_of
from search.map.projection import HEIGHT, WIDTH, project
from search.request.addresses import address
from search.request.request import SearchRequest
from search.terms import Terms

SMALLEST, LARGEST = 3.0, 15.0
# Height of the letters in the picture's units, and how many names: on a wide screen, on a phone.
NAME_SIZE, MOST_NAMES = 17.0, 16
LARGE_NAME_SIZE, FEW_NAMES = 38.0, 6


@cache
def land() -> str:
    """The outline of the land, as the path of an SVG."""
    return (settings.BASE_DIR / "content" / "map" / "land.path").read_text().strip()


def result_map(request: SearchRequest, answer: EngineAnswer, terms: Terms) -> ResultMap:
    """A dot for each city with results, its area by their number; each leads to the city's results."""
    counts = answer.counts.get("city", {})
    chosen = request.facets.get("city", ())
    found = city_map(
        {code: number for code, number in counts.items() if not chosen or code in chosen},
        terms,
        request.language,
        lambda code: address(request.shown_as("").without_facet("city").with_code("city", code)),
    )
    return replace(
        found,
        names=names_of(found.dots, NAME_SIZE, MOST_NAMES),
        few_names=names_of(found.dots, LARGE_NAME_SIZE, FEW_NAMES),
    )


def pages_of_cities(terms: Terms, language: str) -> Callable[[str], str]:
    """The address of a city's page by its code; empty where it has none."""

    def url_of(code: str) -> str:
        term = terms.get("city", code)
        return f"/{language}/{term.path}" if term and term.path else ""

    return url_of


def city_map(
    counts: Mapping[str, int], terms: Terms, language: str, url_of: Callable[[str], str]
) -> ResultMap:
    """A dot for each city that has a number, its area by that number."""
    most = max(counts.values(), default=1)
    dots: list[Dot] = []
    elsewhere: list[Dot] = []
    for code, number in sorted(counts.items(), key=lambda item: -item[1]):
        term = terms.get("city", code)
        if term is None or not number:
            continue
        x, y = project(*term.place) if term.place else (-1.0, -1.0)
        visible = 0 <= x <= WIDTH and 0 <= y <= HEIGHT
        (dots if visible else elsewhere).append(
            Dot(
                code=code,
                label=terms.label("city", code, language),
                country_label=terms.label("country", term.within, language) if term.within else "",
                count=number,
                url=url_of(code),
                x=x,
                y=y,
                radius=round(SMALLEST + (LARGEST - SMALLEST) * sqrt(number / most), 1),
            )
        )
    return ResultMap(tuple(dots), tuple(elsewhere))
