"""One search as one address: what a visitor asks, always valid, whatever was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode

from search import analysis
from search.contract import PARAMETERS, Facet
from search.map.frames import AREAS
from search.request.expert_rows import FIELDS, MAX_ROWS, OPERATORS, Row, parse_rows
from search.request.reading import MAX_VALUES_READ, Ignored, Reading
from search.terms import Terms

MAX_QUERY_LENGTH = 256
MAX_WORDS = 32
MAX_CODES_PER_FACET = 50
PAGE_SIZE = 20
MAX_PAGE_SIZE = 100
MAX_DEPTH = 10_000
# So many records stand side by side.
MOST_CHOSEN = 4
CHOSEN = "record"
VIEWS = ("table", "map")
MAP_STEPS = ("0", "1", "2", "3", "4")
SORTS = ("relevance", "newest", "reviewed", "founded", "title")
DATE_COLUMNS = ("reviewed", "published")
USUAL_COLUMNS = ("kind", "city", "country", "evidence", "published")


def column_names(known_facets: Sequence[Facet]) -> tuple[str, ...]:
    """What a table can show beside the title, in this order: the facets that are columns, then two dates."""
    columns = sorted((facet for facet in known_facets if facet.column), key=lambda f: f.column)
    return (*(facet.name for facet in columns), *DATE_COLUMNS)


@dataclass(frozen=True)
class SearchRequest:
    """What is searched for. Build it with :meth:`parse`, or directly from trusted values.

    ``facets`` maps facet names to the chosen codes. ``sort`` empty means the natural order: by relevance
    where words are given, else newest first. ``all_of`` names the facets of which a record must have
    every chosen code; of others one is enough. ``rows`` come from the expert form. ``view`` is how the
    results are shown: as a list (empty), a table with ``columns``, or on a map; there ``area`` is the part of
    Europe, ``at`` the city that is looked at, with its neighbours at a ``step`` of nearness. ``archived``:
    archived records are looked through too. ``chosen``: numbers of records that the reader has put aside to
    compare them; they go along from page to page and change no result. ``too_deep`` says that a page beyond
    the first 10,000 results was asked for and the last reachable one is given. ``ignored`` is what was asked
    for besides and could not be used.
    """

    language: str
    q: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    year_from: int | None = None
    year_to: int | None = None
    sort: str = ""
    page: int = 1
    size: int = PAGE_SIZE
    too_deep: bool = False
    all_of: frozenset[str] = frozenset()
    rows: tuple[Row, ...] = ()
    view: str = ""
    archived: bool = False
    columns: tuple[str, ...] = USUAL_COLUMNS
    area: str = field(default="", compare=False)
    at: str = field(default="", compare=False)
    step: str = field(default="", compare=False)
    chosen: tuple[str, ...] = field(default=(), compare=False)
    ignored: tuple[Ignored, ...] = field(default=(), compare=False)

    @classmethod
    def parse(
        cls,
        params: QueryDict,
        language: str,
        terms: Terms,
        known_facets: Sequence[Facet],
        *,
        besides: Sequence[str] = (),
    ) -> SearchRequest:
        """Read GET parameters; never raises. What cannot be used is left out and kept in ``ignored``.

        ``besides``: names of parameters that the caller itself reads.
        """
        reading = Reading(params)
        facets = {
            facet.name: codes
            for facet in known_facets
            if (codes := _known_codes(reading, facet.name, terms))
        }
        reading.strangers({*PARAMETERS, *besides, *(facet.name for facet in known_facets)})
        first, last = reading.year("year_from"), reading.year("year_to")
        if first and last and first > last:
            first, last = last, first
        size = reading.number("size", 1, MAX_PAGE_SIZE) or PAGE_SIZE
        page = reading.number("page", 1, 10**9) or 1
        deepest = MAX_DEPTH // size
        every_column = column_names(known_facets)
        columns = reading.choices("column", every_column)
        multiple = tuple(facet.name for facet in known_facets if facet.multiple)
        all_of = reading.choices("all", multiple)
        return cls(
            language=language,
            q=_query(reading),
            facets=facets,
            year_from=first,
            year_to=last,
            sort=reading.choice("sort", SORTS),
            page=min(page, deepest),
            size=size,
            too_deep=page > deepest,
            all_of=frozenset(name for name in all_of if len(facets.get(name, ())) > 1),
            rows=_rows(reading),
            view=reading.choice("view", VIEWS),
            archived=reading.is_yes("archived"),
            columns=tuple(name for name in every_column if name in columns) or USUAL_COLUMNS,
            **_looking(reading, terms),
            ignored=tuple(reading.ignored),
        )

    @property
    def natural_order(self) -> str:
        """The order where none is chosen: the best match first, or the newest where nothing is typed."""
        return "relevance" if self.has_words else "newest"

    @property
    def order(self) -> str:
        """The sort order in force."""
        if self.sort == "relevance" and not self.has_words:
            return "newest"
        return self.sort or self.natural_order

    @property
    def has_words(self) -> bool:
        """Whether words are looked for, typed into the box or into a row."""
        return bool(self.q or self.rows)

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size

    @property
    def has_years(self) -> bool:
        return self.year_from is not None or self.year_to is not None

    @property
    def year_from_typed(self) -> str:
        """What stands in the box of the first year: the year, or what could not be read as one."""
        return self._typed("year_from", self.year_from)

    @property
    def year_to_typed(self) -> str:
        """What stands in the box of the last year."""
        return self._typed("year_to", self.year_to)

    def _typed(self, name: str, year: int | None) -> str:
        if year is not None:
            return str(year)
        return next((one.value for one in self.ignored if one.name == name), "")

    @property
    def filter_count(self) -> int:
        """How many values are chosen; the years count as one, a row of the expert form too."""
        chosen = sum(len(codes) for codes in self.facets.values())
        return chosen + self.has_years + len(self.rows) + self.archived

    @property
    def is_narrowed(self) -> bool:
        """Whether anything at all was asked for: words, a filter, a page further on."""
        return self.has_words or bool(self.filter_count) or self.page > 1

    def to_params(self) -> list[tuple[str, str]]:
        """Canonical parameters: defaults left out, names and codes in a fixed order."""
        params: list[tuple[str, Any]] = []
        if self.q:
            params.append(("q", self.q))
        params += [(name, code) for name in sorted(self.facets) for code in self.facets[name]]
        params += [("all", name) for name in sorted(self.all_of)]
        for row in self.rows:
            params += [("field", row.field), ("operator", row.operator), ("words", row.words)]
        if self.year_from is not None:
            params.append(("year_from", self.year_from))
        if self.year_to is not None:
            params.append(("year_to", self.year_to))
        if self.archived:
            params.append(("archived", "1"))
        if self.sort:
            params.append(("sort", self.sort))
        if self.size != PAGE_SIZE:
            params.append(("size", self.size))
        if self.view:
            params.append(("view", self.view))
        if self.view == "map":
            looking = (("area", self.area), ("at", self.at), ("step", self.step))
            params += [(name, value) for name, value in looking if value]
        if self.columns != USUAL_COLUMNS:
            params += [("column", name) for name in self.columns]
        if self.page > 1:
            params.append(("page", self.page))
        params += [(CHOSEN, key) for key in self.chosen]
        return [(name, str(value)) for name, value in params]

    @property
    def query_string(self) -> str:
        """The canonical parameters, ready to stand behind the path; empty or beginning with ``?``."""
        params = self.to_params()
        return f"?{urlencode(params)}" if params else ""

    def with_code(self, facet: str, code: str) -> SearchRequest:
        """The same search with one more value chosen, from its first page."""
        chosen = tuple(sorted({*self.facets.get(facet, ()), code}))
        return replace(self, facets={**self.facets, facet: chosen}, page=1)

    def without_code(self, facet: str, code: str) -> SearchRequest:
        """The same search with one value less."""
        left = tuple(chosen for chosen in self.facets.get(facet, ()) if chosen != code)
        others = {name: codes for name, codes in self.facets.items() if name != facet}
        all_of = self.all_of if len(left) > 1 else self.all_of - {facet}
        return replace(
            self, facets={**others, facet: left} if left else others, all_of=all_of, page=1
        )

    def without_facet(self, facet: str) -> SearchRequest:
        """The same search without any value of a facet."""
        others = {name: codes for name, codes in self.facets.items() if name != facet}
        return replace(self, facets=others, all_of=self.all_of - {facet}, page=1)

    def without(self, name: str) -> SearchRequest:
        """The same search without a filter: a facet, or the ``years``."""
        return self.without_years() if name == "years" else self.without_facet(name)

    def without_row(self, row: Row) -> SearchRequest:
        """The same search without a row of the expert form."""
        return replace(self, rows=tuple(other for other in self.rows if other != row), page=1)

    def shown_as(self, view: str) -> SearchRequest:
        """The same results, shown as a list, as a table or on a map."""
        return replace(self, view=view, page=1, at="", step="")

    def of_area(self, area: str) -> SearchRequest:
        """The same map of another part of Europe."""
        return replace(self, area=area, at="", step="")

    def looking_at(self, city: str, step: str = "") -> SearchRequest:
        """The same map with a city's records beside it, or those of all cities that are one dot with it."""
        return replace(self, at=city, step=step, page=1)

    def sorted_by(self, sort: str) -> SearchRequest:
        """The same results in another order."""
        return replace(self, sort="" if sort == self.natural_order else sort, page=1)

    def without_years(self) -> SearchRequest:
        """The same search for any year."""
        return replace(self, year_from=None, year_to=None, page=1)

    def without_archived(self) -> SearchRequest:
        """The same search among records that are not archived."""
        return replace(self, archived=False, page=1)

    def cleared(self) -> SearchRequest:
        """The same words without any filter."""
        return SearchRequest(
            language=self.language,
            q=self.q,
            sort=self.sort,
            size=self.size,
            view=self.view,
            area=self.area,
            chosen=self.chosen,
        )

    def choosing(self, key: str) -> SearchRequest:
        """The same page with one record more put aside, or without it where it is put aside already."""
        others = tuple(chosen for chosen in self.chosen if chosen != key)
        return replace(self, chosen=others if key in self.chosen else (*others, key))

    def with_query(self, q: str) -> SearchRequest:
        """Other words, same filters."""
        return replace(self, q=q, page=1)

    def page_of(self, number: int) -> SearchRequest:
        """Another page of the same results."""
        return replace(self, page=number)


def clean_query(text: str) -> str:
    """What was typed, without control characters, cut to what a search can sensibly hold."""
    typed = analysis.clean(text[: MAX_QUERY_LENGTH * 4]).split()
    return " ".join(typed[:MAX_WORDS])[:MAX_QUERY_LENGTH].strip()


def _query(reading: Reading) -> str:
    """The words of the search box; those beyond what a search holds are written down."""
    typed = reading.text("q")
    whole = " ".join(analysis.clean(typed[: MAX_QUERY_LENGTH * 4]).split())
    kept = clean_query(typed)
    reading.leave_out("q", whole[len(kept) :], "too-much")
    return kept


def _known_codes(reading: Reading, facet: str, terms: Terms) -> tuple[str, ...]:
    """The chosen codes of a facet; one that was merged leads to what it was merged into."""
    known: set[str] = set()
    for code in reading.params.getlist(facet)[:MAX_VALUES_READ]:
        current = terms.current_code(facet, code)
        if current is None:
            reading.leave_out(facet, code, "unknown-value")
        else:
            known.add(current)
    for code in sorted(known)[MAX_CODES_PER_FACET:]:
        reading.leave_out(facet, code, "too-much")
    return tuple(sorted(known)[:MAX_CODES_PER_FACET])


def _looking(reading: Reading, terms: Terms) -> dict[str, Any]:
    """What of the map is looked at."""
    at = reading.text("at")
    city = terms.current_code("city", at) if at else None
    if city is None:
        reading.leave_out("at", at, "unknown-value")
    step = reading.choice("step", MAP_STEPS)
    return {"area": reading.choice("area", AREAS), "at": city or "", "step": step if city else ""}


def _rows(reading: Reading) -> tuple[Row, ...]:
    """The rows of the expert form; what does not fit or is not known in them is written down."""
    reading.choices("field", FIELDS)
    reading.choices("operator", OPERATORS)
    for words in reading.params.getlist("words")[MAX_ROWS:MAX_VALUES_READ]:
        reading.leave_out("words", words, "too-much")
    return parse_rows(reading.params)
