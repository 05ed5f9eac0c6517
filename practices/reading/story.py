"""The story of a record in a fixed order: what is done, possible harm, what was learnt, what is not told."""

from __future__ import annotations

from typing import Any

from practices.models import RecordPage

# They have parts of their own, whatever their place among the others.
HARM = ("safeguards", "unintended_effects_text")
LEARNT = "lessons"


def record_story(record: RecordPage) -> dict[str, Any]:
    """The parts that have a text, before and after what was learnt; harm; and the names of the others.

    ``not_told`` are main parts without a text: readers look for them, so they are named, in one sentence.
    """
    behind = record.parts.index(LEARNT) if LEARNT in record.parts else len(record.parts)
    plain = [name for name in record.parts if name not in (*HARM, LEARNT)]
    told = [name for name in plain if getattr(record, name)]
    empty = [
        name for name in (*plain, LEARNT) if name in record.main_parts and not getattr(record, name)
    ]
    return {
        "sections": [_part(record, name) for name in told if record.parts.index(name) < behind],
        "later_sections": [
            _part(record, name) for name in told if record.parts.index(name) > behind
        ],
        "harm": {
            "found": record.unintended_effects,
            "label": record.get_unintended_effects_display(),
            "html": record.unintended_effects_text,
            "safeguards": record.safeguards,
        },
        "learnt": {
            "html": record.lessons,
            "basis": record.get_lessons_basis_display() if record.lessons else "",
        },
        "not_told": [_part(record, name) for name in empty],
    }


def _part(record: RecordPage, name: str) -> dict[str, Any]:
    return {
        "id": name.replace("_", "-"),
        "name": name,
        "heading": record._meta.get_field(name).verbose_name,  # type: ignore[union-attr]
        "html": getattr(record, name),
    }
