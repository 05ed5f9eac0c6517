"""The verbs of search. Other rooms call these and nothing else of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.http import QueryDict
from django.utils.translation import get_language

from search import filters, presentation, suggestions
from search.addresses import address
from search.contract import facets as all_facets
from search.engines import answer
from search.health import health
from search.indexing import refresh, refresh_subtree
from search.models import SearchDocument, SearchState
from search.queries import ParsedQuery, parse_query
from search.requests import SearchRequest
from search.results import FacetGroup, Hit, SearchResults, SuggestionGroup
from search.states import NEVER_WRITTEN, state
from search.suggestions import clean_find
from search.terms import Terms, current_terms
from search.waiting import build_waiting, catch_up, vocabulary_changed

__all__ = [
    "NEVER_WRITTEN",
    "build_waiting",
    "clean_find",
    "counts",
    "facet_options",
    "health",
    "parse",
    "records",
    "records_by_code",
    "refresh",
    "refresh_subtree",
    "search",
    "similar",
    "state",
    "suggest",
    "terms",
    "url_for",
    "vocabulary_changed",
]


def terms() -> Terms:
    """The labels and the tree of all codes."""
    return current_terms(state())


def _caught_up() -> SearchState:
    """Where the table stands, with what was published a moment ago in it."""
    now = state()
    if now.waiting:
        catch_up()
        now = state()
    return now


def parse(params: QueryDict, language: str) -> SearchRequest:
    """Read a request from GET parameters; always valid."""
    return SearchRequest.parse(params, language, terms(), all_facets())


def search(request: SearchRequest, *, longest: int | None = None) -> SearchResults:
    """Answer a request with everything that a results page shows.

    ``longest``: of a facet with more values than that, only the foremost are given.
    """
    now = _caught_up()
    known = current_terms(now)
    query = parse_query(request.q, request.language, known, request.rows)
    answered = answer(lambda engine: engine.search(request, query, now))
    return presentation.results(request, query, answered, known, longest=longest)


def facet_options(request: SearchRequest, name: str, *, find: str = "") -> FacetGroup | None:
    """All values of a facet for a request; with ``find``, those with a name that begins like it.

    None if there is no such facet.
    """
    facet = next((facet for facet in all_facets() if facet.name == name), None)
    if facet is None:
        return None
    now = _caught_up()
    known = current_terms(now)
    request = replace(request, page=1, size=1)
    query = parse_query(request.q, request.language, known, request.rows)
    counted = answer(lambda engine: engine.search(request, query, now)).value
    group = filters.facet_group(facet, request, counted, known)
    words = suggestions.prefix_words(find, request.language)
    if not words:
        return group
    return replace(
        group,
        options=tuple(
            option
            for option in group.options
            if (term := known.get(name, option.code)) and suggestions.begins(term, words)
        ),
    )


def records(
    *,
    language: str,
    facets: Mapping[str, Sequence[str]] | None = None,
    sort: str = "newest",
    size: int = 20,
) -> SearchResults:
    """A list of records for another page: ``total`` and ``hits``, no facets."""
    now = _caught_up()
    known = current_terms(now)
    request = SearchRequest(
        language=language,
        facets={name: tuple(codes) for name, codes in (facets or {}).items()},
        sort=sort,
        size=size,
    )
    answered = answer(
        lambda engine: engine.search(
            request, ParsedQuery(language=language), now, with_counts=False
        )
    )
    return SearchResults(
        request=request,
        total=answered.value.total,
        hits=tuple(presentation.hit(found, language, known) for found in answered.value.found),
        engine=answered.engine,
        degraded=answered.degraded,
    )


def records_by_code(
    facet: str, codes: Sequence[str], *, language: str, size: int
) -> dict[str, list[Hit]]:
    """The newest records for each of several codes of a facet, in one question to the engine."""
    known = current_terms(_caught_up())
    found = answer(lambda engine: engine.by_code(facet, list(codes), size)).value
    return {
        code: [presentation.hit(one, language, known) for one in documents]
        for code, documents in found.items()
    }


def counts(facet: str, within: Mapping[str, Sequence[str]] | None = None) -> dict[str, int]:
    """How many records there are for each code of a facet, among those with the codes ``within``."""
    request = SearchRequest(
        language="en",
        facets={name: tuple(codes) for name, codes in (within or {}).items()},
        size=0,
    )
    now = _caught_up()
    found = answer(lambda engine: engine.search(request, ParsedQuery(), now, exact=True)).value
    return found.counts.get(facet, {})


def similar(key: uuid.UUID, language: str, limit: int = 4) -> list[tuple[Hit, str]]:
    """Records like this one, each with the reason in words."""
    known = current_terms(_caught_up())
    mine = SearchDocument.objects.filter(key=key, deleted=False).first()
    if mine is None:
        return []
    codes = mine.data["codes"]
    found = answer(lambda engine: engine.similar(str(key), codes, limit)).value
    return [
        (
            presentation.hit(one, language, known),
            presentation.shared_reason(one, codes, known, language),
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
    return suggestions.suggest(prefix, language, current_terms(_caught_up()))
