"""Records are confirmed, their cities reminded, the contact withdrawn; each only once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client

from kb.models import OutgoingMail, RoleKind
from practices.models import PracticePage, Record
from practices.records.freshness import archive, remind
from search.table.writing import differences
from tests.practices.writing import Desk, desk, editor, review

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TODAY = date(2026, 11, 25)


@pytest.fixture
def public(official: Desk) -> Any:
    record = official.begin()
    official.write_note(record)
    official.send(record)
    page = PracticePage.objects.get(pk=record.pk)
    assert review(editor("editor@example.org")[0], page, "publish").status_code == 302
    return PracticePage.objects.get(pk=record.pk)


def due_in(page: Any, days: int) -> None:
    Record.objects.filter(pages=page.pk).update(review_by=TODAY + timedelta(days=days))


def test_each_reminder_is_written_once(public: Any) -> None:
    for days, written in (
        (61, 0),
        (60, 1),
        (40, 0),
        (14, 1),
        (3, 0),
        (0, 1),
        (-10, 0),
        (-30, 1),
        (-90, 0),
    ):
        moved = TODAY + timedelta(days=60 - days)
        Record.objects.filter(pages=public.pk).update(review_by=TODAY + timedelta(days=60))
        assert remind(moved) == written, days
        assert remind(moved) == 0


def test_a_day_on_which_nothing_ran_is_made_up_for(public: Any) -> None:
    due_in(public, 12)
    assert remind(TODAY) == 1
    assert remind(TODAY) == 0


def test_one_click_confirms_and_publishes_no_draft(
    official: Desk, public: Any, client: Client
) -> None:
    official.write(public, "work", description="A draft that nobody has read.")
    due_in(public, -5)
    page = official.client.get(official.at()).content.decode()
    assert "Still right" in page
    official.client.post(official.record_at(public, "confirm/"))
    public.refresh_from_db()
    assert public.review_by > TODAY
    assert b"nobody has read" not in client.get(public.url).content


def test_what_nobody_confirms_for_a_year_is_archived_and_readable_with_a_notice(
    public: Any, client: Client
) -> None:
    Record.objects.filter(pages=public.pk).update(last_confirmed_on=date(2023, 5, 1))
    due_in(public, -366)
    assert archive(TODAY) == 1
    assert archive(TODAY) == 0
    page = client.get(public.url)
    assert page.status_code == 200
    assert "Archived on 25 November 2026: not confirmed since 1 May 2023." in page.content.decode()
    assert OutgoingMail.objects.filter(key__startswith="archived").count() == 1
    assert remind(TODAY) == 0
    assert differences() == []


def test_archived_records_are_found_where_they_are_asked_for(public: Any, client: Client) -> None:
    due_in(public, -366)
    assert client.get("/api/v1/search?q=mentors").json()["total"] == 1
    archive(TODAY)
    assert client.get("/api/v1/search?q=mentors").json()["total"] == 0
    asked = client.get("/api/v1/search?q=mentors&archived=1").json()
    assert [(found["title"], found["archived"]) for found in asked["results"]] == [
        ("Mentors in Aarhus", True)
    ]
    plain = client.get("/en/search/?q=mentors").content.decode()
    assert "Include archived records" in plain
    assert "Archived on" not in plain
    switched = client.get("/en/search/?q=mentors&archived=1").content.decode()
    assert "Archived on 25 November 2026" in switched
    assert "with archived records" in switched
    assert 'id="archived" checked' in switched
    for listed in ("/en/", "/en/cities/aarhus/"):
        assert public.url not in client.get(listed).content.decode()


def test_the_city_brings_a_record_back_with_one_click(
    official: Desk, public: Any, client: Client
) -> None:
    due_in(public, -366)
    archive(TODAY)
    assert "Archived" in official.client.get(official.at("?state=archived")).content.decode()
    official.client.post(official.record_at(public, "confirm/"))
    public.refresh_from_db()
    assert public.archived_on is None
    assert client.get("/api/v1/search?q=mentors").json()["total"] == 1
    assert archive(TODAY) == 0
    assert differences() == []


def test_an_editor_brings_a_record_back_and_says_nothing_for_its_city(
    official: Desk, public: Any, client: Client
) -> None:
    Record.objects.filter(pages=public.pk).update(last_confirmed_on=date(2023, 5, 1))
    due_in(public, -366)
    archive(TODAY)
    reader, _user = editor("reader@example.org")
    address = f"/admin/moderation/{public.pk}/bring-back/"
    assert "Take from the archive" in reader.get(f"/admin/pages/{public.pk}/edit/").content.decode()
    assert official.client.post(address).status_code in (302, 403, 404)
    assert reader.get(address).status_code == 200
    assert reader.post(address).status_code == 302
    public.refresh_from_db()
    assert (public.archived_on, public.last_confirmed_on) == (None, date(2023, 5, 1))
    assert client.get("/api/v1/search?q=mentors").json()["total"] == 1
    assert reader.post(address).status_code == 404


def test_a_new_version_that_an_editor_publishes_is_out_of_the_archive(
    official: Desk, public: Any
) -> None:
    due_in(public, -366)
    archive(TODAY)
    official.write(public, "work", description="Quite another story, read anew by the editors.")
    assert PracticePage.objects.get(pk=public.pk).archived_on == TODAY
    official.send(public)
    review(editor("reader@example.org")[0], public, "publish")
    page = PracticePage.objects.get(pk=public.pk)
    assert (page.live, page.archived_on) == (True, None)
    assert "Quite another story" in page.description


def test_the_daily_command_runs_twice_without_harm(public: Any, capsys: Any) -> None:
    Record.objects.filter(pages=public.pk).update(review_by=date.today() + timedelta(days=10))
    call_command("keep_fresh")
    assert "1 reminders written" in capsys.readouterr().out
    call_command("keep_fresh")
    assert "0 reminders written" in capsys.readouterr().out


def test_reminders_go_to_the_coordinator_where_the_writer_has_left(
    official: Desk, public: Any
) -> None:
    desk(official.city, "coordinator@aarhus.example", RoleKind.COORDINATOR)
    official.user.city_roles.all().delete()
    due_in(public, 10)
    assert remind(TODAY) == 1
    assert (
        OutgoingMail.objects.get(key__startswith="review-due").email == "coordinator@aarhus.example"
    )


# The contact


def test_the_office_learns_of_its_address_and_ends_it_without_signing_in(
    official: Desk, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    record = official.begin()
    official.write_note(record)
    official.send(record)
    page = PracticePage.objects.get(pk=record.pk)
    assert page.get_latest_revision_as_object().contact_consent_version == "2026-11"
    with django_capture_on_commit_callbacks(execute=True):
        review(editor("editor@example.org")[0], page, "publish")
    page.refresh_from_db()
    assert b"prevention@aarhus.example" in client.get(page.url).content
    (told,) = [message for message in mail.outbox if message.to == ["prevention@aarhus.example"]]
    path = "/" + next(line for line in told.body.split() if "/contact/" in line).split("/", 3)[3]
    assert client.get(path).status_code == 200
    assert b"prevention@aarhus.example" in client.get(page.url).content
    assert client.post(path).status_code == 200
    assert b"prevention@aarhus.example" not in client.get(page.url).content
    page.refresh_from_db()
    assert all(revision.content["contact_email"] == "" for revision in page.revisions.all())
    assert client.get(path).status_code == 404
    assert client.get(path[:-3] + "xx/").status_code == 404


def test_an_address_without_consent_keeps_a_record_from_being_sent(official: Desk) -> None:
    record = official.begin()
    official.write_note(record)
    official.write(record, "contact", contact_agreed="")
    answer = official.send(record)
    assert answer.status_code == 400
    assert [part.field for part, _chapter in answer.context["missing"]] == ["contact_agreed"]
