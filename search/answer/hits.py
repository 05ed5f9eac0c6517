"""A record as lists, the map and the API show it: plain values, no database behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

Fragment = Sequence[tuple[str, bool]]
"""A piece of text cut where typed words were found: ``[("an ", False), ("exit", True)]``."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How well a record is founded: a label, and its ``level`` among ``levels`` above the lowest."""

    code: str
    label: str
    level: int
    levels: int


@dataclass(frozen=True, slots=True)
class FileHit:
    """An attached file in which typed words stand, and on which of its pages; none where it has no pages."""

    title: str
    kind: str
    url: str
    pages: tuple[int, ...] = ()
    language: str = ""


@dataclass(frozen=True)
class Hit:
    """One record in a list. ``url`` is in the reader's language even where the text is not.

    ``files``: attached ones in which the typed words stand.

    ``marked_summary`` is the summary cut at the typed words, ``highlights`` where else they stand.
    """

    id: str
    kind: str
    kind_label: str
    title: str
    summary: str
    text_language: str
    url: str
    city: str
    city_label: str
    country: str
    country_label: str
    languages: tuple[str, ...]
    score: float
    published_at: datetime | None = None
    reviewed_on: date | None = None
    marked_summary: Fragment = ()
    highlights: tuple[Fragment, ...] = ()
    highlight_language: str = ""
    files: tuple[FileHit, ...] = ()
    card: Mapping[str, Any] = field(default_factory=dict)
    codes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    evidence: Evidence | None = None

    @property
    def archived_on(self) -> date | None:
        """Since when nobody answers for it; None of what is current."""
        day = self.card.get("archived_on")
        return date.fromisoformat(day) if day else None

    @property
    def place(self) -> str:
        """City and country, as far as they are known."""
        return ", ".join(name for name in (self.city_label, self.country_label) if name)
