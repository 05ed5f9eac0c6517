"""Names and places of cities as GeoNames has them, for whoever brings a city in; each is to be checked.

``content/gazetteer.tsv`` holds the places over 15,000 people of Europe and its neighbours. It is read through
for each question, a megabyte, and not kept in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from kb.texts.sorting import folded

FILE = Path(settings.BASE_DIR) / "content" / "gazetteer.tsv"
SOURCE = "GeoNames"
MOST_PROPOSED = 8
# So many degrees apart are two places one city, in about 10 km.
NEAR = 0.1
CYRILLIC = re.compile(r"^[А-Яа-яЁё \-]+$")
WORD = re.compile(r"[^ \-]+")


@dataclass(frozen=True)
class Place:
    """A city of the gazetteer."""

    country: str
    name: str
    latitude: float
    longitude: float
    population: int
    others: tuple[str, ...]

    @property
    def called(self) -> tuple[str, ...]:
        """All its names, its own first."""
        return (self.name, *self.others)

    @property
    def names(self) -> dict[str, str]:
        """A proposal in each language: its own name, in Russian a Cyrillic one where there is any."""
        cyrillic = [name for name in self.others if CYRILLIC.match(name)]
        names = {code: self.name for code, _name in settings.LANGUAGES}
        # Without the name of the region after it; the list is in the order of the alphabet, in which letters
        # that only Russian has come late.
        names["ru"] = max(cyrillic, key=lambda name: (-len(WORD.findall(name)), name), default="")
        return names


def are_near(one: float | None, other: float | None) -> bool:
    """Whether two latitudes, or two longitudes, may be those of one city; not where either is unknown."""
    return one is not None and other is not None and abs(one - other) < NEAR


def places(name: str, country: str) -> list[Place]:
    """The places with this name, in any language, the largest first."""
    wanted = folded(name)
    if not wanted:
        return []
    found = [
        place for place in _of_country(country) if wanted in {folded(one) for one in place.called}
    ]
    return sorted(found, key=lambda place: -place.population)[:MOST_PROPOSED]


def all_names() -> Iterator[str]:
    """The names of all places, in every language that the file has."""
    for _country, name, _latitude, _longitude, _people, others in _rows():
        yield name
        yield from filter(None, others.split("|"))


def all_places() -> Iterator[Place]:
    """Every place."""
    return _of_country("")


def _of_country(country: str) -> Iterator[Place]:
    for code, name, latitude, longitude, people, others in _rows(f"{country}\t" if country else ""):
        yield Place(
            code,
            name,
            float(latitude),
            float(longitude),
            int(people),
            tuple(one for one in others.split("|") if one),
        )


def _rows(begin: str = "") -> Iterator[list[str]]:
    """The columns of each line that begins so; the lines at the head say where the file comes from."""
    with FILE.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith(begin) and not line.startswith("#"):
                yield line.rstrip("\n").split("\t")
