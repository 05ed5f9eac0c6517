"""How much of a record is told, part by part, and what is needed before it can be sent.

For those who write; never public. What the start page announces, what the forms mark and what sending
asks for are all read from here.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from practices.models import RecordPage
from practices.models.parts.choices import concept_field
from practices.reading.presentation import field_label
from practices.records.rules import MissingPart, missing_parts, required_facets_of
from practices.submission.writing.chapters import (
    KINDS,
    Chapter,
    chapter_asking,
    chapters_of,
    filled,
)
from practices.submission.writing.kept_answers import answers_to_put_right

# It always holds a value, so that it says nothing of how much is told.
ALWAYS_FILLED = {"licence"}
SET_BY_SENDING = {"host_confirmed_on"}
# Effects are told in words only where some were found.
ONLY_WHERE_FOUND = "unintended_effects_text"
MOST_NAMED = 5


@dataclass(frozen=True)
class Gap:
    """An empty box that would raise the measure."""

    field: str
    label: str
    chapter: Chapter


@dataclass(frozen=True)
class Progress:
    """How far a chapter is: how many of its questions have an answer, and what sending still needs of it."""

    chapter: Chapter
    answered: int
    asked: int
    missing: int
    needed: int

    @property
    def state(self) -> str:
        """``done`` (nothing more needed), ``in-progress``, ``not-started``; ``optional`` (nothing is)."""
        if self.needed:
            if not self.answered:
                return "not-started"
            return "in-progress" if self.missing else "done"
        if not self.answered:
            return "optional"
        return "in-progress" if self.answered < self.asked else "done"


@dataclass(frozen=True)
class Completeness:
    """How many of the questions asked have an answer, in all and by chapter; what is still needed before
    sending, each with its chapter; the other gaps that come first.
    """

    chapters: list[Progress]
    missing: list[tuple[MissingPart, Chapter | None]]
    gaps: list[Gap]

    @property
    def answered(self) -> int:
        """Questions with an answer."""
        return sum(progress.answered for progress in self.chapters)

    @property
    def asked(self) -> int:
        """All questions."""
        return sum(progress.asked for progress in self.chapters)

    @property
    def next_chapter(self) -> Chapter | None:
        """Where to go on: the first chapter of which something is needed, else the first not done."""
        return next(
            (progress.chapter for progress in self.chapters if progress.missing),
            next(
                (progress.chapter for progress in self.chapters if progress.state != "done"), None
            ),
        )


def needed_before_sending(record: RecordPage) -> list[str]:
    """What a record of this kind and size must have answered, in the order in which it is asked."""
    needed = {"title", *record.required_parts}
    needed |= {concept_field(facet) for facet, _label in required_facets_of(record)}
    if "contact_email" in needed:
        needed.add("contact_agreed")
    return [name for name in _asked(record) if name in needed]


def _asked(record: RecordPage) -> list[str]:
    """The fields and lists that a record of this kind and size is asked for, in their order."""
    return [
        name
        for chapter in chapters_of(record)
        for name in (*chapter.fields_for(record), *chapter.lists_for(record))
    ]


def questions_of(kind: str, size: str) -> tuple[list[str], list[str]]:
    """For the start page: what has to be answered before sending, and what else is asked, by their labels."""
    record = KINDS[kind](is_short_note=size == "note")
    needed = needed_before_sending(record)
    others = [
        name
        for name in _asked(record)
        if name not in needed and name not in ALWAYS_FILLED and name != ONLY_WHERE_FOUND
    ]
    return (
        [field_label(record, name) for name in needed],
        [field_label(record, name) for name in others],
    )


def missing_before_sending(record: RecordPage) -> list[MissingPart]:
    """What has to be answered or put right before the record can be sent, as it is asked for."""
    missing = [part for part in missing_parts(record) if part.field not in SET_BY_SENDING]
    found = [*answers_to_put_right(record), *missing, *_contact_faults(record)]
    places = {name: place for place, name in enumerate(_asked(record))}
    return sorted(found, key=lambda part: places.get(part.field, len(places)))


def _contact_faults(record: RecordPage) -> list[MissingPart]:
    try:
        record.clean()
    except ValidationError as fault:
        names = {"contact_consent_on": "contact_agreed"}
        return [
            MissingPart(names.get(field, field), " ".join(words))
            for field, words in fault.message_dict.items()
        ]
    return []


def completeness_of(record: RecordPage, missing: list[MissingPart]) -> Completeness:
    """Measure the version at hand, of which this is missing. Each box and each list counts once."""
    needed = {*needed_before_sending(record), *(part.field for part in missing)}
    lacking = {part.field for part in missing}
    progress: list[Progress] = []
    gaps: list[Gap] = []
    for chapter in chapters_of(record):
        names = [
            name
            for name in (*chapter.fields_for(record), *chapter.lists_for(record))
            if name not in ALWAYS_FILLED and _is_asked(record, name)
        ]
        empty = [name for name in names if not filled(record, name)]
        progress.append(
            Progress(
                chapter,
                answered=len(names) - len(empty),
                asked=len(names),
                missing=sum(name in lacking for name in names),
                needed=sum(name in needed for name in names),
            )
        )
        gaps += [
            Gap(name, field_label(record, name), chapter) for name in empty if name not in lacking
        ]
    return Completeness(
        chapters=progress,
        missing=[(part, chapter_asking(record, part.field)) for part in missing],
        gaps=gaps[:MOST_NAMED],
    )


def _is_asked(record: RecordPage, name: str) -> bool:
    return name != ONLY_WHERE_FOUND or record.unintended_effects == "found" or filled(record, name)
