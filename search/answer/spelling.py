"""Did you mean: words near to a typed one that nothing was found for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
    """Words near to what was typed, all of one language; offered, never searched for in its place.

    ``spellings`` are published words of the reader's language that the engine offers. That language comes
    first; another one only where it has nothing near.
    """
    known = _known_words(terms)
    unknown = [
        clause.words[0]
        for clause in query.positive
        if not (clause.terms or clause.wider) and len(clause.words) == 1
    ]
    unknown = [
        word
        for word in unknown
        if not any(analysis.fold(word, code) in words.words for code, words in known.items())
    ]
    for language in sorted(known, key=lambda code: code != request.language):
        published = spellings if language == request.language else {}
        if found := list(_near(unknown, request, known[language], language, published)):
            return found[:MAX_CORRECTIONS]
    return []


def _near(
    unknown: Sequence[str],
    request: SearchRequest,
    known: KnownWords,
    language: str,
    published: Mapping[str, Sequence[str]],
) -> Iterator[Link]:
    """The query with one word exchanged for one near to it, of one language."""
    for typed in unknown:
        folded = analysis.fold(typed, language)
        nearest = get_close_matches(
            folded, known.like(folded), n=MAX_CORRECTIONS, cutoff=CLOSE_ENOUGH
        )
        besides = (
            near
            for word, offered in published.items()
            if analysis.fold(word, language) == folded
            for near in offered
        )
        for word in dict.fromkeys([*(known.words[near] for near in nearest), *besides]):
            words = request.q.replace(typed, word)
            yield Link(words, address(replace(request, q=words, page=1)))


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


@lru_cache(maxsize=2)
def _known_words(terms: Terms) -> dict[str, KnownWords]:
    """Words of labels and synonyms by language; once per vocabulary."""
    known = {language: KnownWords() for language in analysis.LANGUAGES}
    for term in terms.all():
        if not term.match:
            continue
        for language, name in names(term):
            for word in analysis.split(name, language):
                if len(word) > 3:
                    known[language].add(word, analysis.fold(word, language))
    return known
