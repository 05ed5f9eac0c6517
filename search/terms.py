"""All terms of all facets, as the registered rooms know them now."""

from __future__ import annotations

import threading
import uuid
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from search import analysis
from search.contract import Term, facets, registered_words
from search.models import SearchState
from search.words.lexicon import Lexicon, lexicon_of
from search.words.spellings import ways

ACRONYM_LENGTH, SHORTEST_SPELT = 4, 5
# Names that a process remembers as read: the vocabulary is learnt anew whenever a word of it changes.
KNOWN_NAMES = 16_384
Phrase = tuple[str, ...]


class Terms:
    """A snapshot of the vocabulary: labels, places in the tree, and what typed words mean."""

    def __init__(self, terms: Sequence[Term], lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or Lexicon(())
        self._terms: dict[str, dict[str, Term]] = defaultdict(dict)
        for term in sorted(terms, key=lambda term: term.order):
            self._terms[term.facet][term.code] = term
        self._former = {(term.facet, code): term.code for term in terms for code in term.former}
        self._labels: dict[tuple[str, str], dict[str, str]] = {}
        self._phrases: dict[Phrase, list[Term]] = defaultdict(list)
        self._exact: dict[Phrase, set[tuple[str, str]]] = defaultdict(set)
        self._label_stems: dict[tuple[str, str], dict[str, frozenset[str]]] = {}
        self._acronyms: dict[str, list[Term]] = defaultdict(list)
        self._spelt: dict[str, list[Term]] = defaultdict(list)
        # Single German words that name a term: parts of compounds.
        self.german_words: set[str] = set()
        for term in terms:
            if term.match:
                self._learn(term)
        self._places = {
            (facet, code): self._place(facet, code, positions)
            for facet, known in self._terms.items()
            for positions in [{code: number for number, code in enumerate(known)}]
            for code in known
        }
        self.longest_phrase = max((len(phrase) for phrase in self._phrases), default=0)

    def _learn(self, term: Term) -> None:
        self._label_stems[term.facet, term.code] = {
            language: frozenset(_stems(_read_name(name, language)[1][0], language))
            for language, name in term.labels.items()
        }
        for language, name in all_names(term):
            words, phrases = _read_name(name, language)
            if len(words) == 1 and len(words[0]) <= ACRONYM_LENGTH and words[0].isupper():
                _add(self._acronyms[words[0]], term)
            else:
                for phrase in phrases:
                    self._exact[phrase].add((term.facet, term.code))
                    _add(self._phrases[_stems(phrase, language)], term)
            if language == "de" and len(words) == 1 and term.facet != "city":
                self.german_words.update(phrases[0])
            if len(words) == 1 and len(words[0]) >= SHORTEST_SPELT:
                for way in ways(words[0]):
                    _add(self._spelt[way], term)

    def get(self, facet: str, code: str) -> Term | None:
        """The term with this code, or None."""
        return self._terms.get(facet, {}).get(code)

    def current_code(self, facet: str, code: str) -> str | None:
        """The code itself, or the one into which it was merged; None of what nobody knows."""
        return code if self.get(facet, code) else self._former.get((facet, code))

    def codes(self, facet: str) -> list[str]:
        """All codes of a facet, in the vocabulary's order."""
        return list(self._terms.get(facet, {}))

    def top_codes(self, facet: str) -> list[str]:
        """The codes of a facet that stand below no other."""
        return [code for code, term in self._terms.get(facet, {}).items() if not term.broader]

    def place(self, facet: str, code: str) -> tuple[int, ...]:
        """Where a code stands in the tree of its facet: sorts each value behind its broader one."""
        return self._places[facet, code]

    def _place(self, facet: str, code: str, positions: dict[str, int]) -> tuple[int, ...]:
        line = [code, *self.ancestors(facet, code)]
        return tuple(positions[each] for each in reversed(line) if each in positions)

    def all(self) -> Iterator[Term]:
        """Every term."""
        for terms in self._terms.values():
            yield from terms.values()

    def label(self, facet: str, code: str, language: str) -> str:
        """What the code is called in a language, else in English; an unknown code is shown as it is."""
        return self.labels(facet, language).get(code, code)

    def label_of_one(self, facet: str, code: str, language: str) -> str:
        """What one record of a kind is called: "Practice", where the label says "Practices"."""
        term = self.get(facet, code)
        one = term and (term.singular.get(language) or term.singular.get("en"))
        return one or self.label(facet, code, language)

    def labels(self, facet: str, language: str) -> dict[str, str]:
        """The labels of all codes of a facet, made once: a page of results reads hundreds of them."""
        if (facet, language) not in self._labels:
            known = self._terms.get(facet, {})
            self._labels[facet, language] = {
                code: label(term, language) for code, term in known.items()
            }
        return self._labels[facet, language]

    def ancestors(self, facet: str, code: str) -> list[str]:
        """The broader codes, nearest first."""
        found: list[str] = []
        term = self.get(facet, code)
        while term and term.broader and term.broader not in found:
            found.append(term.broader)
            term = self.get(facet, term.broader)
        return found

    def recognise(self, words: Sequence[str]) -> list[Term]:
        """The terms that these typed words name, in whatever language; empty if none."""
        if len(words) == 1 and words[0] in self._acronyms:
            return self._acronyms[words[0]]
        found: list[Term] = []
        for language in analysis.LANGUAGES:
            phrase = _stems([analysis.fold(word, language) for word in words], language)
            found.extend(term for term in self._phrases.get(phrase, []) if term not in found)
        if not found and len(words) == 1 and len(words[0]) >= SHORTEST_SPELT:
            # "Moskva", "Koeln": a name in other letters.
            for way in sorted(ways(words[0])):
                found.extend(term for term in self._spelt.get(way, []) if term not in found)
        return found

    def is_written_so(self, term: Term, words: Sequence[str]) -> bool:
        """Whether a name of the term is written as these words are, endings and all."""
        spelt = {tuple(analysis.fold(word, code) for word in words) for code in analysis.LANGUAGES}
        acronym = term in self._acronyms.get(words[0], ()) if len(words) == 1 else False
        return acronym or any((term.facet, term.code) in self._exact.get(w, ()) for w in spelt)

    def that_begin(self, typed: Sequence[str]) -> set[tuple[str, str]]:
        """``(facet, code)`` of terms of which one name has, for each typed word, a word beginning like it.

        However they are spelt, in whatever language.
        """
        found = [self._with_beginning(word) for word in typed]
        terms = set.intersection(*found) if found else set()
        return terms if len(typed) < 2 else {key for key in terms if self._begins(key, typed)}

    def _with_beginning(self, typed: str) -> set[tuple[str, str]]:
        known = self._beginnings
        found = set()
        for way in ways(typed):
            place = bisect_left(known, (way, "", ""))
            while place < len(known) and known[place][0].startswith(way):
                found.add(known[place][1:])
                place += 1
        return found

    @cached_property
    def _beginnings(self) -> list[tuple[str, str, str]]:
        """Each way of each word of each name, in order, with its term."""
        return sorted(
            {
                (way, term.facet, term.code)
                for term in self.all()
                for language, name in all_names(term)
                for word in analysis.split(name, language)
                for way in ways(word)
            }
        )

    def _begins(self, key: tuple[str, str], typed: Sequence[str]) -> bool:
        """Whether it is one name that has all the words."""
        parts = [tuple(ways(part)) for part in typed]
        for language, name in all_names(self._terms[key[0]][key[1]]):
            own = [ways(word) for word in analysis.split(name, language)]
            if all(any(way.startswith(part) for word in own for way in word) for part in parts):
                return True
        return False

    def label_has(self, term: Term, word: str) -> bool:
        """Whether a word stands in one of the term's labels."""
        return any(
            analysis.stem(analysis.fold(word, language), language) in stems
            for language, stems in self._label_stems.get((term.facet, term.code), {}).items()
        )

    def has_name(self, term: Term, stems: Phrase) -> bool:
        """Whether the term has a name with these stems, in whatever language."""
        return term in self._phrases.get(stems, ())

    def named_in(self, text: str, language: str) -> list[Term]:
        """The terms that a text in a language names by label or synonym, those named most often first."""
        words = [analysis.fold(word, language) for word in analysis.split(text, language)]
        stems = [analysis.stem(word, language) for word in words]
        found: Counter[tuple[str, str]] = Counter()
        for start in range(len(stems)):
            for end in range(start + 1, min(start + self.longest_phrase, len(stems)) + 1):
                named = self._phrases.get(tuple(stems[start:end]), ())
                found.update((term.facet, term.code) for term in named)
        return [self._terms[facet][code] for (facet, code), _times in found.most_common()]


def _stems(folded: Sequence[str], language: str) -> Phrase:
    return tuple(analysis.stem(word, language) for word in folded)


def _add(terms: list[Term], term: Term) -> None:
    if term not in terms:
        terms.append(term)


@lru_cache(maxsize=KNOWN_NAMES)
def _read_name(name: str, language: str) -> tuple[Phrase, tuple[Phrase, ...]]:
    """The words of a name, and its folded phrases: as written, then as one where some write it so."""
    words = tuple(analysis.split(name, language))
    folded = tuple(analysis.fold(word, language) for word in words)
    as_one = ((whole,) for parts, whole in analysis.joined(name, language) if parts == folded)
    return words, (folded, *as_one)


def names(term: Term) -> Iterator[tuple[str, str]]:
    """All labels and synonyms of a term, each with its language."""
    for language, name in term.labels.items():
        yield language, name
    for language, synonyms in term.synonyms.items():
        for synonym in synonyms:
            yield language, synonym


def all_names(term: Term) -> Iterator[tuple[str, str]]:
    """The same, and the names by which a term is recognised alone."""
    yield from names(term)
    for name in term.exonyms:
        yield "en", name


def label(term: Term, language: str) -> str:
    """A term's label in a language, else in English, else its code."""
    return term.labels.get(language) or term.labels.get("en") or term.code


_lock = threading.Lock()
_cached: tuple[uuid.UUID, Terms] | None = None


def current_terms(state: SearchState) -> Terms:
    """The snapshot that belongs to ``state``; read once per change of the vocabulary and process."""
    global _cached
    cached = _cached
    if cached and cached[0] == state.terms_stamp:
        return cached[1]
    with _lock:
        # Whoever waited here finds what the one before has read.
        if _cached and _cached[0] == state.terms_stamp:
            return _cached[1]
        listed = [term for facet in facets() for term in facet.terms()]
        snapshot = Terms(listed, lexicon_of(registered_words()))
        _cached = (state.terms_stamp, snapshot)
        return snapshot
