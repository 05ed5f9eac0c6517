"""Before a silent city's record is archived, a city like it is asked whether the work still runs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from practices.models import PeerCheck, PracticePage, Record
from practices.records.freshness import archive, confirm_record
from practices.submission.people.peers import ask_peers
from tests.factories import PracticePageFactory
from tests.practices.writing import Desk, city, desk, editor, review

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(official: Desk) -> PracticePage:
    """A public practice of Aarhus."""
    record = official.begin()
    official.write_note(record)
    official.send(record)
    page = PracticePage.objects.get(pk=record.pk)
    assert review(editor("editor@example.org")[0], page, "publish").status_code == 302
    return PracticePage.objects.get(pk=record.pk)


@pytest.fixture
def odense(site_tree: Any, django_capture_on_commit_callbacks: Any) -> Desk:
    """Somebody of another Danish city, which has a record."""
    page = city(site_tree, "odense")
    with django_capture_on_commit_callbacks(execute=True):
        PracticePageFactory(parent=page, title="Work there", live=False).save_revision().publish()
    return desk(page, "official@odense.example")


def silent_for(page: PracticePage, days: int) -> None:
    day = timezone.localdate() - timedelta(days=days)
    Record.objects.filter(pages=page.pk).update(review_by=day)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_city_like_it_is_asked_once_and_what_it_says_stands_on_the_record(
    client: Client,
    official: Desk,
    public: PracticePage,
    odense: Desk,
    django_capture_on_commit_callbacks: Any,
) -> None:
    today = timezone.localdate()
    silent_for(public, 304)
    assert ask_peers(today) == 0
    silent_for(public, 305)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert ask_peers(today) == 1
        assert ask_peers(today) == 0
    assert [(one.to, one.subject) for one in mail.outbox] == [
        (["official@odense.example"], "Does it still run? Mentors in Aarhus (Aarhus)")
    ]
    assert "Does it still run in another city?" in text(odense.client.get(odense.at()))
    assert "Does it still run in another city?" not in text(official.client.get(official.at()))
    check = PeerCheck.objects.get()
    asked = odense.at(f"still-running/{check.pk}/")
    # Another city cannot answer it, nor can nonsense.
    assert official.client.post(official.at(f"still-running/{check.pk}/")).status_code == 404
    assert official.client.post(asked, {"answer": "runs"}).status_code == 404
    odense.client.post(asked, {"answer": "zebra"})
    odense.client.post(asked, {})
    assert "a city like it" not in text(client.get(public.url))
    with django_capture_on_commit_callbacks(execute=True):
        odense.client.post(asked, {"answer": "runs"})
    assert odense.client.post(asked, {"answer": "ended"}).status_code == 404
    assert "Odense, a city like it, said that as far as it knows the work still runs." in text(
        client.get(public.url)
    )
    assert mail.outbox[-1].to == ["official@aarhus.example"]
    assert "does it still run in another city" not in text(odense.client.get(odense.at())).lower()


@pytest.mark.parametrize(
    ("answer", "archived"), [("runs", 0), ("ended", 1), ("unknown", 1), ("", 1)]
)
def test_only_a_yes_puts_off_the_archive_and_by_a_year(
    official: Desk, public: PracticePage, odense: Desk, answer: str, archived: int
) -> None:
    today = timezone.localdate()
    silent_for(public, 366)
    row = Record.objects.get(pages=public.pk)
    check = PeerCheck.objects.create(
        record=row, review_by=row.review_by, city=odense.city.city, asked_on=today,
        answer=answer, answered_on=today if answer else None,
    )  # fmt: skip
    assert archive(today) == archived
    PeerCheck.objects.filter(pk=check.pk).update(answered_on=today - timedelta(days=366))
    assert archive(today) == 1 - archived


def test_what_was_said_ends_with_the_citys_own_word(
    client: Client, official: Desk, public: PracticePage, odense: Desk
) -> None:
    silent_for(public, 320)
    assert ask_peers(timezone.localdate()) == 1
    check = PeerCheck.objects.get()
    odense.client.post(odense.at(f"still-running/{check.pk}/"), {"answer": "ended"})
    assert "the work has ended" in text(client.get(public.url))
    confirm_record(public, official.user)
    assert "the work has ended" not in text(client.get(public.url))


def test_nobody_is_asked_where_no_city_has_people(public: PracticePage) -> None:
    silent_for(public, 320)
    assert ask_peers(timezone.localdate()) == 0
    assert not PeerCheck.objects.exists()
