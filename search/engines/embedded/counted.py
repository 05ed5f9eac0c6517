"""What a statement of the embedded engine counts."""

from __future__ import annotations

from dataclasses import dataclass, field

from search.engines.base import Counts


@dataclass(frozen=True)
class Counted:
    """``total``: documents under all filters; ``matched``: more than 0 if any has the words at all.

    ``without``: totals without each chosen facet (needed only where there is nothing). ``among``: the
    counts are of so many of the results; 0 where they are of all.
    """

    total: int
    matched: int
    without: dict[str, int] = field(default_factory=dict)
    counts: Counts = field(default_factory=dict)
    among: int = 0
