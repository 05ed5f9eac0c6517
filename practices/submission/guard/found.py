"""What a check hands back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """A part of a text that could lead to somebody.

    ``who`` is what is known of them (``young``, ``adult``); ``instead`` are the neutral words
    that could stand there, in the language of the text.
    """

    kind: str
    start: int
    end: int
    who: str = ""
    instead: str = ""
