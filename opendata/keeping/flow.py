"""The flow diagram of a kept search (after PRISMA): boxes with numbers, drawn by the server as SVG."""

from __future__ import annotations

from collections.abc import Sequence
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
class Row:
    """How many records were left by a condition, and how many it left out; the first one leaves out none."""

    words: str
    number: int
    out: int | None


@dataclass(frozen=True)
class Box:
    """A row as it is drawn."""

    top: int
    words: str
    number: str
    out: str


def rows_of(kept: KeptSearch, language: str) -> list[Row]:
    """Each step as a row: its condition, what was left, what it left out. Table and picture are of these."""
    rows: list[Row] = []
    for place, step in enumerate(kept.steps):
        number = int(step["number"])
        words = step["words"].get(language) or (
            _("All records") if place == 0 else _("further conditions")
        )
        rows.append(Row(words, number, max(0, rows[-1].number - number) if place else None))
    return rows


def flow(rows: Sequence[Row]) -> dict[str, Any]:
    """What the picture is drawn from: the rows of the table beside it."""
    boxes = [
        Box(
            top=place * (HEIGHT + GAP),
            words=Truncator(row.words).chars(LONGEST),
            number=number_format(row.number, force_grouping=True),
            out="" if row.out is None else number_format(row.out, force_grouping=True),
        )
        for place, row in enumerate(rows)
    ]
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
