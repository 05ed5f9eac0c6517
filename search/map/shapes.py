"""What a map shows: dots, merged dots, names, ways between cities; plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from search.map.frames import EUROPE, Frame

# A record as it is listed (``search.answer.results.Hit``), which a map only hands on.
Hit = Any


@dataclass(frozen=True)
class Dot:
    """A city with results: its place in the map's own units, its radius in pixels."""

    code: str
    label: str
    country_label: str
    count: int
    url: str
    x: float = 0.0
    y: float = 0.0
    radius: float = 0.0


@dataclass(frozen=True)
class MergedDot:
    """Cities that lie too near to one another to be hit one by one, at some steps of nearness.

    It stands where ``first`` stands, the city with most results. ``steps``: at which it is drawn.
    """

    cities: tuple[Dot, ...]
    steps: tuple[int, ...]
    url: str = ""

    @property
    def first(self) -> Dot:
        return self.cities[0]

    @property
    def count(self) -> int:
        return sum(city.count for city in self.cities)


@dataclass(frozen=True)
class DotName:
    """A city's name: beside which dot (``x``, ``y``), and in pixels from there (``right``, ``down``)."""

    label: str
    x: float
    y: float
    right: float
    down: float
    anchor: str


@dataclass(frozen=True)
class Journey:
    """A record that leads from cities to one city, as a study visit does."""

    hit: Hit
    origins: tuple[str, ...]


@dataclass(frozen=True)
class Panel:
    """What is known of one dot: its cities, the foremost of its records, and where all of them are."""

    cities: tuple[Dot, ...]
    city_url: str
    hits: tuple[Hit, ...]
    total: int
    all_url: str
    close_url: str


@dataclass(frozen=True)
class ResultMap:
    """The results by city. ``elsewhere``: cities beyond the map or without a known place.

    ``merged``: what is drawn of the dots; ``names``: those of the larger ones, for each step of nearness.
    """

    dots: tuple[Dot, ...]
    elsewhere: tuple[Dot, ...]
    merged: tuple[MergedDot, ...] = ()
    names: tuple[tuple[DotName, ...], ...] = ()
    frame: Frame = EUROPE
    journeys: tuple[Journey, ...] = ()
    ways: str = ""
    starts: str = ""
    panel: Panel | None = None

    @property
    def cities(self) -> list[Dot]:
        """All cities, those with most results first."""
        return sorted((*self.dots, *self.elsewhere), key=lambda dot: (-dot.count, dot.label))

    @property
    def points(self) -> str:
        """All places as one path of an SVG, to be drawn with a round line: small for a thousand cities."""
        return as_points((dot.x, dot.y) for dot in self.dots)


def as_points(places: Iterable[tuple[float, float]]) -> str:
    """Places as one path of an SVG, each once."""
    once = dict.fromkeys((round(x), round(y)) for x, y in places)
    return "".join(f"M{x} {y}h0" for x, y in once)
