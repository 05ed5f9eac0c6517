"""The mayor's sheet: what one has to know of a record before deciding whether to ask, on one page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from practices.models import RecordPage, StudyVisitReportPage, TrainingProgrammePage
from practices.reading.facts import record_years, visit_dates

QUESTIONS = 4
AUDIENCES = 6
# Below this the lessons and the harm are shortened as well.
SHORTENS_ALL = 0.4
# The end of a sentence: not of an abbreviation ("e.g.", "z. B."), and something begins after it.
_SENTENCE_END = re.compile(r"(?<=\w\w[\w)»”“])[.!?…][)»”“\"]*(?=\s+[«“„(]?[^\Wa-zà-öø-ÿа-я])")
_CLAUSE_END = re.compile(r"[;,:]\s|\s[–—]\s")


def sheet_context(record: RecordPage, context: dict[str, Any], length: float) -> dict[str, Any]:
    """What ``templates/practices/print/sheet.html`` takes besides what the record's page does.

    ``length`` shortens the texts, 1 being the usual. What was learnt and what did harm is what a mayor has to
    know before anything else, so it is shortened last.
    """
    last = length if length < SHORTENS_ALL else max(length, 2)
    groups = {str(group["code"]): group["items"] for group in context["concept_groups"]}
    return {
        "done": shortened(record.description or _first_text(record), 520 * length),
        "results": shortened(record.results, 260 * length),
        "learnt_text": shortened(record.lessons, 300 * last),
        "harm_text": shortened(record.unintended_effects_text, 220 * last),
        "safeguards_text": shortened(record.safeguards, 200 * last),
        "audiences": [item["label"] for item in groups.get("audience", [])][:AUDIENCES],
        "themes": [item["label"] for item in groups.get("theme", [])][:4],
        "key_facts": _key_facts(record, length),
        "questions": first_questions(record)[:QUESTIONS],
    }


@dataclass(frozen=True)
class Shortened:
    """The beginning of a text, and whether there is more of it; nothing is cut without a sign."""

    text: str
    is_cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return f"{self.text} {self.sign}" if self.is_cut else self.text

    @property
    def sign(self) -> str:
        """What stands behind a text that goes on, in the reader's language."""
        return _("… (more on the site)")


def shortened(html: str, limit: float) -> Shortened:
    """The beginning of a text without its markup: whole sentences, else whole clauses, else whole words."""
    text = " ".join(strip_tags(html.replace("</", " </").replace("<br", " <br")).split())
    limit = max(int(limit), 30)
    if len(text) <= limit:
        return Shortened(text)
    beginning = text[: limit + 1]
    ends = [found.end() for found in _SENTENCE_END.finditer(text, 0, limit + 2)]
    ends = [end for end in ends if limit * 0.3 < end <= limit]
    if ends:
        return Shortened(text[: ends[-1]], is_cut=True)
    clauses = [found.start() for found in _CLAUSE_END.finditer(beginning)]
    words = beginning[: beginning.rfind(" ")] if " " in beginning else beginning[:limit]
    clauses = [end for end in clauses if limit * 0.3 < end <= limit]
    kept = beginning[: clauses[-1]] if clauses else words
    if kept.count("(") > kept.count(")"):
        kept = kept[: kept.rfind("(")] or kept
    return Shortened(kept.rstrip(" ,;:–—"), is_cut=True)


def _first_text(record: RecordPage) -> str:
    return next((getattr(record, name) for name in record.parts if getattr(record, name)), "")


def _key_facts(record: RecordPage, length: float) -> list[tuple[str, str]]:
    """Cost, staff, time: the three that a mayor asks for first, also where nobody knows."""
    unknown = _("not known")
    if isinstance(record, TrainingProgrammePage):
        duration = str(shortened(record.duration, 110 * length))
        return [
            (_("Cost"), record.cost or record.get_budget_band_display() or unknown),
            (_("Staff and means"), str(shortened(record.resources, 190 * length)) or unknown),
            (
                _("Format"),
                ", ".join(filter(None, [record.get_mode_display(), duration])) or unknown,
            ),
        ]
    time = visit_dates(record) if isinstance(record, StudyVisitReportPage) else record_years(record)
    return [
        (_("Budget"), record.get_budget_band_display() or unknown),
        (_("Staff and means"), str(shortened(record.resources, 190 * length)) or unknown),
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
