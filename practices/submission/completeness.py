"""How much of a record is told, part by part, and what would tell more. For those who write; never public."""

from __future__ import annotations

from dataclasses import dataclass

from practices.models import RecordPage
from practices.presentation import field_label
from practices.services import missing_parts
from practices.submission.chapters import Chapter, chapters_of, filled

# These always hold a value, so that they say nothing of how much is told.
ALWAYS_FILLED = {"licence", "status"}
MOST_NAMED = 5


@dataclass(frozen=True)
class Gap:
    """An empty box that would raise the measure; ``needed`` before the record can be sent."""

    field: str
    label: str
    chapter: Chapter
    needed: bool


@dataclass(frozen=True)
class Completeness:
    """How many of the questions asked have an answer, in all and by chapter; the gaps that come first."""

    answered: int
    asked: int
    by_chapter: dict[str, tuple[int, int]]
    gaps: list[Gap]


def completeness_of(record: RecordPage) -> Completeness:
    """Measure the version at hand. Each box and each list counts once; gaps needed for sending come first."""
    needed = {part.field for part in missing_parts(record)}
    by_chapter: dict[str, tuple[int, int]] = {}
    gaps: list[Gap] = []
    for chapter in chapters_of(record):
        names = [
            name
            for name in (*chapter.fields_for(record), *chapter.lists_for(record))
            if name not in ALWAYS_FILLED
        ]
        empty = [name for name in names if not filled(record, name)]
        by_chapter[chapter.code] = (len(names) - len(empty), len(names))
        gaps += [Gap(name, field_label(record, name), chapter, name in needed) for name in empty]
    gaps.sort(key=lambda gap: not gap.needed)
    return Completeness(
        answered=sum(answered for answered, _asked in by_chapter.values()),
        asked=sum(asked for _answered, asked in by_chapter.values()),
        by_chapter=by_chapter,
        gaps=gaps[:MOST_NAMED],
    )
