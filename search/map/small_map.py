"""One place on a small map: the land around it and a dot."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from search.map.projection import HEIGHT, WIDTH, project
from search.map.results_map import land

# The part of the map of Europe that is shown, in its units: some 1,500 by 1,000 kilometres.
WINDOW_WIDTH, WINDOW_HEIGHT = 240, 160
Point = tuple[float, float]


@dataclass(frozen=True)
class Locator:
    """The land around a place as the path of an SVG, and where in it the place lies."""

    path: str
    x: float
    y: float
    width: int = WINDOW_WIDTH
    height: int = WINDOW_HEIGHT


@lru_cache(maxsize=2_000)
def locator(latitude: float, longitude: float) -> Locator | None:
    """The surroundings of a place; None for one that lies beyond the map of Europe."""
    x, y = project(latitude, longitude)
    if not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):
        return None
    # At the edges the window stays on the map, and the place moves out of its middle.
    left = min(max(x - WINDOW_WIDTH / 2, 0), WIDTH - WINDOW_WIDTH)
    top = min(max(y - WINDOW_HEIGHT / 2, 0), HEIGHT - WINDOW_HEIGHT)
    return Locator(_land_within(left, top), round(x - left, 1), round(y - top, 1))


def _land_within(left: float, top: float) -> str:
    """The land in the window, in the window's own units."""
    parts = []
    for outline in _outlines():
        inside = _clip([(x - left, y - top) for x, y in outline])
        if len(inside) > 2:
            parts.append("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in inside) + "Z")
    return "".join(parts)


@lru_cache(maxsize=1)
def _outlines() -> tuple[tuple[Point, ...], ...]:
    """Each island and continent of the map as the points of its coast."""
    return tuple(
        tuple((float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+)[ ,]?(-?[\d.]+)", ring))
        for ring in land().split("M")
        if ring
    )


def _clip(points: list[Point]) -> list[Point]:
    """A polygon cut to the window, one side after the other (Sutherland and Hodgman, 1974)."""
    # A little beyond the frame, so that the cut itself is not seen as a coast.
    right, bottom, edge = WINDOW_WIDTH + 4, WINDOW_HEIGHT + 4, -4
    for axis, limit, sign in ((0, edge, 1), (0, right, -1), (1, edge, 1), (1, bottom, -1)):
        points = _cut(points, lambda p, a=axis, at=limit, s=sign: s * (p[a] - at))  # type: ignore[misc]
    return points


def _cut(points: list[Point], depth: Callable[[Point], float]) -> list[Point]:
    """What of a polygon lies on the side of a line where ``depth`` is not negative."""
    kept: list[Point] = []
    for place, point in enumerate(points):
        before = points[place - 1]
        here, there = depth(point), depth(before)
        if (here >= 0) != (there >= 0):
            share = there / (there - here)
            kept.append(
                (
                    before[0] + (point[0] - before[0]) * share,
                    before[1] + (point[1] - before[1]) * share,
                )
            )
        if here >= 0:
            kept.append(point)
    return kept
