"""The picture (SVG) of a family tree of adaptations: boxes in columns by generation, lines between them."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

# In units of the picture.
COLUMN, ROW, WIDTH, HEIGHT = 190, 46, 150, 32
LONGEST_NAME = 18


@dataclass(frozen=True)
class Box:
    """What stands in a box of the picture; ``is_gone``: a work that nobody can read any longer."""

    name: str
    is_own: bool
    is_gone: bool

    @property
    def short_name(self) -> str:
        """As much of it as the box holds."""
        if len(self.name) <= LONGEST_NAME:
            return self.name
        return f"{self.name[: LONGEST_NAME - 1]}…"


def picture_of(
    boxes: Mapping[UUID, Box], adapted: Mapping[UUID, Sequence[UUID]], roots: Sequence[UUID]
) -> dict[str, Any]:
    """Places of boxes and lines; ``adapted``: what was adapted from each. A list says it in words."""
    generations = _generations(adapted, roots)
    filled: dict[int, int] = defaultdict(int)
    places = {}
    for key, generation in generations.items():
        places[key] = (generation * COLUMN, filled[generation] * ROW)
        filled[generation] += 1
    return {
        "boxes": [
            {
                "x": x,
                "y": y,
                "middle": x + WIDTH // 2,
                "base": y + HEIGHT // 2 + 5,
                "box": boxes[key],
            }
            for key, (x, y) in places.items()
        ],
        "lines": [
            {
                "x1": places[origin][0] + WIDTH,
                "y1": places[origin][1] + HEIGHT // 2,
                "x2": places[child][0],
                "y2": places[child][1] + HEIGHT // 2,
            }
            for origin, children in adapted.items()
            for child in children
        ],
        "width": max(filled) * COLUMN + WIDTH,
        "height": (max(filled.values()) - 1) * ROW + HEIGHT,
        "box_width": WIDTH,
        "box_height": HEIGHT,
    }


def _generations(adapted: Mapping[UUID, Sequence[UUID]], roots: Sequence[UUID]) -> dict[UUID, int]:
    """How many steps each work is from the first ones; each is counted once, also in a circle."""
    generations: dict[UUID, int] = {}
    waiting = deque((root, 0) for root in roots)
    while waiting:
        key, generation = waiting.popleft()
        if key not in generations:
            generations[key] = generation
            waiting.extend((child, generation + 1) for child in adapted.get(key, ()))
    return generations
