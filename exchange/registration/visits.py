"""Study visits of the host beside an event: which are offered, and who has a seat in which.

A visit is a session of the programme with seats of its own. Whoever registers ranks some; whoever has a seat
at the event gets one in the best liked that has any left. Called with the row of the event locked.
"""

from __future__ import annotations

from django.db.models import Count

from exchange.events.listing import first_version
from exchange.models import Event, ProgrammeItem, Registration
from exchange.models.registrations import SEATED

MOST_CHOICES = 3


def visit_seats(event: Event) -> dict[str, int]:
    """The visits that are offered, by key, with their seats; in the order of the programme."""
    page = first_version(event.pages.all())
    visits = ProgrammeItem.objects.filter(page=page, seats__isnull=False)
    rows = visits.order_by("day", "begins", "pk").values_list("translation_key", "seats")
    return {str(key): int(seats or 0) for key, seats in rows}


def visit_seats_left(event: Event) -> dict[str, int]:
    """How many seats are free in each visit."""
    seated = event.registrations.filter(state__in=SEATED).exclude(visit="")
    taken = dict(seated.values_list("visit").annotate(Count("pk")).order_by())
    return {key: max(0, seats - taken.get(key, 0)) for key, seats in visit_seats(event).items()}


def give_visit(registration: Registration, event: Event) -> bool:
    """A seat in the best liked visit that has one, or in that which is held; True for a new one."""
    return _seat(registration, visit_seats_left(event))


def _seat(registration: Registration, left: dict[str, int]) -> bool:
    before = registration.visit
    registration.visit = ""
    if registration.visits and registration.state in SEATED:
        there = (key for key in registration.visits if key == before or left.get(key))
        registration.visit = next((key for key in there if key in left), "")
    return bool(registration.visit and registration.visit != before)


def give_free_visits(event: Event) -> list[Registration]:
    """Seats in visits that became free go to those who chose them and have none, in order; who got one."""
    seated = event.registrations.select_for_update().filter(state__in=SEATED)
    left = visit_seats_left(event)
    # Of a visit that is no longer in the programme nobody has a seat.
    seated.exclude(visit__in=["", *left]).update(visit="")
    given: list[Registration] = []
    if not any(left.values()):
        return given
    for one in seated.filter(visit="").exclude(visits=[]).order_by("place"):
        if _seat(one, left):
            left[one.visit] -= 1
            one.changes += 1
            one.save(update_fields=["visit", "changes"])
            given.append(one)
    return given
