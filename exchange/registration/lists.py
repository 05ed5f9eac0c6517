"""Lists of who comes: attendance as a table, badges, and how many listen in which language."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from exchange.events.reading import titles_of_sessions
from exchange.models import Event, EventPage, Registration
from kb.texts.csv_files import csv_file
from kb.texts.language_field import language_name

State = Registration.State


def events_with_counts() -> Any:
    """All events with how many registrations wait, are confirmed and stand on the waiting list."""
    counts = {
        name: Count("registrations", filter=Q(registrations__state=state))
        for name, state in (
            ("number_asked", State.ASKED),
            ("number_confirmed", State.CONFIRMED),
            ("number_waiting", State.WAITING),
        )
    }
    return (
        Event.objects.exclude(pages=None)
        .annotate(**counts)
        .select_related("city")
        .order_by("-starts_on", "key")
    )


def confirmed(event: Event) -> Any:
    """Those who come, by city and name."""
    found = event.registrations.filter(state=State.CONFIRMED).select_related("city")
    return found.order_by("city_name", "name", "pk")


def visits(page: EventPage) -> list[dict[str, str]]:
    """The study visits of an event: key, and title with its language."""
    return [
        {"key": str(item.translation_key), "title": title, "lang": language}
        for item, title, language in titles_of_sessions(page)
        if item.seats is not None
    ]


def attendance_file(event: Event, page: EventPage) -> bytes:
    """The list of those who come as a table for a spreadsheet, without what they need."""
    head = [
        _("Name"), _("Function"), _("City or organisation"), _("E-mail"), _("Listens in"),
        _("Study visit"), _("Travel support"), _("Registered on"),
    ]  # fmt: skip
    titles = {visit["key"]: visit["title"] for visit in visits(page)}
    rows = [
        [
            one.name,
            one.function,
            one.city_name,
            one.email,
            language_name(one.hears) if one.hears else "",
            titles.get(one.visit, ""),
            _("yes") if one.travel_support else "",
            one.consented_at.date().isoformat(),
        ]
        for one in confirmed(event)
    ]
    return csv_file([head, *rows])


def headcount(event: Event, page: EventPage) -> list[dict[str, Any]]:
    """How many confirmed people listen in which language, in all and in each session with interpretation."""
    people = list(
        event.registrations.filter(state=State.CONFIRMED).values("hears", "sessions", "visit")
    )
    rows = [{"title": _("All"), "lang": "", "counts": _counted(people, event)}]
    for item, title, language in titles_of_sessions(page):
        if not item.is_interpreted:
            continue
        key = str(item.translation_key)
        there = [one for one in people if key in one["sessions"] or key == one["visit"]]
        rows.append({"title": title, "lang": language, "counts": _counted(there, event)})
    return rows


def _counted(people: list[Any], event: Event) -> list[int]:
    counts = Counter(one["hears"] for one in people)
    return [*(counts[code] for code in event.heard), counts[""]]
