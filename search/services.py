"""The verbs of search. Other rooms call these and nothing else of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.http import QueryDict
from django.utils.translation import get_language

from search import presentation, suggestions
from search.contract import facets as all_facets
from search.engines import current_engine
from search.indexing import refresh, refresh_subtree, vocabulary_changed
from search.models import SearchDocument, SearchState
from search.queries import ParsedQuery, parse_query
from search.requests import SearchRequest
from search.results import Hit, SearchResults, SuggestionGroup
from search.terms import Terms, current_terms

__all__ = [
    "counts",
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


def state() -> SearchState:
    """Where the table stands; a table never written to stands at version 0."""
    return SearchState.objects.filter(pk=1).first() or SearchState(
        pk=1, stamp=uuid.UUID(int=0), terms_stamp=uuid.UUID(int=0)
    )


def terms() -> Terms:
    """The labels and the tree of all codes."""
    return current_terms(state())


def parse(params: QueryDict, language: str) -> SearchRequest:
    """Read a request from GET parameters; always valid."""
    return SearchRequest.parse(params, language, terms(), [facet.name for facet in all_facets()])


def search(request: SearchRequest) -> SearchResults:
    """Answer a request with everything that a results page shows."""
    now = state()
    known = current_terms(now)
    query = parse_query(request.q, request.language, known)
    using = current_engine()
    answer = using.search(request, query, now)
    return presentation.results(request, query, answer, known, using.name)


def records(
    *,
    language: str,
    facets: Mapping[str, Sequence[str]] | None = None,
    sort: str = "newest",
    size: int = 20,
) -> SearchResults:
    """A list of records for another page: ``total`` and ``hits``, no facets."""
    now = state()
    known = current_terms(now)
    request = SearchRequest(
        language=language,
        facets={name: tuple(codes) for name, codes in (facets or {}).items()},
        sort=sort,
        size=size,
    )
    using = current_engine()
    answer = using.search(request, ParsedQuery(language=language), now, with_counts=False)
    return SearchResults(
        request=request,
        total=answer.total,
        hits=tuple(presentation.hit(found, language, known) for found in answer.found),
        engine=using.name,
    )


def records_by_code(
    facet: str, codes: Sequence[str], *, language: str, size: int
) -> dict[str, list[Hit]]:
    """The newest records for each of several codes of a facet, in one question to the engine."""
    known = terms()
    return {
        code: [presentation.hit(found, language, known) for found in documents]
        for code, documents in current_engine().by_code(facet, list(codes), size).items()
    }


def counts(facet: str, within: Mapping[str, Sequence[str]] | None = None) -> dict[str, int]:
    """How many records there are for each code of a facet, among those with the codes ``within``."""
    request = SearchRequest(
        language="en",
        facets={name: tuple(codes) for name, codes in (within or {}).items()},
        size=0,
    )
    answer = current_engine().search(request, ParsedQuery(), state())
    return answer.counts.get(facet, {})


def similar(key: uuid.UUID, language: str, limit: int = 4) -> list[tuple[Hit, str]]:
    """Records like this one, each with the reason in words."""
    mine = SearchDocument.objects.filter(key=key, deleted=False).first()
    if mine is None:
        return []
    known = terms()
    return [
        (
            presentation.hit(found, language, known),
            presentation.shared_reason(found, mine.data["codes"], known, language),
        )
        for found in current_engine().similar(str(key), limit)
    ]


def url_for(*, q: str = "", facets: Mapping[str, Sequence[str]] | None = None) -> str:
    """The address of a search in the active language."""
    return presentation.address(
        SearchRequest(
            language=get_language() or "en",
            q=q,
            facets={name: tuple(codes) for name, codes in (facets or {}).items()},
        )
    )


def suggest(prefix: str, language: str) -> list[SuggestionGroup]:
    """Titles, cities, concepts and provisions that begin like what is typed; ten at most."""
    return suggestions.suggest(prefix, language, terms(), current_engine())
