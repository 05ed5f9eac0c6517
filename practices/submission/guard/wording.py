"""Words that stigmatise, and words that are not what they look: a hint beside the text, never an obstacle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kb.texts.lookalikes import mixed_words
from practices.models import RecordPage
from practices.submission.guard.privacy import MOST_FINDINGS, MOST_READ, texts_of
from practices.submission.guard.words import words_in


@dataclass(frozen=True)
class Hint:
    """A word in a field of a record, and what could be said instead."""

    field: str
    field_label: Any
    word: str
    instead: str


def hints(record: RecordPage) -> list[Hint]:
    """The listed words of the record's language that stand in its texts, each concept once a field."""
    found: dict[tuple[str, str], Hint] = {}
    for field, label, text in texts_of(record):
        read = text[:MOST_READ]
        for word in words_in(read, record.locale.language_code):
            hint = Hint(field, label, read[word.start : word.end], word.instead)
            found.setdefault((field, word.concept), hint)
    return list(found.values())


@dataclass(frozen=True)
class Mixture:
    """A word of several alphabets in a field of a record, with the sentence that names its letters."""

    field: str
    field_label: Any
    sentence: str


def mixtures(record: RecordPage) -> list[Mixture]:
    """The words of a record that mix alphabets, of each field; at most five hundred."""
    found = [
        Mixture(field, label, str(word))
        for field, label, text in texts_of(record)
        for word in mixed_words(text[:MOST_READ])
    ]
    return found[:MOST_FINDINGS]
