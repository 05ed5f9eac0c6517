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
from practices.submission.guard.rules import LANGUAGES, language_of, phrases, phrases_of

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
# What is warned of only so few words away from what it is said of, and the table that tells of what.
NEAR = 5
NEAR_WHOM = {"near_people": "people_of", "near_extremism": "of_extremism"}
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
    tables = _tables(language)
    quoted = (*QUOTED.finditer(text), *SINGLE.finditer(text))
    free = [(match.start(), match.end()) for match in quoted]
    free += [_place(reading, *found[:2]) for found in tables.exceptions.find(reading)]
    covered = bytearray(len(text) + 1)
    for start, stop in free:
        covered[start:stop] = b"\x01" * (stop - start)
    found = {
        first: Word(concept, start, stop, _entries()[concept]["instead"][language])
        for first, end, concept in (*_near(reading, tables), *_listed(reading, tables))
        for start, stop in (_place(reading, first, end),)
        if not covered[start]
    }
    return [
        word
        for first, word in sorted(found.items())
        if not _is_history(reading, tables.beside.get(word.concept), first)
        and not _is_of_a_name(reading, first, language)
        and not _is_spoken_of(reading, first, language)
    ]


def _listed(reading: Reading, tables: Tables) -> Iterator[tuple[int, int, str]]:
    """Words that are warned of wherever they stand, but images that are meant as they are said."""
    for first, end, meaning in tables.listed.find(reading):
        concept = meaning.removeprefix(NOUN)
        accented = "é" in reading.raw(first).lower() or not reading.words[first].startswith(
            ACCENTED
        )
        literal = (
            "image" in _entries()[concept]
            and not any(others.has(reading, range(first, end)) for _words, others in tables.near)
            and tables.literal.has(reading, reading.sentence(first, FAR))
        )
        if accented and not literal and (meaning == concept or _is_noun(reading, first, end)):
            yield first, end, concept


def _near(reading: Reading, tables: Tables) -> Iterator[tuple[int, int, str]]:
    """Words that are warned of a few words away from those whom or what they are said of."""
    for near, others in tables.near:
        for first, end, concept in near.find(reading):
            around = reading.sentence(first, NEAR + end - first)
            before = range(max(around.start, first - NEAR), first)
            behind = range(end, min(around.stop, end + NEAR))
            if others.has(reading, before) or others.has(reading, behind):
                yield first, end, concept


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
    if phrases("memory").has(reading, around) or phrases("refuted").has(reading, around):
        return True
    if phrases("of_words").has(reading, range(max(around.start, index - SPOKEN_OF), index)):
        return True
    laws = range(max(around.start, index - OF_A_LAW), index)
    if language == "tr":
        laws = range(index, min(around.stop, index + OF_A_LAW))
    if phrases("laws").has(reading, laws):
        return True
    # "Wirth’s study The Ghetto", "the novel Ghetto", "Ghetto, a play by …"
    beside = range(
        max(around.start, index - OF_A_WORK - 1), min(around.stop, index + OF_A_WORK + 1)
    )
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
        if not 0 <= at < len(reading) or reading.gap(max(at, at - way)) not in (" ", ", "):
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


@dataclass(frozen=True)
class Tables:
    """The words of a language: what is listed, what is excepted, and what decides beside a word."""

    listed: Phrases
    exceptions: Phrases
    beside: dict[str, Phrases]
    near: tuple[tuple[Phrases, Phrases], ...]
    literal: Phrases


def _with_article(phrase: str) -> str:
    before, _blank, last = phrase.rpartition(" ")
    return f"{before} bir {last}"


@cache
def _tables(language: str) -> Tables:
    beside = {
        concept: Phrases(dict.fromkeys(map(str, entry["beside"][language]), concept))
        for concept, entry in _entries().items()
        if "beside" in entry
    }
    return Tables(
        listed=Phrases(_meanings("words", language)),
        exceptions=Phrases(_meanings("except", language)),
        beside=beside,
        near=tuple(
            (Phrases(_meanings(key, language)), phrases_of(others, language))
            for key, others in NEAR_WHOM.items()
        ),
        literal=phrases_of("meant_literally", language),
    )


def _meanings(key: str, language: str) -> dict[str, str]:
    """The phrases of all concepts under a key, with their concepts, which NOUN begins for nouns alone."""
    found = {
        phrase.removeprefix(NOUN): (NOUN if phrase.startswith(NOUN) else "") + concept
        for concept, entry in _entries().items()
        for phrase in map(str, entry.get(key, {}).get(language, ()))
    }
    if language == "tr":
        # "paralel toplum", "paralel bir toplum": the article stands between
        found |= {_with_article(phrase): of for phrase, of in found.items() if " " in phrase}
    return found
