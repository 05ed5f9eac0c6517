"""Where nothing was found and no single filter is to blame: what dropping two, or all, would give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from search.request.request import SearchRequest

# Six questions to the engine at most; who has chosen more is told what there is without any filter.
MOST_FILTERS = 4


@dataclass(frozen=True)
class WaysOut:
    """``pairs``: two filters (names of facets, ``years``) without which there are so many results.

    ``without_all``: how many there are for the words alone.
    """

    pairs: tuple[tuple[str, str, int], ...] = ()
    without_all: int = 0


def ways_out(request: SearchRequest, total: Callable[[SearchRequest], int]) -> WaysOut:
    """Ask ``total`` for the numbers without two of the filters, and without all of them."""
    without_all = total(request.cleared())
    names = [*request.facets, *(["years"] if request.has_years else [])]
    if not without_all or len(names) > MOST_FILTERS:
        return WaysOut(without_all=without_all)
    pairs = [
        (first, second, number)
        for first, second in combinations(names, 2)
        if (number := total(request.without(first).without(second)))
    ]
    return WaysOut(tuple(sorted(pairs, key=lambda pair: -pair[2])), without_all)
