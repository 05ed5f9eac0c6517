"""Contents of the style guide for the parts that show a state: filled, empty, full, cancelled, closed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace as Sample
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kb.doors.finder import Answered, Option
from kb.doors.services import Way
from search.map.shapes import Dot, Journey, Panel
from search.services import Hit

# Long words and long sentences are what breaks a layout; these are ours, written for the purpose.
GERMAN = (
    "Extremismuspräventionsbeauftragtenkonferenz: "
    "Zusammenarbeit von Jugendgerichtshilfe und Schulsozialarbeit"
)
RUSSIAN = "Межведомственное взаимодействие муниципальных служб в работе с несовершеннолетними и их семьями"
HERE = "#"


def marked(text: str, language: str) -> SafeString:
    """Words that carry their language, as foreign words on every page do."""
    return format_html('<span lang="{}">{}</span>', language, text)


LONG_GERMAN, LONG_RUSSIAN, SHORT = marked(GERMAN, "de"), marked(RUSSIAN, "ru"), marked("Kısa", "tr")


def parts_in_their_states(hits: list[Hit]) -> dict[str, Any]:
    """What the parts of ``kb/_styleguide_states.html`` are filled with."""
    return {
        "cells": _cells(),
        "panels": _panels(hits),
        "journeys": [Journey(hits[0], ("Aarhus", "Vilvoorde")), Journey(hits[1], ("Рига",))],
        "trays": [
            {"tray": [(hit, HERE) for hit in hits[:1]], "is_full": False},
            {"tray": [(hit, HERE) for hit in (*hits, hits[0])], "is_full": True},
        ],
        "selections": [
            Sample(title=GERMAN, introduction=GERMAN, url=HERE, language="de"),
            Sample(title="Kısa", introduction="Kısa", url=HERE, language="tr"),
        ],
        "points": _points(),
        "versions": [
            Sample(
                number=3,
                published_at=datetime(2026, 11, 27, tzinfo=UTC),
                language="de",
                closed=False,
            ),
            Sample(
                number=2, published_at=datetime(2026, 3, 2, tzinfo=UTC), language="ru", closed=True
            ),
        ],
        "changes": [
            Sample(kind="same", text=SHORT),
            Sample(kind="out", text=LONG_GERMAN),
            Sample(kind="in", text=LONG_RUSSIAN),
        ],
        "events": [_event(False), _event(True)],
        "offer": _offer(),
        "ways": (
            Way(LONG_GERMAN, HERE, 1234),
            Way(LONG_RUSSIAN, HERE, 1, depth=1),
            Way(SHORT, HERE, 7),
        ),
        "steps": (
            Answered(1, LONG_RUSSIAN, (LONG_GERMAN, SHORT), HERE, current=False),
            Answered(2, LONG_GERMAN, (), HERE, current=True),
            Answered(3, SHORT, (), HERE, current=False),
        ),
        "options": (
            Option("a", LONG_GERMAN, LONG_RUSSIAN, 12, chosen=True),
            Option("b", SHORT, "", 1, chosen=False),
        ),
    }


def _cells() -> list[Any]:
    """An empty field of the evidence map, one not judged, and each level."""
    levels = [(level, str(level), level + 1) for level in range(5)]
    return [
        Sample(count=0),
        *(
            Sample(
                count=count,
                url=HERE,
                count_text=str(count),
                level=level,
                fill=fill,
                steps=[step < (level or 0) for step in range(4)],
                strength=_("Moderate"),
            )
            for level, fill, count in [(None, "unjudged", 17), *levels]
        ),
    ]


def _panels(hits: list[Hit]) -> list[Panel]:
    """One city with few records, and several with more than the panel shows."""
    cities = tuple(Dot(name, name, "", 3, HERE) for name in ("Vilvoorde", "Рига", "Frankfurt"))
    return [
        Panel(cities[:1], HERE, tuple(hits[:1]), 1, HERE, HERE),
        Panel(cities, "", tuple(hits), 12, HERE, HERE),
    ]


def _points() -> list[Any]:
    """A heading, a commitment whose number is checked, a request whose number is not."""
    return [
        Sample(code="2", heading=LONG_GERMAN, kind="", text="", checked=True),
        Sample(
            code="2.1",
            heading=LONG_RUSSIAN,
            kind=_("Commitment"),
            text=LONG_RUSSIAN,
            checked=True,
        ),
        Sample(code="2.1.10", heading=SHORT, kind=_("Request"), text=LONG_GERMAN, checked=False),
    ]


def _event(cancelled: bool) -> Any:
    event = Sample(
        get_kind_display=_("Peer visit"),
        is_cancelled=cancelled,
        starts_on=date(2027, 5, 11),
        ends_on=date(2027, 5, 11 if cancelled else 13),
        registers=not cancelled,
        registers_until=None if cancelled else date(2027, 4, 1),
    )
    page = Sample(title=RUSSIAN, summary=RUSSIAN)
    return Sample(event=event, url=HERE, language="ru", page=page, city_name="Frankfurt (Oder)")


def _offer() -> Any:
    themes = [Sample(label=_("Prison or probation service")), Sample(label=_("School"))]
    return Sample(
        themes=Sample(all=themes),
        months=["3", "4", "10"],
        languages=["de", "ru"],
        group_size=12,
        get_who_pays_display=_("The visitors pay for travel, the host for the stay"),
        open_until=date(2027, 9, 30),
    )
