"""Ordinary words in six languages: what a typed word is called elsewhere."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile, zip_longest

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
# Rows that share stems in so many other languages are of one family: "train", "training".
FAMILY = 2
# A form that differs from what was typed in so few letters is that word in another case or number.
SAME_WORD = 2
ENDINGS, TURKISH_ENDINGS = (2, 2), (3, 20)
# What German puts between the parts of a compound.
_LINKS = ("", "s", "es", "n", "en", "er")
# So many senses that queries asked for lately stay made.
KEPT_SENSES = 500
# So many related rows of each, the nearest first.
MOST_RELATED = 8
Phrase = tuple[str, ...]
Rows = tuple[int, ...]


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
    """A snapshot of all registered words, found by what is typed in whatever language.

    It has tens of thousands of forms and stands in every process, so it holds no object for each of them:
    only what may be typed, as one string with its language, and the numbers of the rows that mean it. The
    forms of a row are made when a query needs them.
    """

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._related = _both_ways(words)
        self._exact: dict[str, Rows] = {}
        self._stemmed: dict[str, Rows] = {}
        # The first forms of all rows first: of several rows those count in which a word stands foremost.
        rows = ((place, row, form) for row, word in _rows(words) for place, form in _placed(word))
        for _place, row, form in sorted(rows, key=lambda one: one[0]):
            self._learn(row, *form)
        # Phrases have a second blank: the first one parts a word from its language.
        self._sorted = sorted(key for key in self._exact if key.count(" ") == 1)
        self._sense = lru_cache(maxsize=KEPT_SENSES)(self._make_sense)
        self.others = lru_cache(maxsize=KEPT_SENSES)(self._others)

    def _learn(self, row: Rows, language: str, text: str, folded: Phrase) -> None:
        stems = tuple(analysis.stem(each, language) for each in folded)
        for known, key in ((self._exact, folded), (self._stemmed, stems)):
            # With and without the small words: "plan d'action", "plan of action".
            for phrase in {key, tuple(_without_stop_words(key, folded, language))}:
                # One word of a phrase is not that phrase as it is written: "saldırıdan sonra".
                if known is self._exact and len(phrase) == 1 < len(key):
                    continue
                # The Italian stem of "perito" is "per", of which every query is full.
                if known is self._stemmed and set(phrase) <= analysis.stop_words(language):
                    continue
                if 0 < len(phrase) <= LONGEST_PHRASE:
                    _note(known, language, phrase, row)
        if len(folded) == 1:
            for way in analysis.ways_beside(folded[0], language):
                _note(self._stemmed, language, (way,), row)
        for parts, whole in analysis.joined(text, language):
            if parts == folded:
                _note(self._exact, language, (whole,), row)

    def _make_sense(self, number: int) -> Sense:
        word = self._words[number]
        return Sense(
            word.code,
            tuple(
                Form(
                    language,
                    text,
                    tuple(analysis.stem(each, language) for each in folded),
                    min(1.0, word.weight),
                )
                for language, text, folded in _forms(word)
            ),
        )

    def related(self, senses: Iterable[Sense]) -> list[Sense]:
        """The senses that are related to these, the nearest of each first; none of themselves."""
        known = dict.fromkeys(sense.code for sense in senses)
        lists = [self._related.get(code, ()) for code in known]
        found = dict.fromkeys(number for numbers in zip_longest(*lists) for number in numbers)
        senses = [self._sense(number) for number in found if number is not None]
        return [sense for sense in senses if sense.code not in known]

    def recognise(self, words: Sequence[str], language: str) -> list[Sense]:
        """The senses of these typed words in a language: as they are written, else by their stems."""
        return self.exactly(words, language) or self._senses(self._by_stems(words, language))

    def exactly(self, words: Sequence[str], language: str) -> list[Sense]:
        """The senses of which a form is written as these words are."""
        folded = tuple(analysis.fold(word, language) for word in words)
        found = self._exact.get(_key(language, folded), ())
        if not found and len(folded) > 2:
            # Other small words between, or more: "agents de la ville".
            folded = tuple(_without_stop_words(folded, folded, language))
            found = self._exact.get(_key(language, folded), ()) if len(folded) > 1 else ()
        return self._senses(found)

    def as_written(self, words: Sequence[str], language: str) -> bool:
        """Whether a form has exactly these words, small ones too: "à l'étranger"."""
        folded = tuple(analysis.fold(word, language) for word in words)
        return _key(language, folded) in self._exact

    def _others(self, word: str, language: str) -> frozenset[str]:
        """Folded words of a language that share the stem of a word and mean something else.

        French "mairie" is none of "maire", though both have one stem. Words of one family are no others: they
        share a stem in several languages, as "train" and "training" do.
        """
        folded = analysis.fold(word, language)
        meant = self._exact.get(_key(language, (folded,)), ()) or self._by_stems([word], language)
        stem = analysis.stem(folded, language)
        alike = self._stemmed.get(_key(language, (stem,)), ())
        if not meant or set(alike) <= set(meant):
            return frozenset()
        family = {name for number in meant for name in self._elsewhere(number, language)}
        return frozenset(
            words[0]
            for number in alike
            if number not in meant and len(family & self._elsewhere(number, language)) < FAMILY
            for code, _text, words in _forms(self._words[number])
            if code == language and len(words) == 1 and analysis.stem(words[0], code) == stem
            if not set(self._exact.get(_key(code, words), ())) & set(meant)
        )

    def _elsewhere(self, number: int, language: str) -> set[tuple[str, Phrase]]:
        """The stems of a row's forms in all other languages."""
        return {
            (form.language, form.stems)
            for form in self._sense(number).forms
            if form.language != language
        }

    def _nearest(self, rows: Rows, word: str, language: str) -> Rows:
        """Of rows that share a stem with a word, those first of which a form is written most like it.

        Alone, where it is that word with another ending: Italian "comuni" has one stem with comune,
        comunismo and comunicare.
        """
        if len(rows) < 2:
            return rows
        far = {
            number: min(
                (
                    _apart(words[0], word)
                    for code, _text, words in _forms(self._words[number])
                    if code == language and len(words) == 1
                ),
                default=len(word),
            )
            for number in rows
        }
        nearest = min(far.values())
        if nearest > SAME_WORD:
            return tuple(sorted(rows, key=lambda number: far[number]))
        return tuple(number for number in rows if far[number] == nearest)

    def _senses(self, rows: Rows) -> list[Sense]:
        return [self._sense(number) for number in rows[:MAX_SENSES]]

    def _by_stems(self, words: Sequence[str], language: str) -> Rows:
        folded = [analysis.fold(word, language) for word in words]
        stems = tuple(analysis.stem(word, language) for word in folded)
        found = self._stemmed.get(_key(language, stems), ())
        if not found and len(folded) > 2:
            telling = tuple(_without_stop_words(stems, folded, language))
            found = self._stemmed.get(_key(language, telling), ()) if len(telling) > 1 else ()
        if len(folded) == 1:
            found = self._nearest(found, folded[0], language)
            ways = analysis.stem_forms(folded[0], language)[1:]
            for known in (self._exact, self._stemmed):
                for way in ways:
                    found = found or known.get(_key(language, (way,)), ())
            if not found and language != "en":
                found = self._exact.get(self._by_beginning(folded[0], language), ())
        return found

    def _by_beginning(self, word: str, language: str) -> str:
        """The key of a word with the same beginning, where the stemmer does not see that they are one.

        Empty where there is none. Italian quartieri and quartiere have different stems; Turkish adds endings
        to endings, more than a stemmer takes off: değerlendirilmesi goes on from değerlendirme.
        """
        typed = _key(language, (word,))
        place = bisect(self._sorted, typed)
        near = self._sorted[max(0, place - 2) : place + 2]
        same = {other: _same_letters(other, typed) for other in near}
        best = max(near, key=lambda other: (same[other], -len(other)), default="")
        if same.get(best, 0) < SAME_BEGINNING + len(_key(language, ())):
            return ""
        ends = len(best) - same[best], len(typed) - same[best]
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


def _key(language: str, phrase: Phrase) -> str:
    """A phrase of a language as one string."""
    return f"{language} {' '.join(phrase)}"


def _note(known: dict[str, Rows], language: str, phrase: Phrase, row: Rows) -> None:
    """A phrase means this row too; the rows of most phrases are one tuple, shared by all of them."""
    key = _key(language, phrase)
    before = known.get(key, ())
    if row[0] not in before:
        known[key] = before + row if before else row


def _forms(word: Word) -> Iterator[tuple[str, str, Phrase]]:
    """The forms of a row: language, text, folded words."""
    for language, texts in word.forms.items():
        if language in analysis.LANGUAGES:
            for text in texts:
                words = analysis.split(text[:MAX_FORM_LENGTH], language)
                folded = tuple(analysis.fold(each, language) for each in words)
                if folded:
                    yield language, text, folded


def _both_ways(words: Sequence[Word]) -> dict[str, tuple[int, ...]]:
    """Per code the numbers of the related rows: those that it names, then those that name it."""
    numbers = {word.code: number for number, word in enumerate(words)}
    found = {
        word.code: [numbers[code] for code in word.related if code in numbers]
        for word in words
        if word.related
    }
    for number, word in enumerate(words):
        for code in word.related:
            if code in numbers:
                found.setdefault(code, []).append(number)
    return {code: tuple(dict.fromkeys(rows))[:MOST_RELATED] for code, rows in found.items()}


def _rows(words: Sequence[Word]) -> Iterator[tuple[Rows, Word]]:
    """Each row with its number as the tuple that all its forms share."""
    for number, word in enumerate(words):
        yield (number,), word


def _placed(word: Word) -> Iterator[tuple[int, tuple[str, str, Phrase]]]:
    """The forms of a row, each with its place among those of its language."""
    count: Counter[str] = Counter()
    for form in _forms(word):
        yield count[form[0]], form
        count[form[0]] += 1


def distance(form: str, word: str, language: str) -> int:
    """How many letters a form and a typed word end with otherwise."""
    return _apart(analysis.fold(form, language), analysis.fold(word, language))


def _apart(one: str, other: str) -> int:
    return len(one) + len(other) - 2 * _same_letters(one, other)


def _same_letters(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _without_stop_words(key: Sequence[str], folded: Sequence[str], language: str) -> Iterator[str]:
    stop_words = analysis.stop_words(language)
    for part, word in zip(key, folded, strict=True):
        if word not in stop_words:
            yield part


@lru_cache(maxsize=1)
def lexicon_of(words: tuple[Word, ...]) -> Lexicon:
    """The snapshot of a list of words; made once for a list, whatever else of the vocabulary changes."""
    return Lexicon(words)
