"""What every engine can do, and what it answers."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.conf import settings

from search import analysis
from search.answer.hits import Fragment
from search.contract import facets
from search.models import SearchDocument, SearchState
from search.request.query import ParsedQuery
from search.request.rarity import NO_WEIGHTS, Weights
from search.request.request import SearchRequest

# What both engines hold to, so that a fallback answers alike.
OWN_LANGUAGE_BONUS = 2.0
# So many documents are read at once where all that were found are asked for.
WALKED_AT_ONCE = 500
Counts = dict[str, dict[str, int]]


def likeness_weights() -> dict[str, int]:
    """How much one shared code of a facet says where records like another are looked for."""
    return {facet.name: facet.likeness for facet in facets() if facet.likeness}


def words_of_names(texts: Mapping[str, Any]) -> set[str]:
    """The folded words of the organisations that take part, of all languages of a document.

    Each name of several words stands among them as one word too, with and without its small words: who types
    it whole is looking for just that.
    """
    found: set[str] = set()
    for language, text in texts.items():
        for name in text.get("names", ()):
            words = analysis.words(name, language)
            found.update(words)
            for small in (frozenset[str](), *map(analysis.stop_words, analysis.LANGUAGES)):
                telling = [word for word in words if word not in small]
                if len(telling) > 1:
                    found.add("".join(telling))
    return found


def uses_elasticsearch() -> bool:
    """Whether ``ELASTICSEARCH_URL`` names a node."""
    return bool(settings.ELASTICSEARCH_URL)


class EngineUnavailable(Exception):
    """The engine does not answer now; another one has to."""


@dataclass(frozen=True)
class Found:
    """One document that was found: its key, kind, data as stored, and its score (higher is better).

    ``marked``: per language, pieces of text around the words that were found.
    """

    key: str
    kind: str
    data: dict[str, Any]
    score: float
    published_at: Any = None
    reviewed_on: Any = None
    marked: Mapping[str, tuple[Fragment, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, row: SearchDocument) -> Found:
        """A document that was asked for by name."""
        return cls(str(row.key), row.kind, row.data, 0.0, row.published_at, row.reviewed_on)


@dataclass(frozen=True)
class EngineAnswer:
    """What an engine found.

    ``counts``: per facet and code, how many documents there would be with that code, ignoring what is
    chosen in the same facet. ``total_without``: per chosen facet (``years`` for the years), how many
    there would be without it. ``relaxed``: hardly anything has all words, so most had to do; ``complete``
    documents have all, and come first. ``said``: what each word says, where not all had to be met.
    ``spellings``: for typed words that no text has, published words near to them.
    ``counted_among``: the counts are of so many of the results; 0 where they are of all.
    """

    total: int
    found: list[Found]
    counts: Counts = field(default_factory=dict)
    total_without: dict[str, int] = field(default_factory=dict)
    relaxed: bool = False
    complete: int = 0
    said: Weights = NO_WEIGHTS
    spellings: dict[str, list[str]] = field(default_factory=dict)
    counted_among: int = 0


class Engine(Protocol):
    """An index over the documents of the search table."""

    name: str

    def search(
        self,
        request: SearchRequest,
        query: ParsedQuery,
        state: SearchState,
        *,
        exact: bool = False,
    ) -> EngineAnswer:
        """Answer a request; ``exact``: count all results, however long that takes."""

    def best(self, request: SearchRequest, query: ParsedQuery) -> list[Found]:
        """Only the first page of the answer: nothing is counted, nothing marked."""

    def walk(
        self,
        request: SearchRequest,
        query: ParsedQuery,
        said: Weights,
        *,
        among: Sequence[uuid.UUID] | None = None,
        after: int = 0,
    ) -> Iterator[list[uuid.UUID]]:
        """The keys of all that a request finds, in the order of their numbers, some hundreds at a time.

        However many there are, no more than these few are held. ``said``: as the search answered. ``among``:
        only of these, of which there are no more than are given at once. ``after``: those with a higher
        number, where a list goes on that broke off. Raises
        :class:`EngineUnavailable`, in the middle too.
        """

    def titles(self, prefix: str, language: str, limit: int) -> list[Found]:
        """Documents with a word in their title that begins like the last word of ``prefix``."""

    def similar(self, key: str, codes: Mapping[str, Sequence[str]], limit: int) -> list[Found]:
        """Documents that share codes with this one (``codes``: its own), the likest first."""

    def by_code(
        self, facet: str, codes: list[str], limit: int, within: Mapping[str, Sequence[str]]
    ) -> dict[str, list[Found]]:
        """The newest documents for each of several codes of a facet, among those with codes ``within``."""

    def put(self, rows: Iterable[SearchDocument]) -> None:
        """Take over documents; tombstones are removed."""

    def rebuild(self, progress: Callable[[int, int], None]) -> int:
        """Fill the index again from the table; returns how many documents are in it."""
