"""Ordinary words in six languages: what a typed word is called elsewhere."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from search import analysis
from search.contract import Word
from search.words.german import LONGEST_COMPOUND, SHORTEST_PART

LONGEST_PHRASE = 3
# So many senses of a word, and so many forms of a sense in each language, are looked for.
MAX_SENSES, MAX_FORMS = 3, 3
MAX_FORM_LENGTH = 80
# Words are one that have so many first letters in common, where the known and the typed one go on with so
# few others.
SAME_BEGINNING = 6
ENDINGS, TURKISH_ENDINGS = (2, 2), (3, 20)
# What German puts between the parts of a compound.
_LINKS = ("", "s", "es", "n", "en", "er")
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What a typed word is looked for as, in the texts of one language alone."""

    language: str
    text: str
    stems: Phrase
    weight: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """One row of the lexicon: its forms by language, the commonest first."""

    code: str
    forms: tuple[Form, ...]


class Lexicon:
    """A snapshot of all registered words, found by what is typed in whatever language."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._exact: dict[tuple[str, Phrase], list[Sense]] = defaultdict(list)
        self._stemmed: dict[tuple[str, Phrase], list[Sense]] = defaultdict(list)
        for word in words:
            self._learn(word)
        self._sorted: dict[str, list[str]] = defaultdict(list)
        for language, phrase in sorted(self._exact):
            if len(phrase) == 1:
                self._sorted[language].append(phrase[0])

    def _learn(self, word: Word) -> None:
        forms = []
        for language, texts in word.forms.items():
            if language not in analysis.LANGUAGES:
                continue
            for text in texts:
                folded = tuple(analysis.words(text[:MAX_FORM_LENGTH], language))
                if folded:
                    stems = tuple(analysis.stem(each, language) for each in folded)
                    forms.append((folded, Form(language, text, stems, min(1.0, word.weight))))
        sense = Sense(word.code, tuple(form for _folded, form in forms))
        for folded, form in forms:
            for known, key in ((self._exact, folded), (self._stemmed, form.stems)):
                # With and without the small words: "plan d'action", "plan of action".
                for phrase in {key, tuple(_without_stop_words(key, folded, form.language))}:
                    # One word of a phrase is not that phrase as it is written: "saldırıdan sonra".
                    if known is self._exact and len(phrase) == 1 < len(key):
                        continue
                    if 0 < len(phrase) <= LONGEST_PHRASE:
                        senses = known[form.language, phrase]
                        if sense not in senses:
                            senses.append(sense)
            if len(folded) == 1:
                for way in analysis.stem_forms(folded[0], form.language)[1:]:
                    senses = self._stemmed[form.language, (way,)]
                    if sense not in senses:
                        senses.append(sense)
            for parts, whole in analysis.joined(form.text, form.language):
                if parts == folded:
                    self._exact[form.language, (whole,)].append(sense)

    def recognise(self, words: Sequence[str], language: str) -> list[Sense]:
        """The senses of these typed words in a language: as they are written, else by their stems."""
        return self.exactly(words, language) or self._by_stems(words, language)

    def exactly(self, words: Sequence[str], language: str) -> list[Sense]:
        """The senses of which a form is written as these words are."""
        folded = tuple(analysis.fold(word, language) for word in words)
        found = self._exact.get((language, folded), [])
        if not found and len(folded) > 2:
            # Other small words between, or more: "agents de la ville".
            folded = tuple(_without_stop_words(folded, folded, language))
            found = self._exact.get((language, folded), []) if len(folded) > 1 else []
        return found[:MAX_SENSES]

    def _by_stems(self, words: Sequence[str], language: str) -> list[Sense]:
        folded = [analysis.fold(word, language) for word in words]
        stems = tuple(analysis.stem(word, language) for word in folded)
        found = self._stemmed.get((language, stems), [])
        if not found and len(folded) > 2:
            telling = tuple(_without_stop_words(stems, folded, language))
            found = self._stemmed.get((language, telling), []) if len(telling) > 1 else []
        if len(folded) == 1:
            ways = [(way,) for way in analysis.stem_forms(folded[0], language)[1:]]
            for known in (self._exact, self._stemmed):
                for way in ways:
                    found = found or known.get((language, way), [])
            if not found and language != "en":
                near = self._by_beginning(folded[0], language)
                found = self._exact.get((language, (near,)), [])
        return found[:MAX_SENSES]

    def _by_beginning(self, word: str, language: str) -> str:
        """The word with the same beginning, where the stemmer does not see that they are one; or nothing.

        Italian quartieri and quartiere have different stems; Turkish adds endings to endings, more than a
        stemmer takes off: değerlendirilmesi goes on from değerlendirme.
        """
        known = self._sorted[language]
        place = bisect(known, word)
        near = known[max(0, place - 2) : place + 2]
        same = {other: _same_letters(other, word) for other in near}
        best = max(near, key=lambda other: (same[other], -len(other)), default="")
        if same.get(best, 0) < SAME_BEGINNING:
            return ""
        ends = len(best) - same[best], len(word) - same[best]
        most = TURKISH_ENDINGS if language == "tr" else ENDINGS
        return best if ends[0] <= most[0] and ends[1] <= most[1] else ""

    def compound(self, word: str, is_known: Callable[[str], bool]) -> tuple[str, str] | None:
        """The two parts of a German compound that the lexicon lacks as a whole; or None.

        A part is one that the lexicon has, or that ``is_known`` elsewhere.
        """
        folded = analysis.fold(word, "de")
        if not 2 * SHORTEST_PART <= len(folded) <= LONGEST_COMPOUND:
            return None
        for place in range(SHORTEST_PART, len(folded) - SHORTEST_PART + 1):
            # The longest last part first: it says what the thing is.
            last = folded[place:]
            if not (self.recognise([last], "de") or is_known(last)):
                continue
            for link in _LINKS:
                first = folded[: place - len(link)] if folded[:place].endswith(link) else ""
                if len(first) >= SHORTEST_PART and (
                    self.recognise([first], "de") or is_known(first)
                ):
                    return first, last
        return None


def _same_letters(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _without_stop_words(key: Sequence[str], folded: Sequence[str], language: str) -> Iterator[str]:
    stop_words = analysis.stop_words(language)
    for part, word in zip(key, folded, strict=True):
        if word not in stop_words:
            yield part


@lru_cache(maxsize=2)
def lexicon_of(words: tuple[Word, ...]) -> Lexicon:
    """The snapshot of a list of words; made once for a list, whatever else of the vocabulary changes."""
    return Lexicon(words)
