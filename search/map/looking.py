"""What the map shows besides its dots: the records of the dot that is looked at, ways between cities."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace

from search.answer.hits import Hit
from search.answer.presentation import hit
from search.contract import journeys
from search.engines.base import EngineAnswer
from search.map.merging import together
from search.map.projection import project
from search.map.results_map import pages_of_cities
from search.map.shapes import Dot, Journey, Panel, ResultMap, as_points
from search.request.addresses import address
from search.request.request import MAX_CODES_PER_FACET, SearchRequest
from search.terms import Terms

MOST_IN_PANEL = 5
MOST_JOURNEYS = 60
Ask = Callable[[SearchRequest], EngineAnswer]


def looked_at(drawn: ResultMap, request: SearchRequest, terms: Terms, ask: Ask) -> ResultMap:
    """The map with the panel that its address asks for, and with the ways of those results that have some."""
    found = _journeys(request, terms, ask)
    lines = [
        (start, end)
        for one in found
        if (end := _place(terms, one.hit.city))
        for code in one.origins
        if code != one.hit.city and (start := _place(terms, code))
    ]
    return replace(
        drawn,
        panel=_panel(drawn, request, terms, ask),
        journeys=tuple(
            replace(
                one,
                origins=tuple(terms.label("city", code, request.language) for code in one.origins),
            )
            for one in found
        ),
        ways="".join(dict.fromkeys(_curve(start, end) for start, end in lines)),
        starts=as_points(start for start, _end in lines),
    )


def _panel(drawn: ResultMap, request: SearchRequest, terms: Terms, ask: Ask) -> Panel | None:
    """The foremost records of the dot in the address; None where there is no such dot."""
    cities = _cities_at(drawn, request)
    if not cities:
        return None
    codes = tuple(sorted(city.code for city in cities))
    of_cities = replace(request, facets={**request.facets, "city": codes}, page=1)
    answer = ask(replace(of_cities, size=MOST_IN_PANEL))
    return Panel(
        cities=cities,
        city_url=pages_of_cities(terms, request.language)(codes[0]) if len(codes) == 1 else "",
        hits=tuple(hit(found, request.language, terms) for found in answer.found),
        total=answer.total,
        all_url=address(of_cities.shown_as("")) if len(codes) <= MAX_CODES_PER_FACET else "",
        close_url=address(request.looking_at("")),
    )


def _cities_at(drawn: ResultMap, request: SearchRequest) -> tuple[Dot, ...]:
    if not request.at:
        return ()
    if request.step:
        groups = together(drawn.dots, int(request.step))
    else:
        groups = [(dot,) for dot in (*drawn.dots, *drawn.elsewhere)]
    return next((group for group in groups if request.at in [dot.code for dot in group]), ())


def _journeys(request: SearchRequest, terms: Terms, ask: Ask) -> list[Journey]:
    """The newest of the results that lead from one city to another, with where they come from."""
    found: list[Journey] = []
    for known in journeys():
        if known.code not in request.facets.get(known.facet, (known.code,)):
            continue
        facets = {**request.facets, known.facet: (known.code,)}
        answer = ask(replace(request, facets=facets, page=1, size=MOST_JOURNEYS))
        hits: Mapping[uuid.UUID, Hit] = {
            uuid.UUID(one.key): hit(one, request.language, terms) for one in answer.found
        }
        origins = known.origins(list(hits))
        found += [
            Journey(one, tuple(origins[key])) for key, one in hits.items() if origins.get(key)
        ]
    return found


def _place(terms: Terms, code: str) -> tuple[float, float] | None:
    term = terms.get("city", code)
    return project(*term.place) if term and term.place else None


def _curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    """A bow from one place to another, so that two ways between the same cities are seen as two."""
    (x, y), (to_x, to_y) = start, end
    bend_x, bend_y = (x + to_x) / 2 + (to_y - y) / 6, (y + to_y) / 2 - (to_x - x) / 6
    return f"M{x:.0f} {y:.0f}Q{bend_x:.0f} {bend_y:.0f} {to_x:.0f} {to_y:.0f}"
