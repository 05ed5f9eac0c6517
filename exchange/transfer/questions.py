"""The questions of a transfer plan: understand, adapt, try, keep. Codes are stored and never change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Part:
    """One of the four parts, with its questions by code."""

    code: str
    heading: Any
    lead: Any
    questions: dict[str, Any]


PARTS = (
    Part(
        "understand",
        _("Understand"),
        _("What it is there, and why it works there."),
        {
            "problem": _("Which problem does it answer there, and do we have the same one?"),
            "conditions": _("What does it rest on there: people, law, money, trust?"),
            "asked": _("Whom have we asked or visited, and what is still open?"),
        },
    ),
    Part(
        "adapt",
        _("Adapt"),
        _("What stays as it is, and what has to be otherwise here."),
        {
            "kept": _("What do we keep because it would not work without it?"),
            "changed": _("What do we change, and why?"),
            "agreed": _("Who has to agree here, and who has to be heard?"),
        },
    ),
    Part(
        "try",
        _("Try"),
        _("Small first, with an end."),
        {
            "first": _("Where, with whom and for how long do we try it?"),
            "signs": _("What would tell us that it works, and what that it does not?"),
            "harm": _("What could do harm, and how would we notice?"),
        },
    ),
    Part(
        "keep",
        _("Keep"),
        _("What it needs to go on after the trial."),
        {
            "cost": _("What does it cost a year, and who pays?"),
            "people": _("Who carries it on when people leave?"),
            "looked": _("When do we look again, and what do we tell the city it came from?"),
        },
    ),
)
CODES = tuple(code for part in PARTS for code in part.questions)
