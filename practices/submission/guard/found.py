"""What a check hands back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """A part of a text that could lead to somebody, with neutral words where there are some."""

    kind: str
    start: int
    end: int
    instead: str = ""
