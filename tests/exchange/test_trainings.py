"""Trainings with dates: a coordinator names them at once, readers find them, calendars take them over."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client, TestCase
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import PageLogEntry, PageViewRestriction

from kb.models import RoleKind
from practices.models import TrainingDate, TrainingProgrammePage
from tests.exchange.test_events import strictly_valid
from tests.factories import TrainingProgrammePageFactory
from tests.practices.writing import Desk, city, desk

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=20)
TYPED = {
    "starts_on": str(SOON),
    "begins": "09:30",
    "ends_on": "",
    "ends": "16:00",
    "place": "Town hall",
    "language": "da",
    "mode": "on-site",
    "open_to_others": "on",
    "seats": "12, two of them for guests",
}


@pytest.fixture
def training(site_tree: Any) -> TrainingProgrammePage:
    """A public training of Aarhus."""
    parent = city(site_tree, "aarhus")
    parent.city.change(website="https://aarhus.example/")
    with TestCase.captureOnCommitCallbacks(execute=True):
        return TrainingProgrammePageFactory(
            parent=parent, title="First signs", slug="first-signs", summary="A day for teachers."
        )


@pytest.fixture
def coordinator(training: TrainingProgrammePage) -> Desk:
    return desk(training.get_parent().specific, "coordinator@aarhus.example", RoleKind.COORDINATOR)


def give(page: TrainingProgrammePage, **values: Any) -> TrainingDate:
    day = values.pop("starts_on", SOON)
    facts = {"ends_on": day, "language": "da", "mode": "on-site", **values}
    return TrainingDate.objects.create(record=page.record, starts_on=day, **facts)


def text_of(path: str, **asked: str) -> str:
    answer = Client().get(path, asked)
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser").select_one("main")
    return " ".join(page.get_text(" ").split())


def entries(path: str, **asked: str) -> list[Any]:
    answer = Client().get(path, asked)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    strictly_valid(answer.content)
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_a_coordinator_names_a_date_that_readers_see_at_once(
    training: TrainingProgrammePage, coordinator: Desk
) -> None:
    assert "No training has a date just now." in text_of("/en/trainings/")
    at_desk = coordinator.record_at(training, "dates/")
    assert at_desk in coordinator.client.get(coordinator.record_at(training)).content.decode()
    version = training.latest_revision_id
    assert coordinator.client.post(at_desk, TYPED).status_code == 302
    made = TrainingDate.objects.get()
    assert (made.ends_on, made.seats, str(made.zone)) == (
        SOON, "12, two of them for guests", "Europe/Copenhagen",
    )  # fmt: skip
    # The record itself is not touched: no version, no review.
    page = TrainingProgrammePage.objects.get(pk=training.pk)
    assert (page.latest_revision_id, page.workflow_in_progress) == (version, False)
    for path in (training.url, "/en/trainings/", training.url.replace("/en/", "/de/")):
        assert "Town hall" in text_of(path)
        assert "09:30" in text_of(path)
    assert "12, two of them for guests" in text_of("/fr/trainings/")
    # Changed, then called off: it stays to be seen until its day is past.
    one = f"{at_desk}{made.pk}/"
    assert coordinator.client.post(one, {**TYPED, "place": "Library"}).status_code == 302
    assert "Library" in text_of("/en/trainings/")
    assert coordinator.client.post(one, {"verb": "cancel"}).status_code == 302
    assert "Cancelled" in text_of("/en/trainings/")
    assert "Cancelled" in text_of(training.url)
    # What was called off is changed by nobody.
    assert coordinator.client.post(one, TYPED).status_code == 404
    TrainingDate.objects.update(starts_on=date(2020, 1, 1), ends_on=date(2020, 1, 1))
    assert "No training has a date just now." in text_of("/en/trainings/")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"starts_on": str(TODAY - timedelta(days=1))}, "starts_on"),
        ({"starts_on": str(TODAY + timedelta(days=4000))}, "starts_on"),
        ({"starts_on": "9999-12-31"}, "starts_on"),
        ({"starts_on": "soon"}, "starts_on"),
        ({"ends_on": str(SOON - timedelta(days=1))}, "ends_on"),
        ({"ends_on": str(SOON + timedelta(days=400))}, "ends_on"),
        ({"ends": "08:00"}, "ends"),
        ({"begins": ""}, "begins"),
        ({"mode": "by-post"}, "mode"),
        ({"language": "x" * 11}, "language"),
        ({"place": "Call our colleague on +45 31 22 44 55"}, "place"),
        ({"seats": "Ask anna.jensen@example.org"}, "seats"),
        ({"registration_url": "https://evil.example/"}, "registration_url"),
        ({"registration_url": "javascript:alert(1)"}, "registration_url"),
        ({"place": "\x00"}, "place"),
    ],
)
def test_what_is_wrong_is_said_at_its_box(
    training: TrainingProgrammePage, coordinator: Desk, typed: dict[str, str], field: str
) -> None:
    answer = coordinator.client.post(coordinator.record_at(training, "dates/"), {**TYPED, **typed})
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert TrainingDate.objects.count() == 0


def test_links_lead_where_editors_or_the_city_lead_already(
    training: TrainingProgrammePage, coordinator: Desk
) -> None:
    link = {"registration_url": "https://aarhus.example/courses"}
    answer = coordinator.client.post(coordinator.record_at(training, "dates/"), {**TYPED, **link})
    assert answer.status_code == 302
    assert "https://aarhus.example/courses" in Client().get(training.url).content.decode()


def test_nobody_but_the_citys_coordinator_names_dates(
    training: TrainingProgrammePage, coordinator: Desk, site_tree: Any
) -> None:
    given = give(training)
    at_desk = coordinator.record_at(training, "dates/")
    ghent = desk(city(site_tree, "ghent"), "coordinator@ghent.example", RoleKind.COORDINATOR)
    official = desk(coordinator.city, "official@aarhus.example")
    for path in (at_desk, f"{at_desk}{given.pk}/"):
        for client in (ghent.client, official.client):
            assert client.get(path).status_code == 404
            assert client.post(path, TYPED).status_code == 404
        # Who is signed out is asked to sign in, and nothing of what was sent is taken.
        assert Client().get(path).status_code == 302
        assert Client().post(path, TYPED).status_code == 403
    assert coordinator.client.get(f"{at_desk}{uuid.uuid4()}/").status_code == 404
    assert TrainingDate.objects.count() == 1
    practice = coordinator.begin()
    assert coordinator.client.get(coordinator.record_at(practice, "dates/")).status_code == 404


def test_coming_dates_are_filtered_and_paged(
    training: TrainingProgrammePage, django_assert_max_num_queries: Any
) -> None:
    give(training, place="In Danish", open_to_others=True)
    give(training, place="In Turkish", language="tr", mode="online")
    give(training, place="Long ago", starts_on=date(2020, 1, 1))
    assert "Long ago" not in text_of("/en/trainings/")
    for asked, found in (
        ({"language": "tr"}, ["In Turkish"]),
        ({"mode": "online"}, ["In Turkish"]),
        ({"open": "1"}, ["In Danish"]),
        ({"language": "tr", "open": "1"}, []),
        ({"language": "'; --", "mode": "x", "p": "9" * 30}, ["In Danish", "In Turkish"]),
    ):
        text = text_of("/en/trainings/", **asked)
        assert [place for place in ("In Danish", "In Turkish") if place in text] == found
    assert "No training to come fits." in text_of("/en/trainings/", language="tr", open="1")
    for number in range(40):
        give(training, place=f"Room {number}", starts_on=SOON + timedelta(days=number + 1))
    with django_assert_max_num_queries(14):
        first = text_of("/en/trainings/")
    assert "Page 1 of 2" in first
    assert "Room 39" not in first
    assert "Room 39" in text_of("/en/trainings/", p="2")


def test_calendars_hold_dates_with_times_of_the_city_and_say_what_is_cancelled(
    training: TrainingProgrammePage,
) -> None:
    timed = give(training, begins=time(9, 30), ends=time(16), place="Mairie, 2ᵉ étage – здание")
    whole = give(training, starts_on=SOON + timedelta(days=1), ends_on=SOON + timedelta(days=2))
    give(training, starts_on=date(2020, 1, 1))
    TrainingDate.objects.filter(pk=whole.pk).update(cancelled_on=TODAY, sequence=1)
    for path in (f"{training.url}calendar/", "/en/trainings/calendar/"):
        first, second = entries(path)
        assert str(first["uid"]) == f"{timed.pk}@trainings.alliance-exchange"
        assert first["dtstart"].params["TZID"] == "Europe/Copenhagen"
        assert first["dtstart"].dt.astimezone(UTC) == datetime.combine(
            SOON, time(9, 30), timed.zone
        ).astimezone(UTC)
        assert first["dtend"].dt - first["dtstart"].dt == timedelta(hours=6, minutes=30)
        assert str(first["summary"]) == "First signs"
        assert "Mairie, 2ᵉ étage – здание" in str(first["location"])
        assert str(second["status"]) == "CANCELLED"
        assert str(second["summary"]) == "Cancelled: First signs"
        # The end of whole days is the day after the last.
        assert (second["dtstart"].dt, second["dtend"].dt) == (
            SOON + timedelta(days=1), SOON + timedelta(days=3),
        )  # fmt: skip
    assert entries("/en/trainings/calendar/", language="tr") == []
    assert len(entries("/tr/trainings/calendar/", language="da")) == 2
    # Of one city, and from a day on; what is no city and no day counts as not chosen.
    assert len(entries("/en/trainings/calendar/", city="aarhus")) == 2
    assert entries("/en/trainings/calendar/", city="ghent") == []
    after = (SOON + timedelta(days=1)).isoformat()
    (later,) = entries("/en/trainings/calendar/", city="aarhus", since=after)
    assert str(later["status"]) == "CANCELLED"
    assert len(entries("/en/trainings/calendar/", city="\x00", since="2026-13-99")) == 2
    page = BeautifulSoup(Client().get("/en/trainings/", {"city": "aarhus"}).content, "html.parser")
    assert page.select_one("#city option[selected]").get_text() == "Aarhus"  # type: ignore[union-attr]
    assert page.select_one("a[type='text/calendar']")["href"] == (  # type: ignore[index]
        "/en/trainings/calendar/?city=aarhus&"
    )


@pytest.mark.parametrize("how", ["draft", "unpublished", "restricted", "archived"])
def test_dates_of_a_training_that_nobody_can_read_are_nowhere(
    training: TrainingProgrammePage, how: str
) -> None:
    give(training, place="A hidden place")
    with TestCase.captureOnCommitCallbacks(execute=True):
        if how == "draft":
            training.live = False
            training.save()
        elif how == "unpublished":
            training.unpublish()
        elif how == "archived":
            training.record.change(archived_on=TODAY)
        else:
            PageViewRestriction.objects.create(
                page=training.get_parent(), restriction_type=PageViewRestriction.LOGIN
            )
    for path in ("/en/trainings/", "/de/trainings/", "/en/trainings/calendar/"):
        answer = Client().get(path).content.decode()
        assert "A hidden place" not in answer
        assert "First signs" not in answer
    if how != "archived":
        assert "A hidden place" not in Client().get(f"{training.url}calendar/").content.decode()


def test_at_most_sixty_dates_are_to_come(
    training: TrainingProgrammePage, coordinator: Desk
) -> None:
    TrainingDate.objects.bulk_create(
        TrainingDate(
            record=training.record, starts_on=SOON, ends_on=SOON, language="da", mode="online"
        )
        for _number in range(60)
    )
    answer = coordinator.client.post(coordinator.record_at(training, "dates/"), TYPED)
    assert answer.status_code == 400
    assert "At most 60 coming dates" in answer.content.decode()
    assert TrainingDate.objects.count() == 60
    assert not PageLogEntry.objects.filter(action="practices.dates").exists()
