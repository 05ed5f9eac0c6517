"""The flow diagram of a kept search (after PRISMA): boxes with numbers, drawn by the server as SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from opendata.models import KeptSearch

WIDTH, HEIGHT, GAP = 340, 64, 36
SIDE, BETWEEN = 220, 40
LONGEST = 44


@dataclass(frozen=True)
class Box:
    """How many records were left, and by which condition; ``out``: how many that one left out."""

    top: int
    words: str
    number: str
    out: str
    is_first: bool


def flow(kept: KeptSearch, language: str) -> dict[str, Any]:
    """What the picture is drawn from; the table beside it says the same."""
    boxes = []
    last = 0
    for place, step in enumerate(kept.steps):
        number = int(step["number"])
        words = step["words"].get(language) or (
            _("All records") if place == 0 else _("further conditions")
        )
        boxes.append(
            Box(
                top=place * (HEIGHT + GAP),
                words=Truncator(words).chars(LONGEST),
                number=number_format(number, force_grouping=True),
                out=number_format(max(0, last - number), force_grouping=True) if place else "",
                is_first=place == 0,
            )
        )
        last = number
    return {
        "boxes": boxes,
        "box_width": WIDTH,
        "box_height": HEIGHT,
        "gap": GAP,
        "side": SIDE,
        "side_left": WIDTH + BETWEEN,
        "width": WIDTH + BETWEEN + SIDE,
        "height": max(1, len(boxes)) * (HEIGHT + GAP) - GAP,
        "middle": WIDTH // 2,
    }


def steps_in_words(kept: KeptSearch, language: str) -> list[tuple[str, int, int | None]]:
    """Each step as a row: its condition, what was left, what was left out by it."""
    rows: list[tuple[str, int, int | None]] = []
    for place, step in enumerate(kept.steps):
        number = int(step["number"])
        words = step["words"].get(language) or (
            _("All records") if place == 0 else _("further conditions")
        )
        rows.append((words, number, max(0, rows[-1][1] - number) if place else None))
    return rows
