"""What a search page, a list or the API shows: plain values, no database behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import ceil

from django.utils.translation import get_language, ngettext

from search.answer.hits import Hit
from search.map.shapes import ResultMap
from search.request.request import MAX_DEPTH, SearchRequest

BAR_WIDTH = 10


@dataclass(frozen=True)
class Overview:
    """What there is on something: the foremost records, how many in all, and per facet and code how many.

    ``counted_among``: the counts are of so many of the records; 0 where they are of all.
    """

    total: int
    hits: tuple[Hit, ...]
    counts: Mapping[str, Mapping[str, int]]
    counted_among: int = 0

    def count(self, facet: str, code: str) -> int:
        """How many records have this code."""
        return self.counts.get(facet, {}).get(code, 0)

    def codes(self, facet: str) -> dict[str, int]:
        """The codes of a facet that have records, with how many."""
        return {code: number for code, number in self.counts.get(facet, {}).items() if number}


@dataclass(frozen=True, slots=True)
class FacetOption:
    """One value of a facet, and how many results there would be with it."""

    facet: str
    code: str
    label: str
    count: int
    selected: bool
    depth: int = 0

    @property
    def id(self) -> str:
        """Unique on a page."""
        return f"{self.facet}-{self.code}"

    @property
    def count_text(self) -> str:
        """The count in words, for those who do not see where it stands."""
        return _results_in_words(self.count, get_language())


@lru_cache(maxsize=10_000)
def _results_in_words(number: int, language: str | None) -> str:
    """Kept, because a page says this of a hundred values."""
    return ngettext("%(number)s result", "%(number)s results", number) % {"number": number}


@dataclass(frozen=True)
class FacetGroup:
    """A facet with the values that have results, or are chosen.

    ``more``: how many values there are besides ``options``. ``multiple`` says that a record may have
    several values, ``all_of`` that it must have all chosen ones. ``url`` leads to the page with all values
    where some are not among the options; ``kept`` are chosen ones that are not among them.
    """

    name: str
    label: str
    options: tuple[FacetOption, ...]
    collapsed: bool = False
    more: int = 0
    multiple: bool = False
    all_of: bool = False
    url: str = ""
    kept: tuple[FacetOption, ...] = ()

    @property
    def selected_count(self) -> int:
        return sum(option.selected for option in self.options)

    @property
    def more_text(self) -> str:
        """The words of the link to all values."""
        return ngettext(
            "%(number)s more in “%(name)s”", "%(number)s more in “%(name)s”", self.more
        ) % {"number": self.more, "name": self.label}


@dataclass(frozen=True)
class Chip:
    """A chosen value in words ("in Rotterdam") and the address without it.

    ``joint`` is the word between it and the chip before, so that all of them read as a sentence; ``id``
    is unique on a page.
    """

    text: str
    url: str
    id: str
    joint: str = ""


@dataclass(frozen=True)
class Link:
    """A way on, with the number of results it leads to where that is known."""

    label: str
    url: str
    count: int | None = None
    language: str = ""


@dataclass(frozen=True)
class YearBar:
    """How many of the results were at work in a year; ``height`` in parts of a hundred of the most."""

    year: int
    count: int
    height: int
    chosen: bool


@dataclass(frozen=True)
class Histogram:
    """The years of the results as bars, and as two paths of an SVG that is 100 high."""

    bars: tuple[YearBar, ...] = ()

    @property
    def width(self) -> int:
        return len(self.bars) * BAR_WIDTH

    @property
    def busiest(self) -> YearBar:
        return max(self.bars, key=lambda bar: bar.count)

    @property
    def path(self) -> str:
        return self._drawn(chosen=False)

    @property
    def chosen_path(self) -> str:
        return self._drawn(chosen=True)

    def _drawn(self, *, chosen: bool) -> str:
        return "".join(
            f"M{place * BAR_WIDTH + 1} 100V{100 - bar.height}h{BAR_WIDTH - 2}V100Z"
            for place, bar in enumerate(self.bars)
            if bar.chosen == chosen and bar.count
        )


@dataclass(frozen=True)
class Column:
    """A column of the table; with an address by which to sort where there is such an order.

    ``direction`` is how the table is sorted by it now, in the words of ``aria-sort``.
    """

    code: str
    label: str
    sort_url: str = ""
    direction: str = ""


@dataclass(frozen=True)
class TableRow:
    """One record in the table: ``cells`` are ``(code of the column, text)``."""

    hit: Hit
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ResultTable:
    """The results as a table; ``choices`` are all columns, with whether they are shown."""

    title: Column
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    choices: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True)
class SuggestionGroup:
    """Suggestions of one kind, under the kind's name."""

    label: str
    items: tuple[Link, ...]


@dataclass(frozen=True)
class Widened:
    """Words as the reader typed them, and what was searched besides: ``(language, name)``."""

    words: str
    added: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SearchResults:
    """The answer to a :class:`SearchRequest`, ready for any writer: page, API, later files and feeds.

    ``counts``: per facet and code what ``facets`` shows only the foremost of. ``drop``, ``drop_both`` and
    ``drop_all`` lead to results where there are none: without one filter, without two of them, without any.
    ``offers``: years and places among the words, each as a filter in their place.
    """

    request: SearchRequest
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[FacetGroup, ...] = ()
    chips: tuple[Chip, ...] = ()
    widened: tuple[Widened, ...] = ()
    corrections: tuple[Link, ...] = ()
    drop: tuple[Link, ...] = ()
    drop_both: tuple[Link, ...] = ()
    drop_all: Link | None = None
    best: tuple[Link, ...] = ()
    offers: tuple[Link, ...] = ()
    beginnings: tuple[Link, ...] = ()
    engine: str = ""
    degraded: bool = False
    relaxed: bool = False
    complete: int = 0
    related: tuple[Widened, ...] = ()
    counted_among: int = 0
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    years: Histogram = Histogram()
    map: ResultMap | None = None
    table: ResultTable | None = None

    @property
    def also_searched(self) -> tuple[tuple[str, str], ...]:
        """Everything that was searched besides the typed words."""
        return tuple(pair for one in self.widened for pair in one.added)

    @property
    def chosen_facets(self) -> set[str]:
        """The names of facets in which something is chosen."""
        return {group.name for group in self.facets if group.selected_count}

    @property
    def page_count(self) -> int:
        """Pages that can be reached; the last lies within the first 10,000 results."""
        return max(1, ceil(min(self.total, MAX_DEPTH) / self.request.size))

    @property
    def more_than_reachable(self) -> bool:
        """Whether there are results beyond the last page that can be reached."""
        return self.total > MAX_DEPTH

    @property
    def first_number(self) -> int:
        return self.request.offset + 1

    @property
    def last_number(self) -> int:
        return self.request.offset + len(self.hits)

    @property
    def is_beyond_the_end(self) -> bool:
        """Whether there are results, but none on a page with this number."""
        return self.request.page > self.page_count

    @property
    def previous_page(self) -> SearchRequest | None:
        """The page before; from beyond the end, the last one there is."""
        page = min(self.request.page - 1, self.page_count)
        return self.request.page_of(page) if page >= 1 else None

    @property
    def next_page(self) -> SearchRequest | None:
        page = self.request.page + 1
        return self.request.page_of(page) if page <= self.page_count else None
