"""Merging of dots that lie too near to one another to be hit by a finger (clusters)."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from search.map.shapes import Dot, MergedDot

# Units of the map in a pixel, from the whole map on a phone to a part of it looked at closely. Each zoom
# halves them; static/css/pages/search.css says which step is shown where.
STEPS = (3.2, 1.7, 0.85, 0.425, 0.2125)
# Pixels between the middles of two dots, so that each is a target of 24 pixels.
APART = 27.0
FINEST = len(STEPS) - 1


def merged(dots: Sequence[Dot]) -> tuple[MergedDot, ...]:
    """What is drawn at each step, the same dots once for all steps at which they are the same."""
    at: dict[tuple[str, ...], tuple[tuple[Dot, ...], list[int]]] = {}
    for step in range(len(STEPS)):
        for cities in together(dots, step):
            at.setdefault(tuple(city.code for city in cities), (cities, []))[1].append(step)
    return tuple(MergedDot(cities, tuple(steps)) for cities, steps in at.values())


def together(dots: Sequence[Dot], step: int) -> list[tuple[Dot, ...]]:
    """The cities of each dot at a step, the one with most results first.

    Greedy: a city joins the nearest larger one that lies too near, else it has a dot of its own.
    """
    far = APART * STEPS[step]
    groups: list[list[Dot]] = []
    for dot in sorted(dots, key=lambda dot: (-dot.count, dot.label)):
        near = [(hypot(dot.x - group[0].x, dot.y - group[0].y), group) for group in groups]
        distance, group = min(near, key=lambda pair: pair[0], default=(far, []))
        if distance < far:
            group.append(dot)
        else:
            groups.append([dot])
    return [tuple(group) for group in groups]
