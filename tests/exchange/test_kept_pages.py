"""Pages of events, calendars and questions are kept ready, and the next reader sees what has changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.forms.models import model_to_dict
from django.test import Client

from exchange.events.facts import call_off, store_facts
from exchange.models import EVENT_FACTS, EventPage
from exchange.questions import services as question_verbs
from exchange.questions.kind import QUESTIONS
from exchange.registration import services
from exchange.review.kinds import APPROVE
from exchange.review.services import decide, translate
from kb.accounts.services import give_role
from kb.models import CityPage, RoleKind, User
from search.services import build_waiting
from tests.exchange.asking import question
from tests.factories import PracticePageFactory
from tests.kb.site.test_ready_pages import pages_are_kept  # noqa: F401  (a fixture for each test)

pytestmark = pytest.mark.django_db


def test_a_program_that_asks_every_minute_is_told_that_nothing_is_new_until_something_is(
    client: Client, summit: EventPage, secretary: Any
) -> None:
    address = "/en/events/summit-2030/calendar/"
    build_waiting()
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    administrator = User.objects.create_superuser("admin", "admin@alliance.example")
    typed = {**model_to_dict(summit.event, EVENT_FACTS), "city": summit.event.city_id, "seats": 99}
    assert store_facts(summit, typed, administrator)
    build_waiting()
    assert b"SEQUENCE:1\r\n" in client.get(address).content
    assert b"<dd>99</dd>" in client.get("/en/events/summit-2030/").content
    call_off(summit.event, secretary)
    build_waiting()
    changed = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert b"STATUS:CANCELLED" in changed.content
    assert b"Cancelled" in client.get("/en/events/").content


def test_the_number_of_cities_on_the_page_is_that_of_now(
    client: Client, summit: EventPage, aarhus: CityPage
) -> None:
    def shown() -> bool:
        return b"Cities that take part" in client.get("/en/events/summit-2030/").content

    build_waiting()
    one = summit.event.registrations.create(
        name="A", function="Mayor", city_name="Aarhus", city=aarhus.city, email="a@aarhus.example"
    )
    assert not shown()
    services.confirm_address(one)
    services.answer(summit.event, [one.pk], confirms=True, by=None)
    assert shown()
    one.refresh_from_db()
    services.withdraw(one)
    assert not shown()


def test_a_question_is_on_the_kept_page_with_its_answer_and_off_it_when_it_is_withdrawn(
    client: Client, aarhus: CityPage
) -> None:
    page = PracticePageFactory(parent=aarhus, title="Mentors", slug="mentors")
    made = question(page.record, state="sent", sent_by=None)
    official, reader = (User.objects.create_user(name, f"{name}@x.example") for name in "ab")
    give_role(official, aarhus.city, RoleKind.OFFICIAL)
    reader.groups.set(Group.objects.filter(name__in=["Editors", "Moderators"]))

    def shown() -> list[bool]:
        build_waiting()
        kept = [client.get(path).content for path in (page.url, f"/fr{page.url[3:]}")]
        return [b"There are twelve mentors." in content for content in kept]

    assert shown() == [False, False]
    assert decide(QUESTIONS, made, reader, APPROVE, version=1)
    assert shown() == [True, True]
    made.refresh_from_db()
    translate(QUESTIONS, made, reader, {"fr": {"reply": "Il y en a douze."}})
    assert shown() == [True, False]
    assert question_verbs.withdraw(made, official)
    assert shown() == [False, False]
