"""What words mean, whatever their language: concepts of the vocabulary and rows of the lexicon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kb.lexicon.table import LexiconRow
from practices.submission.guard.likeness.signs import function_words, sound
from search import analysis
from search.terms import Terms, names

MOST_WORDS = 1_500
KNOWN_WORDS, KNOWN_TEXTS = 20_000, 1_000
LONGEST_WORD = 40
# Shorter beginnings of Turkish words, and pieces of German ones, say too little.
SHORTEST_BEGINNING, SHORTEST_PIECE, LONGEST_ENDING = 4, 4, 9
LINKS = ("", "s", "es", "n", "en", "er", "e")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A word or phrase with what it is known by: ``word`` as stem of its ``language``, meanings, sound.

    ``meanings``: language-free ids, each with how sure it is (0 to 1). ``typed``: as it stands, folded.
    """

    word: str
    typed: str
    meanings: tuple[tuple[str, float], ...]
    sound: str


class Senses:
    """All phrases with a meaning, by language: made once for a vocabulary and a lexicon."""

    def __init__(self, terms: Terms, rows: Sequence[LexiconRow]) -> None:
        self._phrases: dict[str, dict[Phrase, dict[str, float]]] = {
            language: defaultdict(dict) for language in analysis.LANGUAGES
        }
        self._names: dict[str, dict[str, str]] = defaultdict(dict)
        for term in terms.all():
            if term.match:
                for language, name in names(term):
                    self._learn(language, name, f"{term.facet}:{term.code}", 1.0)
        for row in rows:
            for language, forms in row.forms.items():
                for form in forms:
                    self._learn(language, form, f"word:{row.code}", row.weight)
        self._longest = {
            language: max((len(phrase) for phrase in phrases), default=1)
            for language, phrases in self._phrases.items()
        }
        self._single = lru_cache(maxsize=KNOWN_WORDS)(self._meanings_of_word)
        # The same records are compared again with each case of their city.
        self.tokens = lru_cache(maxsize=KNOWN_TEXTS)(self._read)

    def _learn(self, language: str, name: str, meaning: str, weight: float) -> None:
        if language not in self._phrases:
            return
        phrase = tuple(
            analysis.stem(word, language)
            for word in analysis.words(name, language)
            if word not in function_words(language)
        )
        if phrase:
            known = self._phrases[language][phrase]
            known[meaning] = max(weight, known.get(meaning, 0.0))
        if len(phrase) == 1:
            self._names[meaning].setdefault(language, name)

    def names(self, token: Token) -> list[str]:
        """What a word's meanings are called in one word, in each language."""
        found = (self._names[meaning].values() for meaning, _sure in token.meanings)
        return list(dict.fromkeys(name for names in found for name in names))

    def _read(self, text: str, language: str) -> tuple[Token, ...]:
        """The words of a text that carry meaning, each phrase with a meaning as one; bounded."""
        words = [
            word[:LONGEST_WORD]
            for word in analysis.words(text, language)
            if word not in function_words(language)
        ][:MOST_WORDS]
        return tuple(self._tokens(words, language))

    def _tokens(self, words: list[str], language: str) -> Iterator[Token]:
        stems = [analysis.stem(word, language) for word in words]
        phrases = self._phrases[language]
        start = 0
        while start < len(words):
            for length in range(min(self._longest[language], len(words) - start), 1, -1):
                found = phrases.get(tuple(stems[start : start + length]))
                if found:
                    joined = "-".join(stems[start : start + length])
                    yield Token(joined, "", tuple(found.items()), "")
                    break
            else:
                length = 1
            # Inside a phrase too: another text may say a part of it.
            for place in range(start, start + length):
                if len(words[place]) > 1 or words[place].isdigit():
                    yield Token(
                        stems[place],
                        words[place],
                        self._single(words[place], language),
                        sound(words[place]),
                    )
            start += length

    def _meanings_of_word(self, word: str, language: str) -> tuple[tuple[str, float], ...]:
        phrases = self._phrases[language]
        found = phrases.get((analysis.stem(word, language),))
        if found is None and language == "tr":
            found = self._by_beginning(word, phrases)
        if found is None and language == "de":
            found = self._of_pieces(word, phrases)
        return tuple(found.items()) if found else ()

    @staticmethod
    def _by_beginning(
        word: str, phrases: dict[Phrase, dict[str, float]]
    ) -> dict[str, float] | None:
        """Turkish endings are many: the longest beginning that is a word."""
        shortest = max(SHORTEST_BEGINNING, len(word) - LONGEST_ENDING)
        for length in range(len(word) - 1, shortest - 1, -1):
            found = phrases.get((word[:length],))
            if found:
                return found
        return None

    @staticmethod
    def _of_pieces(word: str, phrases: dict[Phrase, dict[str, float]]) -> dict[str, float] | None:
        """German compounds: what their first and their last known piece mean."""
        found: dict[str, float] = {}
        for length in range(len(word) - SHORTEST_PIECE, SHORTEST_PIECE - 1, -1):
            head = word[:length]
            pieces = (head.removesuffix(link) for link in LINKS if head.endswith(link))
            known = next(
                (
                    phrases[stemmed,]
                    for piece in pieces
                    if len(piece) >= SHORTEST_PIECE
                    and (stemmed := analysis.stem(piece, "de"),) in phrases
                ),
                None,
            )
            if known:
                found.update(known)
                break
        for length in range(SHORTEST_PIECE, len(word) - SHORTEST_PIECE + 1):
            known = phrases.get((analysis.stem(word[length:], "de"),))
            if known:
                found.update(known)
                break
        return found or None


@lru_cache(maxsize=2)
def senses(terms: Terms, rows: tuple[LexiconRow, ...]) -> Senses:
    """The senses of a vocabulary as it is now; kept as long as it stands."""
    return Senses(terms, rows)
