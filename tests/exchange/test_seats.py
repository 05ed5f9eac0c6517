"""Two hundred at once on PostgreSQL for fifty seats: exactly fifty get one, in order, and nobody is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import time
from typing import Any

import pytest
from django.db import connections

from exchange.models import Event, EventIndexPage, EventPage, ProgrammeItem, Registration
from exchange.registration.services import answer, confirm_address, seats_left, withdraw
from kb.models import HomePage, OutgoingMail
from tests.exchange.test_registration import registered
from tests.factories import EventIndexPageFactory, EventPageFactory
from tests.two_at_once import ON_POSTGRESQL_ALONE, once

SEATS, PEOPLE, AT_ONCE = 50, 200, 20
pytestmark = ON_POSTGRESQL_ALONE


def at_once(verb: Any, rows: list[Registration]) -> list[Any]:
    """What the verb answers for each, twenty at the same time, each on a connection of its own."""

    def do(row: Registration) -> Any:
        try:
            return verb(row)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(do, rows))


@pytest.mark.django_db
def test_a_seat_is_free_until_somebody_has_it(summit: EventPage) -> None:
    assert seats_left(summit.event) == 2
    confirm_address(registered(summit, 1))
    assert seats_left(summit.event) == 1


@once
def test_the_last_seat_of_a_visit_goes_to_one_of_two_who_ask_for_it_at_once(
    copied_database: None,
) -> None:
    home = HomePage.objects.get(slug="home", locale__language_code="en")
    page = EventPageFactory(
        parent=EventIndexPageFactory(parent=home), takes_registrations=True, seats=PEOPLE
    )
    titles = ("Info House", "Youth centre", "Prison")
    page.sessions = [
        ProgrammeItem(
            day=page.event.starts_on, begins=time(13), ends=time(14), title=title, seats=seats
        )
        for title, seats in zip(titles, (1, 5, 20), strict=True)
    ]
    page.save_revision().publish()
    keys = {one.title: str(one.translation_key) for one in page.sessions.all()}
    ranked = [keys[title] for title in titles]
    rows = [registered(page, number, visits=ranked) for number in range(40)]
    assert sum(at_once(confirm_address, rows)) == 40
    found = Registration.objects.order_by("place").values_list("visit", flat=True)
    # In the order of coming: one in the first, five in the second, twenty in the third, the rest waits.
    assert list(found) == [ranked[0], *[ranked[1]] * 5, *[ranked[2]] * 20, *[""] * 14]
    at_once(withdraw, list(Registration.objects.order_by("place")[:2]))
    left = Registration.objects.exclude(state="withdrawn").order_by("place")
    # Either of the two may be first to leave: the first who waits gets that seat, the second the other.
    seats_of_those_who_waited = dict(left.filter(place__in=(27, 28)).values_list("visit", "place"))
    assert seats_of_those_who_waited.keys() == {ranked[0], ranked[1]}
    assert left.filter(visit=ranked[0]).count() == 1
    assert left.filter(visit=ranked[1]).count() == 5
    assert left.filter(visit="").count() == 12


@once
def test_fifty_of_two_hundred_get_a_seat_in_order_and_none_is_lost(
    copied_database: None,
) -> None:
    home = HomePage.objects.get(slug="home", locale__language_code="en")
    events: EventIndexPage = EventIndexPageFactory(parent=home)
    page = EventPageFactory(
        parent=events, takes_registrations=True, seats=SEATS, confirms_each=False
    )
    rows = [
        Registration.objects.create(
            event=page.event, name=f"Person {number}", function="Mayor", city_name="Aarhus",
            email=f"p{number}@city.example", language="en", consent_version="2026-11",
        )
        for number in range(PEOPLE)
    ]  # fmt: skip
    # Everybody presses the button twice.
    assert sum(at_once(confirm_address, rows + rows)) == PEOPLE
    event = Event.objects.get()
    found = list(event.registrations.order_by("place").values_list("place", "state"))
    assert found == [
        (place, "confirmed" if place <= SEATS else "waiting") for place in range(1, PEOPLE + 1)
    ]
    assert OutgoingMail.objects.filter(key__contains=":state-").count() == PEOPLE
    # Ten give theirs back while the secretariat confirms everybody: still fifty, the first who wait.
    leaving = list(event.registrations.filter(state="confirmed").order_by("place")[:10])
    everybody = [row.pk for row in event.registrations.filter(state="waiting")]

    def either(row: Registration) -> Any:
        return withdraw(row) if row in leaving else answer(event, everybody, confirms=True, by=None)

    at_once(either, [*leaving, *event.registrations.filter(state="waiting")[:3]])
    confirmed = event.registrations.filter(state="confirmed").order_by("place")
    assert [row.place for row in confirmed] == list(range(11, 61))
    assert event.registrations.filter(state="waiting").count() == 140
