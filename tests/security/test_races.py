"""Two at once on PostgreSQL: of what is pressed together one counts, and nothing is lost or doubled.

Each test has a copy of the database in which everything is really committed, and a thread for each person.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core import mail
from django.db import connections
from django.test import Client
from wagtail.models import PageLogEntry, TaskState, WorkflowState

from kb.accounts.services import invite
from kb.models import CityIndexPage, CityRole, RoleKind, User
from practices.models import PracticePage
from practices.moderation.versions import newest_version
from practices.submission.writing.drafts import newest
from tests.conftest import SiteTree
from tests.practices.writing import Desk, city, desk, editor, filled, review
from tests.two_at_once import ON_POSTGRESQL_ALONE

pytestmark = ON_POSTGRESQL_ALONE


@pytest.fixture
def aarhus(copied_database: None) -> Any:
    return city(SiteTree(None, CityIndexPage.objects.get(), None), "aarhus")  # type: ignore[arg-type]


@pytest.fixture
def official(aarhus: Any) -> Desk:
    return desk(aarhus, "official@aarhus.example", RoleKind.COORDINATOR)


@pytest.fixture
def sent(official: Desk) -> Any:
    return written_and_sent(official)


def written_and_sent(official: Desk) -> Any:
    record = official.begin()
    official.write_note(record)
    assert official.send(record).status_code == 302
    return PracticePage.objects.get(pk=record.pk)


def at_once(*doings: Callable[[], Any]) -> list[Any]:
    """What each of the doings gave; all begin in the same moment."""
    start, given = Barrier(len(doings)), [None] * len(doings)

    def run(place: int, doing: Callable[[], Any]) -> None:
        try:
            start.wait()
            given[place] = doing()
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=pair) for pair in enumerate(doings)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert None not in given
    return given


def again(record: Any) -> Any:
    """The same record, for another thread."""
    return PracticePage.objects.get(pk=record.pk)


def take_back_and_write(official: Desk, record: Any, data: dict[str, Any]) -> Any:
    official.client.post(official.record_at(record, "take-back/"))
    return official.client.post(official.record_at(record, "write/work/"), data)


def statuses(answers: list[Any]) -> list[int]:
    return sorted(answer.status_code for answer in answers)


def decided(record: Any) -> list[str]:
    """How the reviews of a record have ended."""
    found = TaskState.objects.filter(workflow_state__object_id=str(record.pk))
    return sorted(
        found.exclude(status=TaskState.STATUS_IN_PROGRESS).values_list("status", flat=True)
    )


@pytest.mark.django_db
def test_nothing_of_it_stays_in_the_database_of_other_tests(django_db_setup: None) -> None:
    """It also asks pytest-django for that database: it makes none where no test is marked."""
    assert not PracticePage.objects.exists()


def test_two_editors_publish_once(official: Desk) -> None:
    first, second = editor("one@example.org")[0], editor("two@example.org")[0]
    record = written_and_sent(official)
    answers = at_once(
        partial(review, first, record, "publish"),
        partial(review, second, again(record), "publish"),
    )
    assert statuses(answers) in ([302, 302], [302, 409])
    assert again(record).live is True
    assert decided(record) == ["approved"]
    published = PageLogEntry.objects.filter(page=record.pk, action="wagtail.publish")
    assert published.count() == 1


def test_of_two_decisions_one_counts(official: Desk) -> None:
    first, second = editor("one@example.org")[0], editor("two@example.org")[0]
    record = written_and_sent(official)
    version = str(newest_version(record))
    at_once(
        partial(review, first, record, "publish", version=version),
        partial(
            review, second, again(record), "decline",
            version=version, reason="rights", words="Not ours.",
        ),
    )  # fmt: skip
    live = again(record).live
    assert decided(record) == (["approved"] if live else ["cancelled"])


def test_what_is_published_is_what_was_read_while_the_city_takes_it_back_and_writes(
    official: Desk,
) -> None:
    reader = editor("one@example.org")[0]
    record = written_and_sent(official)
    version = str(newest_version(record))
    data = filled(record, "work", {"summary": "Nobody has read this."})
    at_once(
        partial(review, reader, record, "publish", version=version),
        partial(take_back_and_write, official, record, data),
    )
    public = again(record)
    assert public.summary != "Nobody has read this." or not public.live


def test_a_record_sent_twice_waits_once(official: Desk) -> None:
    tabs = [official.client, Client()]
    tabs[1].force_login(official.user)
    record = official.begin()
    official.write_note(record)
    at_once(*(partial(Desk(tab, official.user, official.city).send, record) for tab in tabs))
    states = WorkflowState.objects.filter(object_id=str(record.pk))
    assert [state.status for state in states] == ["in_progress"]


def test_of_two_tabs_that_write_one_answer_none_is_lost_unsaid(official: Desk) -> None:
    tabs = [official.client, Client()]
    tabs[1].force_login(official.user)
    record = official.begin()
    forms = [filled(record, "work", {"summary": f"Words of tab {tab}."}) for tab in (0, 1)]
    address = official.record_at(record, "write/work/")
    answers = at_once(
        *(partial(tab.post, address, form) for tab, form in zip(tabs, forms, strict=True))
    )
    assert statuses(answers) == [302, 409]
    stored = 0 if answers[0].status_code == 302 else 1
    assert newest(PracticePage.objects.get(pk=record.pk)).summary == f"Words of tab {stored}."
    assert f"Words of tab {1 - stored}." in answers[1 - stored].content.decode()


def test_an_invitation_makes_one_account(official: Desk) -> None:
    mail.outbox.clear()
    invite(
        "new@aarhus.example", official.city.city, RoleKind.OFFICIAL,
        language="en", by=official.user,
    )  # fmt: skip
    found = re.search(r"https?://[^/]+(/\S+/invitation/\S+/)", mail.outbox[-1].body)
    assert found is not None
    words = {
        "first_name": "Ada", "last_name": "Berg",
        "password1": "a long password", "password2": "a long password",
    }  # fmt: skip
    answers = at_once(*(partial(Client().post, found[1], words) for _tab in range(2)))
    assert statuses(answers) == [302, 404]
    assert User.objects.filter(email="new@aarhus.example").count() == 1
    assert CityRole.objects.filter(user__email="new@aarhus.example").count() == 1


def test_slices_pressed_together_are_one_slice(official: Desk, sent: Any) -> None:
    """Two small changes in two tabs publish no more than one may."""
    assert review(editor("one@example.org")[0], sent, "publish").status_code == 302
    tabs = [official.client, Client()]
    tabs[1].force_login(official.user)
    official.write(sent, "work", summary="Mentors meet young people each week.")
    at_once(*(partial(tab.post, official.record_at(sent, "publish-small-change/")) for tab in tabs))
    public = PracticePage.objects.get(pk=sent.pk)
    assert public.summary == "Mentors meet young people each week."
    small = PageLogEntry.objects.filter(page=sent.pk, action="practices.minor")
    assert small.count() == 1


def test_what_is_taken_down_while_it_is_published_is_not_public(official: Desk) -> None:
    first, second = editor("one@example.org")[0], editor("two@example.org")[0]
    record = written_and_sent(official)
    at_once(
        partial(review, first, record, "publish"),
        partial(second.post, f"/admin/moderation/{record.pk}/take-down/", {"reason": "A reason."}),
    )
    public = again(record)
    status = Client().get(f"/en/cities/aarhus/{public.slug}/").status_code
    assert status == (200 if public.live else 410 if public.first_published_at else 404)
    found = Client().get("/api/v1/search?q=mentors").json()["results"]
    assert (str(record.translation_key) in [row["id"] for row in found]) is public.live
