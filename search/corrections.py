"""Did you mean: words near to a typed one that nothing was found for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from search import analysis
from search.addresses import address
from search.queries import ParsedQuery
from search.requests import SearchRequest
from search.results import Link
from search.terms import Terms, names

CLOSE_ENOUGH = 0.78
MAX_CORRECTIONS = 3


def corrections(
    request: SearchRequest, query: ParsedQuery, terms: Terms, spellings: Mapping[str, Sequence[str]]
) -> list[Link]:
    """Words near to what was typed; offered, never searched for in its place.

    ``spellings`` are published words that the engine offers. Those of the vocabulary come first: the
    reader's language before the others.
    """
    found: list[Link] = []
    own, others = _known_words(terms, request.language)
    for clause in query.positive:
        if clause.terms or len(clause.words) != 1:
            continue
        typed = clause.words[0]
        folded = analysis.fold(typed, request.language)
        if folded in own or folded in others:
            continue
        offered: list[str] = []
        for known in (own, others):
            nearest = get_close_matches(folded, known, n=MAX_CORRECTIONS, cutoff=CLOSE_ENOUGH)
            offered = [known[near] for near in nearest]
            if offered:
                break
        published = next(
            (
                near
                for word, near in spellings.items()
                if analysis.fold(word, request.language) == folded
            ),
            [],
        )
        for word in dict.fromkeys([*offered, *published]):
            words = request.q.replace(typed, word)
            found.append(Link(words, address(replace(request, q=words, page=1))))
    return found[:MAX_CORRECTIONS]


def _known_words(terms: Terms, language: str) -> tuple[dict[str, str], dict[str, str]]:
    """Words of labels and synonyms by their folded form: in one language, and in all others."""
    own: dict[str, str] = {}
    others: dict[str, str] = {}
    for term in terms.all():
        if not term.match:
            continue
        for name_language, name in names(term):
            words = own if name_language == language else others
            for word in analysis.split(name, name_language):
                if len(word) > 3:
                    words.setdefault(analysis.fold(word, name_language), word)
    return own, others
