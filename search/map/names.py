"""Names on the map of results: those of the larger dots, where they cover nothing (label placement)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from search.answer.results import Dot, DotName
from search.map.projection import HEIGHT, WIDTH

# How wide a letter is, as a share of its height, and how far from its dot a name stands.
LETTER, AWAY = 0.56, 4.0
Box = tuple[float, float, float, float]


def names_of(dots: Sequence[Dot], size: float, most: int) -> tuple[DotName, ...]:
    """Up to ``most`` names in letters of this height, those with most results first.

    Greedy: a name stands right, left, below or above its dot, where it first meets no other name and no
    larger dot; a name without such a place is left out, for the list below the map has it.
    """
    placed: list[DotName] = []
    taken: list[Box] = []
    ranked = sorted(dots, key=lambda dot: (-dot.count, dot.label))
    for rank, dot in enumerate(ranked[: 3 * most]):
        if len(placed) == most:
            break
        larger = [_around(other) for other in ranked[: 3 * most][:rank]]
        for name, box in _places(dot, size):
            if _inside(box) and not _meets(box, taken) and not _meets(box, larger):
                placed.append(name)
                taken.append(box)
                break
    return tuple(placed)


def _places(dot: Dot, size: float) -> Iterable[tuple[DotName, Box]]:
    """Where a name can stand: its point and anchor, and the box that it covers."""
    width, away = len(dot.label) * size * LETTER, dot.radius + AWAY
    for anchor, x, y, left in (
        ("start", dot.x + away, dot.y + size / 3, dot.x + away),
        ("end", dot.x - away, dot.y + size / 3, dot.x - away - width),
        ("middle", dot.x, dot.y + away + size * 0.8, dot.x - width / 2),
        ("middle", dot.x, dot.y - away, dot.x - width / 2),
    ):
        name = DotName(dot.label, round(x, 1), round(y, 1), anchor)
        yield name, (left, y - size, left + width, y + size / 4)


def _around(dot: Dot) -> Box:
    return (dot.x - dot.radius, dot.y - dot.radius, dot.x + dot.radius, dot.y + dot.radius)


def _inside(box: Box) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH and box[3] <= HEIGHT


def _meets(box: Box, others: Iterable[Box]) -> bool:
    return any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
        for other in others
    )
