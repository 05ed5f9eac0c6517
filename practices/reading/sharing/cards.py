"""Share cards: the picture that a message shows of a record or a city (``og:image``), drawn by the server.

A card has what the page says in its head, and nothing of people. It is made below the page's own address,
so that whatever closes the page closes it, and kept as the page is kept.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from practices.models.parts.choices import EvidenceDimension, EvidenceStrength

WIDTH, HEIGHT, EDGE = 1200, 630, 72
PAPER, INK, SOFT, ACCENT, DEEP, EMPTY = (
    "#faf8f3",
    "#17282b",
    "#4f6165",
    "#a8431f",
    "#0b4650",
    "#cfd8d6",
)
TITLE_SIZES = (68, 58, 50, 44)
TITLE_LINES = 4
TITLE_ROOM = 300
LINE_HEIGHT = 1.16
MARK_SCALE = 1.1
LONGEST_TITLE = 300
# A bar is as high as its answer is sure; what nobody knows is a frame.
STEPS = {
    EvidenceStrength.WEAK.value: 1,
    EvidenceStrength.MODERATE.value: 2,
    EvidenceStrength.STRONG.value: 3,
}
FACES = {
    "sans": ("fontpkg_onest", "Onest[wght].ttf", (500,)),
    "serif": ("fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf", (600, 36)),
}


@dataclass(frozen=True)
class Card:
    """The words of a card. ``judged``: what is known of the five questions, by code; empty for a city."""

    site: str
    kind: str
    title: str
    lines: Sequence[str] = ()
    judged: Mapping[str, str] = field(default_factory=dict)


@lru_cache(maxsize=16)
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    package, name, axes = FACES[face]
    source = files(importlib.import_module(package)) / "files" / name
    font = ImageFont.truetype(BytesIO(source.read_bytes()), size)
    font.set_variation_by_axes(list(axes))
    return font


def drawn(card: Card) -> bytes:
    """The card as PNG, 1200 by 630."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    _draw_mark(draw)
    draw.text((EDGE + 92, 76), card.site, font=_font("sans", 34), fill=DEEP, anchor="lm")
    draw.text((EDGE, 168), card.kind, font=_font("sans", 30), fill=ACCENT, anchor="lm")
    font, lines = _fitting(card.title[:LONGEST_TITLE])
    top = 200
    for line in lines:
        draw.text((EDGE, top), line, font=font, fill=INK)
        top += round(font.size * LINE_HEIGHT)
    for number, line in enumerate(card.lines[:2]):
        shown = _cut(line, _font("sans", 30), WIDTH - 2 * EDGE - (320 if card.judged else 0))
        draw.text((EDGE, 546 + 42 * number), shown, font=_font("sans", 30), fill=SOFT, anchor="lm")
    if card.judged:
        _draw_bars(draw, card.judged)
    draw.rectangle((0, HEIGHT - 14, WIDTH, HEIGHT), fill=DEEP)
    written = BytesIO()
    image.quantize(64).save(written, "PNG", optimize=True)
    return written.getvalue()


def _fitting(title: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest letters in which the title has room, and its lines; the last ends with … if none has."""
    lines: list[str] = []
    for size in TITLE_SIZES:
        font = _font("serif", size)
        lines = _lines(title, font)
        if len(lines) * size * LINE_HEIGHT <= TITLE_ROOM and len(lines) <= TITLE_LINES:
            return font, lines
    font = _font("serif", TITLE_SIZES[-1])
    rest = " ".join(lines[TITLE_LINES - 1 :])
    return font, [*lines[: TITLE_LINES - 1], _cut(rest, font, WIDTH - 2 * EDGE)]


def _lines(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= WIDTH - 2 * EDGE:
            lines[-1] = longer
        else:
            lines.append(_cut(word, font, WIDTH - 2 * EDGE))
    return lines


def _cut(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """The text, or as much of it as has room, with … behind it."""
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _draw_mark(draw: ImageDraw.ImageDraw) -> None:
    """The mark of the site: three gables of different cities on one line (static/favicon.svg)."""

    def at(*points: float) -> list[float]:
        return [(EDGE, 40)[place % 2] + value * MARK_SCALE for place, value in enumerate(points)]

    draw.rounded_rectangle(at(0, 0, 64, 64), 15, fill=DEEP)
    for left in (11, 36):
        gable = (left, 46, left, 31, left + 8.5, 22.5, left + 17, 31, left + 17, 46)
        draw.polygon(at(*gable), fill="#cfe3e1")
    draw.polygon(at(22.5, 46, 22.5, 25, 32, 14, 41.5, 25, 41.5, 46), fill="#f0a868")
    draw.rounded_rectangle(at(28.5, 34, 35.5, 46), 3, fill=DEEP)
    draw.rounded_rectangle(at(8, 46, 56, 50), 2, fill="#ffffff")


def _draw_bars(draw: ImageDraw.ImageDraw, judged: Mapping[str, str]) -> None:
    """The five judgements as bars, as they stand on cards and at the head of a record."""
    left, bottom, step = WIDTH - EDGE - 5 * 52, HEIGHT - 42, 26
    for number, dimension in enumerate(EvidenceDimension):
        x = left + number * 52
        draw.rectangle((x, bottom - 3 * step, x + 40, bottom), outline=EMPTY, width=3)
        height = STEPS.get(judged.get(dimension.value, ""), 0) * step
        if height:
            draw.rectangle((x, bottom - height, x + 40, bottom), fill=ACCENT)
