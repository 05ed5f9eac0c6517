"""``manage.py compile_fonts``: the site's type faces, cut to the letters of our six languages."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont


@dataclass(frozen=True)
class Face:
    """A variable font of a package, and the part of its axes that the site uses."""

    name: str
    package: str
    file: str
    axes: dict[str, float | tuple[float, float]] = field(default_factory=dict)


# What every text needs; letters of Western, Central and Northern Europe and of Turkish; those of Russian,
# with the Latin ones that names of cities and people have, so that Århus costs no second file.
# A page in Russian is written with one file and a page in another language with one: the same ranges
# stand beside `unicode-range` in static/css/site.css.
ANY = [
    (0x20, 0x7E),
    (0xA0, 0xA0),
    (0xAB, 0xAB),
    (0xB7, 0xB7),
    (0xBB, 0xBB),
    (0x2010, 0x2026),
    (0x202F, 0x203A),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
]
NAMES = [
    (0xC0, 0xFF),
    (0x104, 0x107),
    (0x10C, 0x10D),
    (0x110, 0x111),
    (0x118, 0x11B),
    (0x11E, 0x11F),
    (0x130, 0x131),
    (0x141, 0x144),
    (0x152, 0x153),
    (0x158, 0x15B),
    (0x15E, 0x161),
    (0x179, 0x17E),
]
SCRIPTS = {
    "latin": [*ANY, (0xA1, 0x17F), (0x218, 0x21B), (0x20AC, 0x20AC)],
    "cyrillic": [*ANY, *NAMES, (0x401, 0x401), (0x410, 0x44F), (0x451, 0x451), (0x2116, 0x2116)],
}
FACES = [
    Face("onest", "fontpkg_onest", "Onest[wght].ttf", {"wght": (400, 700)}),
    # Headings have one weight and are large: no need of the axes for small print.
    Face(
        "source-serif",
        "fontpkg_source_serif_4",
        "SourceSerif4[opsz,wght].ttf",
        {"wght": 600, "opsz": 36},
    ),
]


class Command(BaseCommand):
    """The packages carry whole families for every script; a reader's first page has room for 40 kB."""

    help = (
        "Cuts the site's fonts out of their packages into var/fonts (a second run costs nothing)."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Write one WOFF2 file per face and script, unless it is there already."""
        folder = settings.FONTS_DIR
        folder.mkdir(parents=True, exist_ok=True)
        stamp = folder / "versions.txt"
        wanted = "".join(f"{face!r} {version(face.package)}\n" for face in FACES) + repr(SCRIPTS)
        if stamp.exists() and stamp.read_text() == wanted:
            return
        for face in FACES:
            for script, ranges in SCRIPTS.items():
                target = folder / f"{face.name}-{script}.woff2"
                target.write_bytes(cut(face, ranges))
                self.stdout.write(f"{target.name}: {target.stat().st_size / 1000:.0f} kB")
        stamp.write_text(wanted)


def cut(face: Face, ranges: list[tuple[int, int]]) -> bytes:
    """The face as WOFF2 with the letters of ``ranges`` (first and last code point) alone."""
    source = files(importlib.import_module(face.package)) / "files" / face.file
    font = TTFont(BytesIO(source.read_bytes()))
    subsetter = Subsetter(Options(layout_features=["kern", "liga", "mark", "mkmk", "locl", "tnum"]))
    subsetter.populate(unicodes=[code for first, last in ranges for code in range(first, last + 1)])
    # Letters first: fixing the axes of a whole family takes ten times as long.
    subsetter.subset(font)
    instantiateVariableFont(font, face.axes, inplace=True)
    font.flavor = "woff2"
    written = BytesIO()
    font.save(written)
    return written.getvalue()
