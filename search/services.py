"""The verbs of search. Other rooms call these and nothing else of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from django.http import QueryDict
from django.utils.translation import get_language

from search.answer import filters, presentation, suggestions
from search.answer.changes import Change, change_of, changes
from search.answer.file_hits import files_with_words
from search.answer.hits import Hit
from search.answer.results import FacetGroup, Overview, SearchResults, SuggestionGroup
from search.answer.suggestions import clean_find
from search.answer.texts import PublicTexts, with_words
from search.answer.texts import newest as newest_in_table
from search.answer.walking import (
    PublicRecord,
    Walk,
    changed_records,
    count,
    found_keys,
    last_change,
    newest_records,
    public_among,
    public_records,
    records_after,
    walk,
)
from search.answer.ways_out import WaysOut, ways_out
from search.contract import Term
from search.contract import facets as all_facets
from search.engines import answer
from search.engines import settled as is_settled
from search.engines.base import EngineAnswer, EngineUnavailable, Found
from search.health import health
from search.map import results_map as maps
from search.map.looking import looked_at
from search.map.projection import project as place_on_map
from search.map.results_map import land
from search.map.shapes import ResultMap
from search.map.small_map import Locator, locator
from search.models import SearchDocument, SearchState
from search.request.addresses import address
from search.request.query import ParsedQuery, parse_query
from search.request.request import SearchRequest
from search.table import totals
from search.table.public_pages import is_closed
from search.table.state import NEVER_WRITTEN, kept_with_vocabulary, state
from search.table.topics import (
    RECORDS,
    Noted,
    all_is_noted,
    code_topic,
    note,
    note_asked,
    note_records,
    noting,
    record_topic,
    showing_only,
)
from search.table.waiting import build_waiting, caught_up, mark, vocabulary_changed
from search.table.writing import keys_below, on_change, refresh, refresh_subtree
from search.terms import Terms, current_terms
from search.words.alphabet import name_key

__all__ = [
    "NEVER_WRITTEN",
    "RECORDS",
    "Change",
    "EngineUnavailable",
    "Locator",
    "Noted",
    "PublicRecord",
    "PublicTexts",
    "Walk",
    "all_is_noted",
    "build_waiting",
    "change_of",
    "changed_records",
    "changes",
    "clean_find",
    "code_topic",
    "count",
    "counts",
    "cross_counts",
    "facet_options",
    "found_keys",
    "health",
    "in_words",
    "is_closed",
    "is_settled",
    "kept_with_vocabulary",
    "keys_below",
    "land",
    "last_change",
    "locator",
    "map_of_cities",
    "mark",
    "name_key",
    "newest_records",
    "newest_texts",
    "note",
    "note_records",
    "noting",
    "on_change",
    "originals_by_language",
    "overview",
    "parse",
    "place_on_map",
    "public_among",
    "public_records",
    "record_topic",
    "records_after",
    "records_by_code",
    "records_by_key",
    "refresh",
    "refresh_subtree",
    "search",
    "showing_only",
    "similar",
    "spread",
    "state",
    "suggest",
    "terms",
    "terms_beginning",
    "texts_with_words",
    "url_for",
    "vocabulary_changed",
    "walk",
]


def terms() -> Terms:
    """The labels and the tree of all codes."""
    return current_terms(state())


def parse(params: QueryDict, language: str, *, besides: Sequence[str] = ()) -> SearchRequest:
    """Read a request from GET parameters; always valid. ``besides``: what the caller reads itself."""
    return SearchRequest.parse(params, language, terms(), all_facets(), besides=besides)


def search(request: SearchRequest, *, longest: int | None = None) -> SearchResults:
    """Answer a request with everything that a results page shows.

    ``longest``: of a facet with more values than that, only the foremost are given.
    """
    now = caught_up()
    known = current_terms(now)
    query = parse_query(request.q, request.language, known, request.rows)
    answered = answer(lambda engine: engine.search(request, query, now))
    ways = WaysOut()
    if not answered.value.total and not any(answered.value.total_without.values()):
        ways = _ways_out(request, now, known)
    files = files_with_words(answered.value.found, query, request.language)
    found = presentation.results(
        request, query, answered, known, longest=longest, ways=ways, files=files
    )
    if found.map is None:
        return found
    return replace(found, map=looked_at(found.map, request, known, partial(_asked, now, known)))


def _asked(now: SearchState, known: Terms, request: SearchRequest) -> EngineAnswer:
    """What an engine finds for a request."""
    query = parse_query(request.q, request.language, known, request.rows)
    return answer(lambda engine: engine.search(request, query, now)).value


def in_words(request: SearchRequest) -> str:
    """What a search asks for, as one phrase in the active language; empty where it asks for everything."""
    return filters.in_words(request, terms())


def _ways_out(request: SearchRequest, now: SearchState, known: Terms) -> WaysOut:
    """What dropping several filters at once would give."""

    def total(asked: SearchRequest) -> int:
        return _asked(now, known, replace(asked, size=0)).total

    return ways_out(request, total) if request.filter_count else WaysOut()


def facet_options(request: SearchRequest, name: str, *, find: str = "") -> FacetGroup | None:
    """All values of a facet for a request; with ``find``, those with a name that begins like it.

    Chosen ones that do not begin so are among the ``kept`` ones. None if there is no such facet.
    """
    facet = next((facet for facet in all_facets() if facet.name == name), None)
    if facet is None:
        return None
    now = caught_up()
    known = current_terms(now)
    request = replace(request, page=1, size=1)
    counted = _asked(now, known, request)
    group = filters.facet_group(facet, request, counted, known)
    return suggestions.beginning(group, find, request.language, known)


def overview(
    *,
    language: str,
    facets: Mapping[str, Sequence[str]] | None = None,
    sort: str = "newest",
    size: int = 20,
    exact: bool = True,
) -> Overview:
    """Records and all counts of all facets in one question, for pages that show several of them.

    ``exact``: the counts are facts; else they may be of some of very many records, as beside results.
    """
    now = caught_up()
    known = current_terms(now)
    request = SearchRequest(
        language=language,
        facets={name: tuple(codes) for name, codes in (facets or {}).items()},
        sort=sort,
        size=size,
    )
    found = answer(
        lambda engine: engine.search(request, ParsedQuery(language=language), now, exact=exact)
    ).value
    return Overview(
        total=found.total,
        hits=tuple(presentation.hit(one, language, known) for one in found.found),
        counts=found.counts,
        counted_among=found.counted_among,
    )


def map_of_cities(counts: Mapping[str, int], language: str) -> ResultMap:
    """A dot for each city, its area by the number of its records; each leads to the city's page."""
    known = terms()
    return maps.city_map(counts, known, language, maps.pages_of_cities(known, language))


def terms_beginning(facet: str, typed: str, language: str) -> list[Term]:
    """The terms of a facet that have, in any language, a name that begins like what is typed; or all."""
    words = suggestions.prefix_words(typed, language)
    known = terms()
    found = [term for code in known.codes(facet) if (term := known.get(facet, code))]
    begun = known.that_begin(words)
    return [term for term in found if (facet, term.code) in begun] if words else found


def records_by_key(
    keys: Iterable[uuid.UUID], *, language: str, as_named: bool = False
) -> list[Hit]:
    """Those of these records that anybody may read, newest first, or in the order of their names here."""
    wanted = list(keys)
    with showing_only():
        known = current_terms(caught_up())
    # Those that are not public now may be so tomorrow.
    note_records(wanted)
    rows = SearchDocument.objects.filter(key__in=wanted, deleted=False)
    found: Iterable[SearchDocument] = rows.order_by("-published_at", "-pk")
    if as_named:
        found = sorted(found, key=lambda row: wanted.index(row.key))
    return [presentation.hit(Found.of(row), language, known) for row in found]


def records_by_code(
    facet: str,
    codes: Sequence[str],
    *,
    language: str,
    size: int,
    within: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, list[Hit]]:
    """The newest records for each of several codes of a facet, in one question to the engine.

    ``within``: only those that also have one of these codes in each of these facets.
    """
    known = current_terms(caught_up())
    found = answer(lambda engine: engine.by_code(facet, list(codes), size, within or {})).value
    return {
        code: [presentation.hit(one, language, known) for one in documents]
        for code, documents in found.items()
    }


def texts_with_words(
    words: Sequence[str],
    *,
    language: str,
    size: int,
    field: str = "anywhere",
    facets: Mapping[str, Sequence[str]] | None = None,
) -> list[PublicTexts]:
    """Records that have one of these words in a field (all, where there are none), with all their words.

    Archived ones too. In one question to the engine, the best matches first.
    """
    now = caught_up()
    return with_words(
        words,
        language=language,
        field=field,
        facets=facets or {},
        size=size,
        terms=current_terms(now),
    )


def newest_texts(size: int) -> list[PublicTexts]:
    """The newest records with all their words."""
    note_asked()
    return newest_in_table(size)


def counts(facet: str, within: Mapping[str, Sequence[str]] | None = None) -> dict[str, int]:
    """How many records there are for each code of a facet, among those with the codes ``within``."""
    request = SearchRequest(
        language="en",
        facets={name: tuple(codes) for name, codes in (within or {}).items()},
        size=0,
    )
    now = caught_up()
    found = answer(lambda engine: engine.search(request, ParsedQuery(), now, exact=True)).value
    return found.counts.get(facet, {})


def originals_by_language() -> Mapping[str, int]:
    """How many of the current records were written in each language, as it is kept counted."""
    return totals.totals(caught_up().stamp).written


def cross_counts(rows: str, columns: str, among: Sequence[str]) -> totals.CrossCounts:
    """How many records have both a code of ``rows`` (one of ``among``) and one of ``columns``.

    ``{row: {column: number}}`` as it is kept counted, pairs without a record left out; one of the two facets
    is a crossed one.
    """
    return totals.cross_counts(caught_up().stamp, rows, columns, tuple(among))


def spread(
    rows: tuple[str, Sequence[str]], columns: tuple[str, Sequence[str]], by: str
) -> totals.Spread:
    """Records per pair of codes of two facets, each given as ``(facet, codes)``, by a third facet.

    As it is kept counted for what is registered by ``search.contract.register_spread``, whichever engine
    answers searches, so that each number is the number of results of the search with the same filters.
    """
    return totals.spread(
        caught_up().stamp, tuple(rows[1]), tuple(columns[1]), (rows[0], columns[0], by)
    )


def similar(
    key: uuid.UUID,
    language: str,
    limit: int = 4,
    *,
    codes: Mapping[str, Sequence[str]] | None = None,
) -> list[tuple[Hit, str]]:
    """Records like this one, each with the reason in words. Whoever knows its codes may give them.

    A page that shows them follows those that it shows; which others would be like it now it need not know.
    """
    with showing_only():
        known = current_terms(caught_up())
    if codes is None:
        own = SearchDocument.objects.filter(key=key, deleted=False).first()
        if own is None:
            return []
        codes = own.data["codes"]
    mine = {facet: list(of_facet) for facet, of_facet in codes.items()}
    found = answer(lambda engine: engine.similar(str(key), mine, limit)).value
    note_records([key, *(one.key for one in found)])
    return [
        (
            presentation.hit(one, language, known),
            presentation.shared_reason(one, mine, known, language),
        )
        for one in found
    ]


def url_for(*, q: str = "", facets: Mapping[str, Sequence[str]] | None = None) -> str:
    """The address of a search in the active language."""
    return address(
        SearchRequest(
            language=get_language() or "en",
            q=q,
            facets={name: tuple(codes) for name, codes in (facets or {}).items()},
        )
    )


def suggest(prefix: str, language: str) -> list[SuggestionGroup]:
    """Titles, cities, concepts and provisions that begin like what is typed; ten at most."""
    return suggestions.suggest(prefix, language, current_terms(caught_up()))
