"""Words that stigmatise, and words that are not what they look: a hint beside the text, never an obstacle."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from django.conf import settings

from kb.letters import mixed_words
from practices.models import RecordPage
from practices.submission.privacy import MOST_FINDINGS, MOST_READ, texts_of


@dataclass(frozen=True)
class Hint:
    """A word in a field of a record, and what could be said instead."""

    field: str
    field_label: Any
    word: str
    instead: str


def hints(record: RecordPage) -> list[Hint]:
    """The listed words of the record's language that stand in its texts, each once a field."""
    found = []
    for field, label, text in texts_of(record):
        folded = " ".join(text[:MOST_READ].casefold().split())
        found += [
            Hint(field, label, word, instead)
            for pattern, word, instead in _listed(record.locale.language_code)
            if pattern.search(folded)
        ]
    return found


@dataclass(frozen=True)
class Mixture:
    """A word of several alphabets in a field of a record, with the sentence that names its letters."""

    field: str
    field_label: Any
    sentence: str


def mixtures(record: RecordPage) -> list[Mixture]:
    """The words of a record that mix alphabets, of each field; at most fifty."""
    found = [
        Mixture(field, label, str(word))
        for field, label, text in texts_of(record)
        for word in mixed_words(text[:MOST_READ])
    ]
    return found[:MOST_FINDINGS]


@cache
def _listed(language: str) -> list[tuple[re.Pattern[str], str, str]]:
    # The list is in version control and changes with a release.
    entries = yaml.safe_load((settings.BASE_DIR / "content" / "wording.yaml").read_text())
    return [
        (
            re.compile(rf"(?<!\w){re.escape(entry['word'].casefold())}"),
            entry["word"],
            entry["instead"],
        )
        for entry in entries.get(language, ())
    ]
