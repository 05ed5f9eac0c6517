"""Names on the map of results: those of the larger dots, where they cover nothing (label placement)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from search.map.projection import HEIGHT, WIDTH
from search.map.shapes import DotName, MergedDot

# Height of the letters in pixels, how wide a letter is as a share of it, how far a name stands from its dot.
SIZE, LETTER, AWAY = 13.0, 0.56, 3.0
SMALLEST, LARGEST, MERGED = 5.0, 11.0, 12.0
Box = tuple[float, float, float, float]


def radius_of(dot: MergedDot) -> float:
    """The radius of a dot in pixels; one with a number in it has room for the number."""
    return dot.first.radius if len(dot.cities) == 1 else MERGED


def names_of(dots: Sequence[MergedDot], unit: float, most: int) -> tuple[DotName, ...]:
    """Up to ``most`` names on a map with ``unit`` of its units in a pixel, the largest dots' first.

    Greedy: a name stands right, left, below or above its dot, where it first meets no other name and no
    other dot; a name without such a place is left out, for the list beside the map has it.
    """
    placed: list[DotName] = []
    taken: list[Box] = []
    ranked = sorted(dots, key=lambda dot: (-dot.count, dot.first.label))[: 3 * most]
    circles = [_around(dot, unit) for dot in ranked]
    for rank, dot in enumerate(ranked):
        if len(placed) == most:
            break
        for name, box in _places(dot, unit):
            others = [*taken, *circles[:rank], *circles[rank + 1 :]]
            if _inside(box, unit) and not _meets(box, others):
                placed.append(name)
                taken.append(box)
                break
    return tuple(placed)


def _places(dot: MergedDot, unit: float) -> Iterable[tuple[DotName, Box]]:
    """Where a name can stand: its point and anchor, and the box that it covers, in pixels."""
    city = dot.first
    x, y = city.x / unit, city.y / unit
    width, away = len(city.label) * SIZE * LETTER, radius_of(dot) + AWAY
    for anchor, right, down, left in (
        ("start", away, SIZE / 3, away),
        ("end", -away, SIZE / 3, -away - width),
        ("middle", 0.0, away + SIZE * 0.8, -width / 2),
        ("middle", 0.0, -away, -width / 2),
    ):
        name = DotName(city.label, city.x, city.y, round(right, 1), round(down, 1), anchor)
        yield (
            name,
            (x + left, y + down - SIZE * 0.8, x + left + width, y + down + SIZE / 4),
        )


def _around(dot: MergedDot, unit: float) -> Box:
    x, y, radius = dot.first.x / unit, dot.first.y / unit, radius_of(dot)
    return (x - radius, y - radius, x + radius, y + radius)


def _inside(box: Box, unit: float) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH / unit and box[3] <= HEIGHT / unit


def _meets(box: Box, others: Iterable[Box]) -> bool:
    return any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
        for other in others
    )
