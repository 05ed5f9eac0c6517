"""The mayor's sheet: what one has to know of a record before deciding whether to ask, on one page."""

from __future__ import annotations

from typing import Any

from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from practices.models import RecordPage, StudyVisitReportPage, TrainingProgrammePage
from practices.reading.facts import record_years, visit_dates

QUESTIONS = 4
AUDIENCES = 6


def sheet_context(record: RecordPage, context: dict[str, Any], length: float) -> dict[str, Any]:
    """What ``templates/practices/print/sheet.html`` takes besides what the record's page does.

    ``length`` shortens the texts, 1 being the usual.
    """
    groups = {str(group["code"]): group["items"] for group in context["concept_groups"]}
    return {
        "done": shortened(record.description or _first_text(record), 520 * length),
        "results": shortened(record.results, 260 * length),
        "learnt_text": shortened(record.lessons, 300 * length),
        "harm_text": shortened(record.unintended_effects_text, 220 * length),
        "safeguards_text": shortened(record.safeguards, 200 * length),
        "audiences": [item["label"] for item in groups.get("audience", [])][:AUDIENCES],
        "themes": [item["label"] for item in groups.get("theme", [])][:4],
        "key_facts": _key_facts(record, length),
        "questions": first_questions(record)[:QUESTIONS],
    }


def shortened(html: str, limit: float) -> str:
    """The beginning of a text without its markup: whole sentences if one ends in time, else whole words."""
    text = " ".join(strip_tags(html.replace("</", " </").replace("<br", " <br")).split())
    limit = int(limit)
    if len(text) <= limit:
        return text
    end = max(text.rfind(mark, 0, limit) for mark in (". ", "! ", "? ", "; "))
    return text[: end + 1] if end > limit * 0.6 else Truncator(text).chars(max(limit, 30))


def _first_text(record: RecordPage) -> str:
    return next((getattr(record, name) for name in record.parts if getattr(record, name)), "")


def _key_facts(record: RecordPage, length: float) -> list[tuple[str, str]]:
    """Cost, staff, time: the three that a mayor asks for first, also where nobody knows."""
    unknown = _("not known")
    if isinstance(record, TrainingProgrammePage):
        duration = shortened(record.duration, 110 * length)
        return [
            (_("Cost"), record.cost or record.get_budget_band_display() or unknown),
            (_("Staff and means"), shortened(record.resources, 190 * length) or unknown),
            (
                _("Format"),
                ", ".join(filter(None, [record.get_mode_display(), duration])) or unknown,
            ),
        ]
    time = visit_dates(record) if isinstance(record, StudyVisitReportPage) else record_years(record)
    return [
        (_("Budget"), record.get_budget_band_display() or unknown),
        (_("Staff and means"), shortened(record.resources, 190 * length) or unknown),
        (_("Dates") if isinstance(record, StudyVisitReportPage) else _("Years"), time or unknown),
    ]


def first_questions(record: RecordPage) -> list[str]:
    """What to ask the city before anything else: first what its record does not tell."""
    telling = [
        (
            bool(record.budget_band or getattr(record, "cost", "")),
            _("What does it cost in a year, and who pays?"),
        ),
        (bool(record.resources), _("How many people work on it, and in which offices?")),
        (
            record.unintended_effects in ("none-found", "found"),
            _("Has anybody looked for harm: people who felt singled out, trust that was lost?"),
        ),
        (
            bool(record.results and getattr(record, "evaluation_design", "")),
            _("How do you know that it works, and who from outside has looked?"),
        ),
        (
            bool(getattr(record, "transferability", "")),
            _("What must a city have in place before it begins?"),
        ),
        (bool(record.lessons), _("What went wrong, and what would you do differently today?")),
    ]
    # What is told is worth asking too, but later.
    return [question for told, question in sorted(telling, key=lambda entry: entry[0])]
