"""A city may want its coordinator to clear what officials write; then nobody else sends it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from wagtail.models import Revision

from kb.models import CityPage, RoleKind
from practices.submission.desk.services import to_be_cleared
from practices.submission.sending import sending
from practices.submission.writing.drafts import newest
from tests.factories import locale
from tests.practices.writing import Desk, desk, editor, submission_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def official(aarhus: Any) -> Desk:
    return desk(aarhus, "official@aarhus.example", first_name="Ayşe")


@pytest.fixture
def coordinator(aarhus: Any) -> Desk:
    found = desk(aarhus, "coordinator@aarhus.example", RoleKind.COORDINATOR)
    found.client.post(found.at("people/clearance/"), {"coordinator_clears": "on"})
    return found


@pytest.fixture
def asked(official: Desk, coordinator: Desk) -> Any:
    """A record that waits for the coordinator."""
    record = official.begin()
    official.write_note(record)
    assert official.send(record).status_code == 302
    return record


def states(person: Desk) -> list[str]:
    return [
        state.code
        for _record, state, _languages in person.client.get(person.at()).context["records"]
    ]


def test_only_a_coordinator_turns_it_on_and_off(official: Desk, aarhus: CityPage) -> None:
    for wanted in ({"coordinator_clears": "on"}, {}):
        answer = official.client.post(official.at("people/clearance/"), wanted)
        assert answer.status_code == 404
    chief = desk(aarhus, "coordinator@aarhus.example", RoleKind.COORDINATOR)
    aarhus.refresh_from_db()
    assert not aarhus.coordinator_clears
    chief.client.post(chief.at("people/clearance/"), {"coordinator_clears": "on"})
    aarhus.refresh_from_db()
    assert aarhus.coordinator_clears
    chief.client.post(chief.at("people/clearance/"), {})
    aarhus.refresh_from_db()
    assert not aarhus.coordinator_clears


def test_an_older_version_of_the_citys_page_does_not_turn_it_off(
    official: Desk, aarhus: CityPage
) -> None:
    before = aarhus.save_revision()
    chief = desk(aarhus, "coordinator@aarhus.example", RoleKind.COORDINATOR)
    chief.client.post(chief.at("people/clearance/"), {"coordinator_clears": "on"})
    Revision.objects.get(pk=before.pk).publish()
    record = official.begin()
    official.write_note(record)
    official.send(record)
    assert not newest(record).workflow_in_progress


def test_it_holds_for_records_in_every_language(
    official: Desk, coordinator: Desk, aarhus: CityPage
) -> None:
    aarhus.copy_for_translation(locale("de"), copy_parents=True)
    record = official.begin(language="de")
    official.write_note(record)
    official.send(record)
    assert not newest(record).workflow_in_progress
    assert submission_of(record).clearance_asked_by == official.user


def test_it_is_asked_for_in_one_language_at_a_time(
    asked: Any, official: Desk, coordinator: Desk
) -> None:
    """A record has one submission: what waits in English is not lost by what is written in German."""
    german = asked.copy_for_translation(locale("de"), copy_parents=True)
    listed = coordinator.client.get(coordinator.at()).context["records"]
    assert {record.pk: state.code for record, state, _languages in listed} == {
        asked.pk: "to-be-cleared",
        german.pk: "draft",
    }
    assert official.send(german).status_code in (302, 403, 404)
    assert submission_of(german) == submission_of(asked)
    assert submission_of(asked).clearance_asked_for_id == asked.pk
    # The coordinator sends the German one: the English one waits as before.
    sending.send(german, coordinator.user, explanations={}, duplicate_answers={})
    assert [record.pk for record in to_be_cleared(coordinator.city)] == [asked.pk]


def test_an_official_asks_and_the_coordinator_learns_of_it(
    official: Desk, coordinator: Desk, django_capture_on_commit_callbacks: Any
) -> None:
    editor("editor@example.org")
    record = official.begin()
    official.write_note(record)
    shown = official.client.get(official.record_at(record, "check/")).content.decode()
    assert "Ask for approval" in shown
    assert "Send to the editors" not in shown
    with django_capture_on_commit_callbacks(execute=True):
        answer = official.send(record)
    assert answer["Location"] == official.record_at(record)
    assert [message.to for message in mail.outbox] == [["coordinator@aarhus.example"]]
    assert "Ayşe asks you to approve “Mentors in Aarhus”" in mail.outbox[0].body
    assert states(official) == ["to-be-cleared"]
    assert (
        b"waits for approval by your coordinator" in official.client.get(answer["Location"]).content
    )
    assert b"Waiting for your approval" not in official.client.get(official.at()).content
    assert b"Waiting for your approval" in coordinator.client.get(coordinator.at()).content


def test_the_coordinator_clears_and_sends(
    asked: Any, official: Desk, coordinator: Desk, django_capture_on_commit_callbacks: Any
) -> None:
    editor("editor@example.org")
    shown = coordinator.client.get(coordinator.record_at(asked, "check/")).content.decode()
    assert "Approve and send to the editors" in shown
    with django_capture_on_commit_callbacks(execute=True):
        assert coordinator.send(asked).status_code == 302
    assert newest(asked).workflow_in_progress
    submission = submission_of(asked)
    assert (submission.sent_by, submission.clearance_asked_at) == (coordinator.user, None)
    assert sorted(message.to[0] for message in mail.outbox) == [
        "coordinator@aarhus.example", "editor@example.org", "official@aarhus.example",
    ]  # fmt: skip
    cleared = next(m for m in mail.outbox if m.to == ["official@aarhus.example"])
    assert cleared.subject.startswith("Approved and sent: Mentors in Aarhus")


def test_the_coordinator_gives_it_back_with_words_that_editors_do_not_see(
    asked: Any, official: Desk, coordinator: Desk, django_capture_on_commit_callbacks: Any
) -> None:
    address = coordinator.record_at(asked, "give-back/")
    assert coordinator.client.post(address, {"words": " "}).status_code == 400
    with django_capture_on_commit_callbacks(execute=True):
        coordinator.client.post(address, {"words": "Name the school."})
    assert "Name the school." in mail.outbox[0].body
    assert mail.outbox[0].to == ["official@aarhus.example"]
    assert states(official) == ["draft"]
    assert b"Name the school." in official.client.get(official.record_at(asked)).content
    assert official.write(asked, "basics", summary="Changed.").status_code == 302
    official.send(asked)
    coordinator.send(asked)
    reader, _user = editor("editor@example.org")
    review = reader.get(f"/admin/moderation/{asked.pk}/")
    assert review.status_code == 200
    assert b"Name the school." not in review.content


def test_while_it_waits_officials_do_not_write_and_can_take_it_back(
    asked: Any, official: Desk
) -> None:
    assert official.write(asked, "basics", summary="Secretly.").status_code == 409
    official.client.post(official.record_at(asked, "take-back/"))
    assert states(official) == ["draft"]
    assert official.write(asked, "basics", summary="Openly.").status_code == 302


def test_forged_posts_do_not_send(asked: Any, official: Desk, aarhus: CityPage) -> None:
    for _again in range(2):
        assert official.send(
            asked, cleared="on", may_send="1", coordinator_clears=""
        ).status_code in (302, 400)
    official.client.post(official.record_at(asked, "give-back/"), {"words": "Mine."})
    official.client.post(official.record_at(asked, "publish-small-change/"))
    assert not newest(asked).workflow_in_progress
    with pytest.raises(PermissionDenied):
        sending.send(newest(asked), official.user, explanations={}, duplicate_answers={})


def test_what_was_written_after_the_page_was_opened_is_read_before_it_is_sent(
    asked: Any, official: Desk, coordinator: Desk
) -> None:
    opened = newest(asked).latest_revision_id
    official.client.post(official.record_at(asked, "take-back/"))
    official.write(asked, "basics", summary="Something else.")
    answer = coordinator.send(asked, revision=opened)
    assert answer.status_code == 400
    assert b"It has changed since you opened this page." in answer.content
    assert not newest(asked).workflow_in_progress


def test_without_the_setting_officials_send_themselves(official: Desk) -> None:
    record = official.begin()
    official.write_note(record)
    official.send(record)
    assert newest(record).workflow_in_progress
