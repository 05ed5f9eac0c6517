"""Study visits beside an event: ranked when registering, each with its seats, passed on when one is free."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from exchange.models import EventPage, ProgrammeItem, Registration
from exchange.registration.links import REGISTRATION
from tests.exchange.test_registration import FORM, confirmed, press, send

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def visits(summit: EventPage) -> list[str]:
    """Three visits that the host offers, with one seat each; their keys."""
    summit.sessions = [
        *summit.sessions.all(),
        *(
            ProgrammeItem(
                day=date(2030, 5, 7), begins=time(hour), ends=time(hour + 1), title=title, seats=1
            )
            for hour, title in ((13, "Info House"), (14, "Youth centre"), (15, "Prison"))
        ),
    ]
    summit.save_revision().publish()
    summit.event.seats = 10
    summit.event.save()
    found = summit.sessions.filter(seats=1).order_by("begins")
    return [str(one.translation_key) for one in found]


def held(summit: EventPage) -> list[str]:
    titles = {str(one.translation_key): one.title for one in summit.sessions.all()}
    active = summit.event.registrations.filter(state__in=("asked", "confirmed"))
    return [titles.get(one.visit, "") for one in active.order_by("place")]


def test_each_gets_the_best_liked_visit_with_a_seat_and_who_gets_none_waits_for_one(
    client: Client,
    run: Any,
    summit: EventPage,
    visits: list[str],
    office: Client,
) -> None:
    house, youth, prison = visits
    typed = {
        "sessions": [],
        "language": "en",
        "visit_1": house,
        "visit_2": house,
        "visit_3": prison,
    }
    assert send(client, run, summit, **typed).status_code == 302
    first = Registration.objects.get()
    assert first.visits == [house, prison]
    link = f"/en/registration/{REGISTRATION.token_of(first)}/"
    press(client, run, link, "confirm")
    assert "A seat is kept for you in the study visit “Info House”." in mail.outbox[-1].body
    confirmed(client, run, summit, 2, language="en", visits=[house, youth])
    assert "in the study visit “Youth centre”." in mail.outbox[-1].body
    third = confirmed(client, run, summit, 3, language="en", visits=[house, youth])
    assert "All seats of the study visits that you chose are taken." in mail.outbox[-1].body
    # Whoever came for no visit hears nothing of them.
    confirmed(client, run, summit, 4, language="en")
    assert "study visit" not in mail.outbox[-1].body
    assert held(summit) == ["Info House", "Youth centre", "", ""]
    shown = client.get(FORM.replace("/tr/", "/en/")).content.decode()
    assert "Info House (all seats are taken)" in shown
    assert "Prison</option>" in shown
    listed = office.get(f"/admin/events/{summit.event_id}/").content.decode()
    assert "Youth centre</span></td>" in listed
    # A seat that is given back goes to the first who waits for it, and only this one is told.
    mail.outbox.clear()
    wishes = {"function": "Mayor", "language": "en", "hears": "fr", "sessions": []}
    press(client, run, link, "change", **wishes, visit_1=prison)
    assert held(summit) == ["Prison", "Youth centre", "Info House", ""]
    assert [(one.to[0], one.subject) for one in mail.outbox] == [
        ("p3@city.example", "A seat in a study visit: Summit 2030")
    ]
    assert "It is kept for you in the study visit “Info House”." in mail.outbox[0].body
    own = f"/en/registration/{REGISTRATION.token_of(third)}/"
    assert (
        "<dt>Study visit</dt><dd><span>Info House</span></dd>" in client.get(own).content.decode()
    )
    press(client, run, own, "withdraw")
    assert held(summit) == ["Prison", "Youth centre", ""]
    file = office.post(
        f"/admin/events/{summit.event_id}/answer/", {"registration": first.pk, "verb": "confirm"}
    )
    assert file.status_code == 302
    file = office.get(f"/admin/events/{summit.event_id}/attendance.csv")
    assert "Prison" in file.content.decode()


def test_a_visit_that_is_not_offered_cannot_be_chosen_and_one_taken_out_keeps_nobody(
    client: Client,
    run: Any,
    summit: EventPage,
    visits: list[str],
) -> None:
    opening = str(summit.sessions.get(title="Opening").translation_key)
    for wrong in (opening, "guessed", "\x00", "x" * 5000):
        assert send(client, run, summit, sessions=[], visit_1=wrong).status_code == 400
    confirmed(client, run, summit, 1, language="en", visits=visits[:2])
    assert held(summit) == ["Info House"]
    summit.sessions = [one for one in summit.sessions.all() if one.title != "Info House"]
    summit.save_revision().publish()
    other = confirmed(client, run, summit, 2, language="en")
    press(client, run, f"/en/registration/{REGISTRATION.token_of(other)}/", "withdraw")
    assert held(summit) == ["Youth centre"]


def test_a_page_of_an_event_says_which_sessions_are_visits(
    summit: EventPage, visits: list[str]
) -> None:
    shown = Client().get("/en/events/summit-2030/").content.decode()
    assert shown.count("Study visit with 1 seat, chosen on registering") == 3
    assert '<option value="' + visits[0] + '" lang="en">' in Client().get(FORM).content.decode()
