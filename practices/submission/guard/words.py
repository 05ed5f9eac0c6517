"""Words that stigmatise: each concept of ``content/wording.yaml`` with what could be said instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from django.conf import settings

from practices.submission.guard.finders.forms import AND, OF
from practices.submission.guard.reading import Phrases, Reading
from practices.submission.guard.rules import LANGUAGES, language_of, phrases

# Who quotes a word need not mean it. Single marks are apostrophes too: they count around a few words alone.
QUOTED = re.compile(
    r"“[^“”\n]{1,300}”|„[^„“”\n]{1,300}[“”]|«[^«»\n]{1,300}»|»[^«»\n]{1,300}«|\"[^\"\n]{1,300}\""
)
SINGLE = re.compile(
    r"(?<!\w)(?:['‘’‚][^\W\d_][^'‘’‚\n.!?;:]{1,50}['’‘]|›[^‹›\n]{1,60}‹|‹[^‹›\n]{1,60}›)(?!\w)"
)

# Persons with their accent alone: "un drogué", but "la drogue".
ACCENTED = ("drogue",)
# A word that is meant as a noun alone, in German.
NOUN = "^"
BEFORE_A_GERMAN_NAME = (
    "verein", "initiative", "projekt", "gruppe", "verband", "stiftung", "band", "theater", "firma",
    "film", "roman", "mannschaft", "chor",
)  # fmt: skip
# How far away the words of history may stand, and how long the name of an association may be.
AROUND, LONGEST_NAME = 6, 5
# How far before a word it may be said that it is spoken of, and where a law's title begins.
SPOKEN_OF, OF_A_LAW, OF_A_WORK, FAR = 6, 7, 2, 14


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
    quoted = (*QUOTED.finditer(text), *SINGLE.finditer(text))
    free = [(match.start(), match.end()) for match in quoted]
    free += [_place(reading, first, end) for first, end, _meaning in exceptions.find(reading)]
    covered = bytearray(len(text) + 1)
    for start, stop in free:
        covered[start:stop] = b"\x01" * (stop - start)
    return [
        word
        for first, word in _listed(reading, listed, covered, language)
        if not _is_history(reading, beside.get(word.concept), first)
        and not _is_of_a_name(reading, first, language)
        and not _is_spoken_of(reading, first, language)
    ]


def _listed(
    reading: Reading, listed: Phrases, covered: bytearray, language: str
) -> Iterator[tuple[int, Word]]:
    for first, end, meaning in listed.find(reading):
        concept = meaning.removeprefix(NOUN)
        start, stop = _place(reading, first, end)
        accented = "é" in reading.raw(first).lower() or not reading.words[first].startswith(
            ACCENTED
        )
        if (
            not covered[start]
            and accented
            and (meaning == concept or _is_noun(reading, first, end))
        ):
            yield first, Word(concept, start, stop, _entries()[concept]["instead"][language])


def _is_noun(reading: Reading, first: int, end: int) -> bool:
    # "Farbige fühlen sich", but "Farbige Stühle".
    if not reading.is_capital(first):
        return False
    starts = first == 0 or reading.sentences[first - 1] != reading.sentences[first]
    return not (starts and end < len(reading) and reading.is_capital(end))


def _is_history(reading: Reading, words: Phrases | None, index: int) -> bool:
    return words is not None and words.has(reading, reading.sentence(index, AROUND))


def _is_spoken_of(reading: Reading, index: int, language: str) -> bool:
    # "words like …", "the memorial to …", "the law on …", "the novel …": of others, of a time, of a title
    around = reading.sentence(index, FAR)
    if phrases("memory").has(reading, around):
        return True
    if phrases("of_words").has(reading, range(max(around.start, index - SPOKEN_OF), index)):
        return True
    laws = range(max(around.start, index - OF_A_LAW), index)
    if language == "tr":
        laws = range(index, min(around.stop, index + OF_A_LAW))
    if phrases("laws").has(reading, laws):
        return True
    beside = range(max(around.start, index - 1), min(around.stop, index + OF_A_WORK + 1))
    said = range(around.start, index)
    if phrases("titles_of_works").has(reading, said):
        # "L’opéra « Carmen » et ses gitans"
        before = reading.text[reading.starts[around.start] : reading.starts[index]]
        if any(mark in before for mark in '»”“"'):
            return True
    inside = index > around.start and reading.is_capital(index)
    return inside and language != "de" and phrases("titles_of_works").has(reading, beside)


def _is_of_a_name(reading: Reading, index: int, language: str) -> bool:
    # "Türkiye Sakatlar Derneği", "the Gypsy Lore Society": a capital letter among others.
    if not reading.is_capital(index):
        return False
    kinds = phrases("organisations")
    if language == "de":
        # "Verein Irre menschlich Hamburg"
        before = index > 0 and reading.gap(index) in (" ", " „", " »")
        return before and reading.words[index - 1].endswith(BEFORE_A_GERMAN_NAME)
    if reading.after(index) == "-" and reading.is_capital(index + 1):
        return True
    first = end = index
    while index - first < LONGEST_NAME and (step := _step(reading, first, -1)):
        first -= step
    while end - index < LONGEST_NAME and (step := _step(reading, end, 1)):
        end += step
    # "l’association Les Fous de Bassan": the word for it may stand in small letters right before
    # and right behind: "the Lone Wolf scout pack"
    stop = end + 1 + int(end + 1 < len(reading) and reading.joined(end + 1))
    return end > first and kinds.has(reading, range(max(0, first - 1), stop))


def _step(reading: Reading, index: int, way: int) -> int:
    """How far the next word with a capital letter is, over a small "and" or "of" too; 0 without one."""
    for far in (1, 2):
        at = index + way * far
        if not 0 <= at < len(reading) or reading.gap(max(at, at - way)) != " ":
            return 0
        if reading.is_capital(at):
            return far
        if reading.words[at] not in AND | OF:
            return 0
    return 0


def _place(reading: Reading, first: int, end: int) -> tuple[int, int]:
    return reading.starts[first], reading.ends[end - 1]


@cache
def _entries() -> dict[str, dict[str, Any]]:
    # The list is in version control and changes with a release.
    words = (settings.BASE_DIR / "content" / "wording.yaml").read_text()
    entries = yaml.load(words, Loader=yaml.CSafeLoader)
    return {entry["id"]: entry for entry in entries}


def _with_article(phrase: str) -> str:
    before, _blank, last = phrase.rpartition(" ")
    return f"{before} bir {last}"


@cache
def _tables(language: str) -> tuple[Phrases, Phrases, dict[str, Phrases]]:
    words = {
        phrase.removeprefix(NOUN): (NOUN if phrase.startswith(NOUN) else "") + concept
        for concept, entry in _entries().items()
        for phrase in entry["words"][language]
    }
    if language == "tr":
        # "paralel toplum", "paralel bir toplum": the article stands between
        words |= {
            _with_article(phrase): concept for phrase, concept in words.items() if " " in phrase
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
