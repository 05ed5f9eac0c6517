"""How many results were at work in each year."""

from __future__ import annotations

from datetime import date
from itertools import accumulate

from search.answer.results import Histogram, YearBar
from search.engines.base import Counts
from search.request.reading import FIRST_YEAR, LAST_YEAR
from search.request.request import SearchRequest

MOST_BARS = 40


def histogram(request: SearchRequest, counts: Counts) -> Histogram:
    """A bar per year, from the counts of first and of last years; work without an end goes on.

    A record counts for every year from its first to its last one, just as the filter finds it.
    """
    begun = _years(counts.get("year_from", {}))
    ended = _years(counts.get("year_to", {}))
    if not begun:
        return Histogram()
    first, last = min(begun), max(*begun, *ended, date.today().year)
    span = range(first, last + 1)
    running = accumulate(begun.get(year, 0) - ended.get(year - 1, 0) for year in span)
    numbers = list(zip(span, running, strict=True))[-MOST_BARS:]
    most = max(number for _year, number in numbers) or 1
    return Histogram(
        tuple(
            YearBar(
                year=year,
                count=number,
                height=-(-number * 100 // most),
                chosen=request.has_years
                and (request.year_from or FIRST_YEAR) <= year <= (request.year_to or LAST_YEAR),
            )
            for year, number in numbers
        )
    )


def _years(counts: dict[str, int]) -> dict[int, int]:
    """Counts by year, without years that nobody could have meant."""
    return {
        int(year): number for year, number in counts.items() if FIRST_YEAR <= int(year) <= LAST_YEAR
    }
