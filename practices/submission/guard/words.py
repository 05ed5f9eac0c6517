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
from practices.submission.guard.rules import LANGUAGES, language_of

# Who quotes a word need not mean it. Single marks are apostrophes too, so they do not count.
QUOTED = re.compile(
    r"“[^“”\n]{1,300}”|„[^„“”\n]{1,300}[“”]|«[^«»\n]{1,300}»|»[^«»\n]{1,300}«|\"[^\"\n]{1,300}\""
)


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
    listed, exceptions = _tables(language)
    free = [*((match.start(), match.end()) for match in QUOTED.finditer(text))]
    free += [_place(reading, first, end) for first, end, _meaning in exceptions.find(reading)]
    covered = bytearray(len(text) + 1)
    for start, stop in free:
        covered[start:stop] = b"\x01" * (stop - start)
    return list(_listed(reading, listed, covered, language))


def _listed(reading: Reading, listed: Phrases, covered: bytearray, language: str) -> Iterator[Word]:
    for first, end, concept in listed.find(reading):
        start, stop = _place(reading, first, end)
        if not covered[start]:
            yield Word(concept, start, stop, _entries()[concept]["instead"][language])


def _place(reading: Reading, first: int, end: int) -> tuple[int, int]:
    return reading.starts[first], reading.ends[end - 1]


@cache
def _entries() -> dict[str, dict[str, Any]]:
    # The list is in version control and changes with a release.
    entries = yaml.safe_load((settings.BASE_DIR / "content" / "wording.yaml").read_text())
    return {entry["id"]: entry for entry in entries}


@cache
def _tables(language: str) -> tuple[Phrases, Phrases]:
    words = {
        phrase: concept
        for concept, entry in _entries().items()
        for phrase in entry["words"][language]
    }
    exceptions = {
        phrase: concept
        for concept, entry in _entries().items()
        for phrase in entry.get("except", {}).get(language, ())
    }
    return Phrases(words), Phrases(exceptions)
