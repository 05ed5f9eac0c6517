"""Words that stigmatise: each concept of ``content/wording.yaml`` with what could be said instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from django.conf import settings

from practices.submission.guard.reading import Phrases, Reading
from practices.submission.guard.rules import LANGUAGES, language_of, phrases

# Who quotes a word need not mean it. Single marks are apostrophes too, so they do not count.
QUOTED = re.compile(
    r"“[^“”\n]{1,300}”|„[^„“”\n]{1,300}[“”]|«[^«»\n]{1,300}»|»[^«»\n]{1,300}«|\"[^\"\n]{1,300}\""
)

# A word that is meant as a noun alone, in German.
NOUN = "^"
# How far away the words of history may stand, and how long the name of an association may be.
AROUND, LONGEST_NAME = 6, 5


@dataclass(frozen=True)
class Word:
    """A word at a place of a text: its concept, and what could be said instead."""

    concept: str
    start: int
    end: int
    instead: str


def words_in(text: str, language: str = "") -> list[Word]:
    """The listed words of a text, in its order; none in quotation marks or within an exception."""
    reading = Reading(text)
    if language not in LANGUAGES:
        language = language_of(reading.words)
    listed, exceptions, beside = _tables(language)
    free = [*((match.start(), match.end()) for match in QUOTED.finditer(text))]
    free += [_place(reading, first, end) for first, end, _meaning in exceptions.find(reading)]
    covered = bytearray(len(text) + 1)
    for start, stop in free:
        covered[start:stop] = b"\x01" * (stop - start)
    return [
        word
        for first, word in _listed(reading, listed, covered, language)
        if not _is_history(reading, beside.get(word.concept), first)
        and not _is_of_a_name(reading, first, language)
    ]


def _listed(
    reading: Reading, listed: Phrases, covered: bytearray, language: str
) -> Iterator[tuple[int, Word]]:
    for first, end, meaning in listed.find(reading):
        concept = meaning.removeprefix(NOUN)
        start, stop = _place(reading, first, end)
        if not covered[start] and (meaning == concept or _is_noun(reading, first, end)):
            yield first, Word(concept, start, stop, _entries()[concept]["instead"][language])


def _is_noun(reading: Reading, first: int, end: int) -> bool:
    # "Farbige fühlen sich", but "Farbige Stühle".
    if not reading.is_capital(first):
        return False
    starts = first == 0 or reading.sentences[first - 1] != reading.sentences[first]
    return not (starts and end < len(reading) and reading.is_capital(end))


def _is_history(reading: Reading, words: Phrases | None, index: int) -> bool:
    return words is not None and words.has(reading, reading.sentence(index, AROUND))


def _is_of_a_name(reading: Reading, index: int, language: str) -> bool:
    # "Türkiye Sakatlar Derneği", "the Gypsy Lore Society": a capital letter among others.
    if language == "de" or not reading.is_capital(index):
        return False
    kinds = phrases("organisations")
    first = end = index
    while (
        first
        and index - first < LONGEST_NAME
        and reading.gap(first) == " "
        and reading.is_capital(first - 1)
    ):
        first -= 1
    while (
        end + 1 < len(reading)
        and end - index < LONGEST_NAME
        and reading.gap(end + 1) == " "
        and reading.is_capital(end + 1)
    ):
        end += 1
    return end > first and kinds.has(reading, range(first, end + 1))


def _place(reading: Reading, first: int, end: int) -> tuple[int, int]:
    return reading.starts[first], reading.ends[end - 1]


@cache
def _entries() -> dict[str, dict[str, Any]]:
    # The list is in version control and changes with a release.
    words = (settings.BASE_DIR / "content" / "wording.yaml").read_text()
    entries = yaml.load(words, Loader=yaml.CSafeLoader)
    return {entry["id"]: entry for entry in entries}


@cache
def _tables(language: str) -> tuple[Phrases, Phrases, dict[str, Phrases]]:
    words = {
        phrase.removeprefix(NOUN): (NOUN if phrase.startswith(NOUN) else "") + concept
        for concept, entry in _entries().items()
        for phrase in entry["words"][language]
    }
    exceptions = {
        phrase: concept
        for concept, entry in _entries().items()
        for phrase in entry.get("except", {}).get(language, ())
    }
    beside = {
        concept: Phrases(dict.fromkeys(map(str, entry["beside"][language]), concept))
        for concept, entry in _entries().items()
        if "beside" in entry
    }
    return Phrases(words), Phrases(exceptions), beside
