"""Did you mean: words near to a typed one that nothing was found for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache

from search import analysis
from search.answer.results import Link
from search.request.addresses import address
from search.request.query import ParsedQuery
from search.request.request import SearchRequest
from search.terms import Terms, names

CLOSE_ENOUGH = 0.78
LOOKED_AT = 60
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
        if clause.terms or clause.wider or len(clause.words) != 1:
            continue
        typed = clause.words[0]
        folded = analysis.fold(typed, request.language)
        if folded in own.words or folded in others.words:
            continue
        offered: list[str] = []
        for known in (own, others):
            nearest = get_close_matches(
                folded, known.like(folded), n=MAX_CORRECTIONS, cutoff=CLOSE_ENOUGH
            )
            offered = [known.words[near] for near in nearest]
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


class KnownWords:
    """Words by their folded form, and by the pairs of letters in it, so that few need a closer look."""

    def __init__(self) -> None:
        self.words: dict[str, str] = {}
        self._by_pair: dict[str, list[str]] = defaultdict(list)

    def add(self, word: str, folded: str) -> None:
        """Learn a word as it is written."""
        if folded not in self.words:
            self.words[folded] = word
            for pair in _pairs(folded):
                self._by_pair[pair].append(folded)

    def like(self, folded: str) -> list[str]:
        """The words that share most pairs of letters with this one."""
        shared = Counter(word for pair in _pairs(folded) for word in self._by_pair.get(pair, ()))
        return [word for word, _number in shared.most_common(LOOKED_AT)]


def _pairs(word: str) -> set[str]:
    return {word[place : place + 2] for place in range(len(word) - 1)}


@lru_cache(maxsize=12)
def _known_words(terms: Terms, language: str) -> tuple[KnownWords, KnownWords]:
    """Words of labels and synonyms, in one language and in all others; once per vocabulary."""
    own, others = KnownWords(), KnownWords()
    for term in terms.all():
        if not term.match:
            continue
        for name_language, name in names(term):
            known = own if name_language == language else others
            for word in analysis.split(name, name_language):
                if len(word) > 3:
                    known.add(word, analysis.fold(word, name_language))
    return own, others
