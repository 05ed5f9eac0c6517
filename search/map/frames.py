"""The parts of Europe that the map shows larger, without a script too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from search.map.projection import HEIGHT, WIDTH


@dataclass(frozen=True)
class Frame:
    """A part of the map, in its units; ``zoom`` times as large as the whole."""

    code: str
    label: Any
    left: int = 0
    top: int = 0
    zoom: int = 1

    @property
    def view_box(self) -> str:
        return f"{self.left} {self.top} {WIDTH // self.zoom} {HEIGHT // self.zoom}"


EUROPE = Frame("", _("Europe"))
FRAMES = (
    EUROPE,
    Frame("north", _("North"), 180, 20, 2),
    Frame("west", _("West"), 130, 240, 2),
    Frame("south", _("South"), 130, 360, 2),
    Frame("south-east", _("South-east"), 450, 360, 2),
    Frame("east", _("East"), 500, 130, 2),
)
AREAS = tuple(frame.code for frame in FRAMES if frame.code)


def frame_of(code: str) -> Frame:
    """The part of the map with this code; the whole of it for any other."""
    return next((frame for frame in FRAMES if frame.code == code), EUROPE)
