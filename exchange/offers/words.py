"""Words about visits: months by name, and exact days, which no public text may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.dates import MONTHS
from django.utils.translation import get_language

from kb.texts.capitals import capitalised
from practices.submission.guard.reading import folded
from practices.submission.guard.rules import word_set

# Django's Italian and Russian months have capitals, which they have nowhere but in a heading.
SMALL_MONTHS = {"fr", "it", "ru"}
IN_NUMBERS = re.compile(
    r"(?<![\d.])(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2})(?![\d.])"
)
BEFORE_A_MONTH = re.compile(
    r"(?<![\d.])(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|º|\.)?\s(?:of\s|de\s)?(?P<name>[^\W\d_]{3,10})"
)
BEHIND_A_MONTH = re.compile(
    r"(?<!\w)(?P<name>[^\W\d_]{3,10})\s(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d%])"
)


def exact_days_in(text: str) -> list[str]:
    """Days that a text names; months and years alone are none."""
    found = [match[0] for match in IN_NUMBERS.finditer(text)]
    for pattern in (BEFORE_A_MONTH, BEHIND_A_MONTH):
        found += [
            match[0]
            for match in pattern.finditer(text)
            # "may 12 people come": the English month has a capital.
            if match["name"] != "may" and folded(match["name"]) in word_set("months")
        ]
    return found


def month_choices() -> list[tuple[str, str]]:
    """The months by name, in their order."""
    return [(str(number), str(capitalised(str(name)))) for number, name in MONTHS.items()]


def month_names(codes: Iterable[str]) -> str:
    """Months by name, one after the other, small where the language writes them so."""
    small = (get_language() or "")[:2] in SMALL_MONTHS
    names = {
        str(number): str(name).lower() if small else str(name) for number, name in MONTHS.items()
    }
    return ", ".join(names[code] for code in codes if code in names)
