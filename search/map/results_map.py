"""The results on a map: land without state borders, a dot for each city or for several near ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from math import sqrt

from django.conf import settings

from search.engines.base import EngineAnswer
from search.map.frames import frame_of
from search.map.merging import STEPS, merged
from search.map.names import LARGEST, SMALLEST, names_of
from search.map.projection import HEIGHT, WIDTH, project
from search.map.shapes import Dot, MergedDot, ResultMap
from search.request.addresses import address
from search.request.request import SearchRequest
from search.terms import Terms

# So many cities, those with most results, are drawn and listed; all of them stand in the filter.
MOST_CITIES = 400
# So many names, for each step of nearness.
MOST_NAMES = (7, 16, 32, 48, 64)


@cache
def land() -> str:
    """The outline of the land, as the path of an SVG."""
    return (settings.BASE_DIR / "content" / "map" / "land.path").read_text().strip()


def result_map(request: SearchRequest, answer: EngineAnswer, terms: Terms) -> ResultMap:
    """A dot for each city with results, its area by their number; each opens the city's results beside."""
    counts = answer.counts.get("city", {})
    chosen = request.facets.get("city", ())
    shown = sorted(
        ((code, number) for code, number in counts.items() if not chosen or code in chosen),
        key=lambda pair: (-pair[1], pair[0]),
    )
    found = city_map(
        dict(shown[:MOST_CITIES]),
        terms,
        request.language,
        lambda code: address(request.looking_at(code)),
    )
    drawn = tuple(
        replace(dot, url=address(request.looking_at(dot.first.code, _step_of(dot))))
        for dot in merged(found.dots)
    )
    return replace(
        found,
        merged=drawn,
        names=tuple(
            names_of([dot for dot in drawn if step in dot.steps], unit, most)
            for step, (unit, most) in enumerate(zip(STEPS, MOST_NAMES, strict=True))
        ),
        frame=frame_of(request.area),
    )


def _step_of(dot: MergedDot) -> str:
    """The step by which a merged dot is known in an address; a city alone needs none."""
    return str(dot.steps[0]) if len(dot.cities) > 1 else ""


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
