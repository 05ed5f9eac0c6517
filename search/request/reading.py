"""Reading what stands in the address of a search, and keeping account of what could not be read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from django.http import QueryDict

FIRST_YEAR, LAST_YEAR = 1900, 2100
MAX_VALUES_READ = 1_000
MOST_IGNORED = 20
LONGEST_SHOWN = 80
YES = ("1", "true", "on", "yes")
NO = ("0", "false", "off", "no")
# What other people's links append to an address to count clicks; nobody asked us for anything by it.
_COUNTERS = re.compile(r"utm_\w+|\w*clid|mc_[ce]id|ref")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)

Reason = Literal["unknown-name", "unknown-value", "unreadable", "too-much"]


@dataclass(frozen=True)
class Ignored:
    """Something that was asked for and that the search left out, with the reason."""

    name: str
    value: str
    reason: Reason


@dataclass
class Reading:
    """GET parameters, read one by one; ``ignored`` grows by what cannot be used, and stays bounded."""

    params: QueryDict
    ignored: list[Ignored] = field(default_factory=list)

    def leave_out(self, name: str, value: str, reason: Reason) -> None:
        """Write down that a value was not used."""
        entry = Ignored(name[:LONGEST_SHOWN], value.strip()[:LONGEST_SHOWN], reason)
        if value.strip() and len(self.ignored) < MOST_IGNORED and entry not in self.ignored:
            self.ignored.append(entry)

    def text(self, name: str) -> str:
        """The last value of a parameter, as it was sent."""
        return str(self.params.get(name, ""))

    def choice(self, name: str, known: tuple[str, ...]) -> str:
        """One of the known values, or nothing."""
        value = self.text(name)
        if value in known:
            return value
        self.leave_out(name, value, "unknown-value")
        return ""

    def choices(self, name: str, known: tuple[str, ...]) -> set[str]:
        """Those of the values that are known."""
        values = self.params.getlist(name)[:MAX_VALUES_READ]
        for value in values:
            if value not in known:
                self.leave_out(name, value, "unknown-value")
        return set(values) & set(known)

    def is_yes(self, name: str) -> bool:
        """Whether a switch is on."""
        value = self.text(name).lower()
        if value not in YES + NO:
            self.leave_out(name, self.text(name), "unknown-value")
        return value in YES

    def number(self, name: str, lowest: int, highest: int) -> int | None:
        """A number, or the nearest bound; None where there is none."""
        text = self.text(name)
        if text and not (text.isascii() and text.isdigit()):
            self.leave_out(name, text, "unreadable")
            return None
        return min(max(int(text[:12]), lowest), highest) if text else None

    def year(self, name: str) -> int | None:
        """The year in what was typed, in whatever form of date it stands there."""
        found = year_in(self.text(name))
        if found is None:
            self.leave_out(name, self.text(name), "unreadable")
        return found

    def strangers(self, known: set[str]) -> None:
        """Write down the parameters that no search has."""
        for name in list(self.params)[:MAX_VALUES_READ]:
            if name not in known and not _COUNTERS.fullmatch(name):
                self.leave_out(name, self.text(name) or "–", "unknown-name")


def year_in(typed: str) -> int | None:
    """The one year that a text names: "2016", "May 2016", "2016-05", "11.2016"; None if none or several."""
    years = {int(digits) for digits in _YEAR.findall(typed[:100])}
    if len(years) != 1:
        return None
    year = years.pop()
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def without_empty(params: QueryDict) -> list[tuple[str, str]]:
    """What a form without a script sends, less its empty boxes and the rows without words."""
    kept = [
        (name, value)
        for name in params
        if name not in ("field", "operator", "words", "find", "more")
        for value in params.getlist(name)
        if value.strip()
    ]
    fields, operators = params.getlist("field"), params.getlist("operator")
    for place, words in enumerate(params.getlist("words")):
        if words.strip():
            kept += [
                (name, values[place])
                for name, values in (("field", fields), ("operator", operators))
                if place < len(values)
            ]
            kept.append(("words", words))
    return kept
