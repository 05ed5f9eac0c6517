"""A text read once into words, for all checks: each goes over the words and looks a few of them around.

So every check takes time that grows with the text alone, whatever somebody has crafted.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

# Letters with their marks and with signs nobody sees, or digits: "16-jährige" is three words and a gap.
WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u00ad\u200b-\u200d])+|\d+")
UNSEEN = re.compile(r"[\u0300-\u036f\u00ad\u200b-\u200d]")
# Letters that do not come apart into a letter and a mark.
PLAIN = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}
)
# What a table of phrases remembers of words it has been asked.
MOST_REMEMBERED, LONGEST_REMEMBERED = 10_000, 40
SENTENCE_END = re.compile(r"[.!?…]['\"”»)\]]*\s|\n|[!?]")
JOINS = frozenset(" \u00a0\u202f\t-‐‑–’'ʼ./")


def folded(word: str) -> str:
    """A word without capitals, accents and unseen signs, in one form for Turkish İ and ı too."""
    if word.isascii():
        return word.lower()
    # A word of ten thousand letters is nobody's, and many of them would fill the memory.
    return _folded(word) if len(word) <= LONGEST_REMEMBERED else _folded.__wrapped__(word)


@lru_cache(maxsize=65_536)
def _folded(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.lower())
    return UNSEEN.sub("", parts).translate(PLAIN).replace("ß", "ss")


class Reading:
    """The words of a text: folded, with their places and the number of the sentence they stand in."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.words: list[str] = []
        self.sentences: list[int] = []
        sentence, last = 0, 0
        for match in WORD.finditer(text):
            start = match.start()
            if self.words and self._ends_sentence(last, start):
                sentence += 1
            last = match.end()
            self.starts.append(start)
            self.ends.append(last)
            self.words.append(folded(match[0]))
            self.sentences.append(sentence)

    def __len__(self) -> int:
        return len(self.words)

    def _ends_sentence(self, start: int, end: int) -> bool:
        gap = self.text[start : min(end, start + 12)]
        if "\n" in gap:
            return True
        if not SENTENCE_END.search(gap):
            return False
        # "Dr. Weber", "ул. Ленина", "3. Mai": a short word, a number or a small letter goes on.
        short = len(self.words[-1]) <= 3 or self.words[-1].isdecimal()
        goes_on = not self.text[end].isupper() and not self.text[end].isdecimal()
        return not (gap.startswith(".") and (short or goes_on))

    def raw(self, index: int) -> str:
        """A word as it is written."""
        return self.text[self.starts[index] : self.ends[index]]

    def gap(self, index: int) -> str:
        """What stands between a word and the one before it; at most eight characters of it."""
        start = self.ends[index - 1] if index else 0
        return self.text[start : min(self.starts[index], start + 8)]

    def after(self, index: int) -> str:
        """What stands between a word and the next; at most eight characters of it."""
        if index + 1 < len(self):
            return self.gap(index + 1)
        return self.text[self.ends[index] : self.ends[index] + 8]

    def is_capital(self, index: int) -> bool:
        """Whether a word begins with a capital letter."""
        return self.text[self.starts[index]].isupper()

    def word_before(self, place: int) -> int:
        """The last word that begins before a place of the text, -1 where none does."""
        return bisect_left(self.starts, place) - 1

    def sentence(self, index: int, most: int = 30) -> range:
        """The words of the sentence that a word stands in, at most so many to either side."""
        number = self.sentences[index]
        start = bisect_left(self.sentences, number, max(0, index - most), index + 1)
        end = bisect_right(self.sentences, number, index, min(len(self), index + most + 1))
        return range(start, end)

    def joined(self, index: int) -> bool:
        """Whether a word follows the one before it as in a phrase: no comma, no end of a sentence."""
        gap = self.gap(index)
        if len(gap) > 3 or not JOINS.issuperset(gap):
            return False
        return not ("." in gap and gap[-1].isspace() and len(self.words[index - 1]) > 4)


class Phrases:
    """Many words and phrases that are looked for at once; ``stem*`` and ``*ending`` stand for many words."""

    def __init__(self, phrases: dict[str, str]) -> None:
        self.exact: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.stems: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.endings: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, meaning in phrases.items():
            first, *rest = (folded(part) for part in _parts(phrase))
            if first.startswith("*"):
                table, key = self.endings, first[1:]
            elif first.endswith("*"):
                table, key = self.stems, first[:-1]
            else:
                table, key = self.exact, first
            table.setdefault(key, []).append((tuple(rest), meaning))
        self.seen: dict[str, Sequence[tuple[tuple[str, ...], str]]] = {}
        self.stem_lengths = sorted({len(key) for key in self.stems}, reverse=True)
        self.ending_lengths = sorted({len(key) for key in self.endings}, reverse=True)

    def at(self, reading: Reading, index: int) -> tuple[int, str] | None:
        """The end and the meaning of the longest phrase that begins with a word."""
        candidates = self._beginning_with(reading.words[index])
        return self._longest(reading, index, candidates) if candidates else None

    def _longest(
        self, reading: Reading, index: int, candidates: Sequence[tuple[tuple[str, ...], str]]
    ) -> tuple[int, str] | None:
        best: tuple[int, str] | None = None
        for rest, meaning in candidates:
            end = index + 1 + len(rest)
            if (best is None or end > best[0]) and _follows(reading, index + 1, rest):
                best = (end, meaning)
        return best

    def _beginning_with(self, word: str) -> Sequence[tuple[tuple[str, ...], str]]:
        known = self.seen.get(word)
        if known is not None:
            return known
        candidates = list(self.exact.get(word, ()))
        for length in self.stem_lengths:
            if length <= len(word):
                candidates += self.stems.get(word[:length], ())
        for length in self.ending_lengths:
            if length <= len(word):
                candidates += self.endings.get(word[-length:], ())
        # Most words begin nothing: of these only the word is kept.
        found = candidates or ()
        if len(word) <= LONGEST_REMEMBERED:
            if len(self.seen) >= MOST_REMEMBERED:
                self.seen.clear()
            self.seen[word] = found
        return found

    def find(self, reading: Reading, within: range | None = None) -> list[tuple[int, int, str]]:
        """All phrases in a text or a part of it: first word, end, meaning; none begins within another."""
        found = []
        index, end = (0, len(reading)) if within is None else (within.start, within.stop)
        words, seen = reading.words, self.seen
        while index < end:
            candidates = seen.get(words[index])
            if candidates is None:
                candidates = self._beginning_with(words[index])
            match = self._longest(reading, index, candidates) if candidates else None
            if match is None:
                index += 1
                continue
            found.append((index, match[0], match[1]))
            index = match[0]
        return found

    def has(self, reading: Reading, within: range) -> bool:
        """Whether one of them begins in a part of a text."""
        words, seen = reading.words, self.seen
        for index in within:
            candidates = seen.get(words[index])
            if candidates is None:
                candidates = self._beginning_with(words[index])
            if candidates and self._longest(reading, index, candidates) is not None:
                return True
        return False


def _parts(phrase: str) -> list[str]:
    return re.findall(r"\*?(?:[^\W\d_]|[\u0300-\u036f])+\*?|\d+", phrase)


def _follows(reading: Reading, index: int, rest: tuple[str, ...]) -> bool:
    if index + len(rest) > len(reading):
        return False
    for offset, part in enumerate(rest):
        word = reading.words[index + offset]
        if not reading.joined(index + offset):
            return False
        if part.startswith("*"):
            if not word.endswith(part[1:]):
                return False
        elif part.endswith("*"):
            if not word.startswith(part[:-1]):
                return False
        elif word != part:
            return False
    return True
