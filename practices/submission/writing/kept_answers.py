"""Answers that a record cannot take as they were typed (``KeptAnswer``): kept, found again, let go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from practices.models import KeptAnswer, RecordPage
from practices.reading.presentation import field_label
from practices.records.rules import MissingPart
from practices.submission.writing.chapters import chapter_asking
from practices.submission.writing.setting_aside import too_long_to_keep


def kept_answers(record: RecordPage) -> dict[str, Any]:
    """What is kept as it was typed, by field."""
    return dict(KeptAnswer.objects.filter(record=record.pk).values_list("field", "typed"))


def keep_answers(
    record: RecordPage, names: list[str], aside: Mapping[str, Any], user: Any
) -> list[str]:
    """Keep what was set aside of these fields, let go what has been put right.

    Returns those whose words are too many to be kept.
    """
    lost = [name for name, typed in aside.items() if too_long_to_keep(typed)]
    right = [name for name in names if name not in aside]
    KeptAnswer.objects.filter(record=record.pk, field__in=right).delete()
    for name, typed in aside.items():
        if name not in lost and typed:
            KeptAnswer.objects.update_or_create(
                record_id=record.pk, field=name, defaults={"typed": typed, "written_by": user}
            )
    return lost


def answers_to_put_right(record: RecordPage) -> list[MissingPart]:
    """What has to be put right before a record is sent; ``record`` is its newest version."""
    return [
        MissingPart(
            name,
            _("“%(part)s” cannot be sent as it was typed: put it right.")
            % {"part": field_label(record, name)},
        )
        for name in kept_answers(record)
        if chapter_asking(record, name) is not None
    ]


def chapters_to_put_right(record: RecordPage) -> set[str]:
    """The codes of the chapters in which something has to be put right."""
    asking = (chapter_asking(record, name) for name in kept_answers(record))
    return {chapter.code for chapter in asking if chapter is not None}
