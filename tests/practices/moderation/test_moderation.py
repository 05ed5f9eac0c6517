"""Editors read, ask, decide; nobody publishes what they wrote; what is published is what was read."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client, TestCase
from django.utils import timezone
from wagtail.models import Comment

from kb.models import EditorRemit, RoleKind
from practices.models import PracticePage, ReviewTaskState
from practices.moderation.versions import newest_version
from practices.permissions import can_moderate_record, can_publish_record
from practices.records.withdrawal import take_down
from practices.submission.writing.drafts import newest
from tests.factories import ConceptFactory, PracticePageFactory, locale
from tests.practices.writing import Desk, city, desk, editor, review, submission_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def sent(official: Desk) -> Any:
    """A record that waits for the editors."""
    record = official.begin()
    official.write_note(record)
    assert official.send(record).status_code == 302
    return PracticePage.objects.get(pk=record.pk)


def test_a_record_that_was_sent_is_published_by_an_editor(
    sent: Any, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    reader, _user = editor("editor@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        assert review(reader, sent, "publish").status_code == 302
    sent.refresh_from_db()
    assert (sent.live, sent.scrutiny, sent.scrutiny_against) == (True, "editor-checked", "2026-11")
    assert sent.review_by is not None
    assert sent.last_confirmed_on == timezone.localdate()
    assert client.get(sent.url).status_code == 200
    assert client.get("/api/v1/search?q=mentors").json()["total"] == 1
    assert [message.to for message in mail.outbox if "Published" in message.subject] == [
        ["official@aarhus.example"]
    ]


def test_the_checklist_is_kept_with_the_revision(sent: Any) -> None:
    reader, _user = editor("editor@example.org")
    review(reader, sent, "keep", **{"criterion_aim": "partly", "note_aim": "Could be clearer."})
    state = ReviewTaskState.objects.get()
    assert state.revision_id == sent.latest_revision_id
    assert state.checklist["answers"]["aim"] == {"answer": "partly", "words": "Could be clearer."}
    page = reader.get(f"/admin/moderation/{sent.pk}/").content.decode()
    assert "Could be clearer." in page


def test_nothing_is_published_while_harm_is_not_ruled_out(sent: Any) -> None:
    reader, _user = editor("editor@example.org")
    answer = review(reader, sent, "publish", **{"criterion_no-persons": "unknown"})
    assert answer.status_code == 400
    sent.refresh_from_db()
    assert sent.live is False


def test_changes_are_asked_on_a_field_and_the_city_answers_there(
    official: Desk, sent: Any, django_capture_on_commit_callbacks: Any
) -> None:
    reader, user = editor("editor@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        answer = review(reader, sent, "changes", comment_description="How many mentors are there?")
    assert answer.status_code == 302
    comment = Comment.objects.get()
    assert (comment.contentpath, comment.user) == ("description", user)
    assert "How many mentors" in mail.outbox[-1].body
    page = official.client.get(official.record_at(sent, "write/work/")).content.decode()
    assert page.index("How many mentors are there?") < page.index('textarea name="description"')
    official.client.post(
        official.record_at(sent, f"comments/{comment.pk}/"), {"text": "Forty since 2024."}
    )
    official.write(sent, "work", description="Forty mentors meet young people.")
    assert official.send(sent).status_code == 302
    page = reader.get(f"/admin/moderation/{sent.pk}/").content.decode()
    assert "Forty since 2024." in page
    assert "A mentor and a young person meet every week." in page
    assert "Forty mentors meet young people." in page
    assert review(reader, sent, "publish").status_code == 302
    assert not Comment.objects.filter(resolved_at=None).exists()
    first, _last = ReviewTaskState.objects.order_by("pk")
    assert first.checklist["comments"] == {"description": "How many mentors are there?"}


def test_asking_for_changes_needs_words(sent: Any) -> None:
    reader, _user = editor("editor@example.org")
    assert review(reader, sent, "changes").status_code == 400
    assert newest(sent).workflow_in_progress


def test_declining_needs_a_reason_and_words_and_the_city_reads_both(
    official: Desk, sent: Any, django_capture_on_commit_callbacks: Any
) -> None:
    reader, _user = editor("editor@example.org")
    assert review(reader, sent, "decline", reason="too-thin").status_code == 400
    with django_capture_on_commit_callbacks(execute=True):
        review(reader, sent, "decline", reason="too-thin", words="Tell us what came of it.")
    assert "Tell us what came of it." in mail.outbox[-1].body
    page = official.client.get(official.record_at(sent)).content.decode()
    assert "Too little is known of it" in page
    assert "Tell us what came of it." in page
    assert official.write(sent, "basics", summary="More.").status_code == 302
    assert official.send(sent).status_code == 302
    assert submission_of(sent).outcome == ""


def test_a_submission_is_merged_into_a_record_of_the_same_city(
    official: Desk, sent: Any, aarhus: Any, site_tree: Any
) -> None:
    reader, _user = editor("editor@example.org")
    other = PracticePageFactory(parent=aarhus, title="Work with relatives")
    foreign = PracticePageFactory(parent=city(site_tree, "ghent"), title="Foreign")
    assert review(reader, sent, "merge", target=foreign.pk).status_code == 400
    assert review(reader, sent, "merge", target=other.pk).status_code == 302
    assert submission_of(sent).merged_into_id == other.pk
    assert not newest(sent).workflow_in_progress


# Two persons


def test_an_editor_who_wrote_some_of_it_cannot_publish_it(sent: Any) -> None:
    reader, user = editor("editor@example.org")
    now = newest(sent)
    now.summary = "An editor's words."
    now.save_revision(user=user)
    sent.refresh_from_db()
    assert not can_publish_record(user, sent)
    assert review(reader, sent, "publish").status_code == 403
    sent.refresh_from_db()
    assert sent.live is False
    other, _user = editor("other@example.org")
    assert review(other, sent, "publish").status_code == 302


def test_the_editors_own_publish_button_publishes_no_own_words(aarhus: Any) -> None:
    page = PracticePageFactory(parent=aarhus, title="Public")
    root, user = editor("root@example.org", is_superuser=True)
    page.refresh_from_db()
    assert can_publish_record(user, page)
    page.description = "<p>Quite another text of the editor, longer than a typing error.</p>"
    page.save_revision(user=user)
    page.refresh_from_db()
    assert not can_publish_record(user, page)
    root.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}", {"include_descendants": False})
    page.refresh_from_db()
    assert page.has_unpublished_changes


def test_what_changed_since_the_page_was_opened_is_not_published_unread(sent: Any) -> None:
    reader, _user = editor("editor@example.org")
    seen = str(newest_version(sent))
    now = newest(sent)
    now.summary = "Changed by another editor."
    now.save_revision(user=editor("other@example.org")[1])
    answer = review(reader, sent, "publish", version=seen)
    assert answer.status_code == 409
    sent.refresh_from_db()
    assert sent.live is False


def test_only_one_of_two_decisions_counts(sent: Any) -> None:
    first, _user = editor("first@example.org")
    second, _user = editor("second@example.org")
    assert review(first, sent, "changes", words="More, please.").status_code == 302
    late = review(second, sent, "publish")
    assert late["Location"] == f"/admin/moderation/{sent.pk}/"
    sent.refresh_from_db()
    assert sent.live is False


# Who


def test_officials_do_not_meet_the_editors_pages(official: Desk, sent: Any) -> None:
    for path in ("", f"{sent.pk}/", f"{sent.pk}/assign/", f"{sent.pk}/take-down/"):
        answer = official.client.post(f"/admin/moderation/{path}", {"decision": "publish"})
        assert answer.status_code in (302, 403, 405)
    sent.refresh_from_db()
    assert sent.live is False


def test_an_editor_answers_within_the_remit(sent: Any) -> None:
    danish, user = editor("danish@example.org")
    EditorRemit.objects.create(user=user, countries="DK")
    german, other = editor("german@example.org")
    EditorRemit.objects.create(user=other, countries="DE")
    assert can_moderate_record(user, sent)
    assert not can_moderate_record(other, sent)
    assert german.get(f"/admin/moderation/{sent.pk}/").status_code == 404
    assert review(german, sent, "publish").status_code == 404
    assert danish.get(f"/admin/moderation/{sent.pk}/").status_code == 200


def test_a_remit_may_be_a_theme(sent: Any) -> None:
    _client, user = editor("themes@example.org")
    remit = EditorRemit.objects.create(user=user)
    remit.themes.set([ConceptFactory(code="prisons", facet="theme")])
    assert not can_moderate_record(user, sent)
    remit.themes.add(ConceptFactory(code="mentoring", facet="theme"))
    assert can_moderate_record(type(user).objects.get(pk=user.pk), sent)


def test_the_first_page_of_the_admin_says_what_waits_how_late_and_what_happened(sent: Any) -> None:
    reader, user = editor("editor@example.org")

    def told(panel: str) -> list[str]:
        page = BeautifulSoup(reader.get("/admin/").content, "html.parser")
        return [item.get_text() for item in page.select(f"[aria-labelledby={panel}] li")]

    assert told("review-panel") == ["Waiting now: 1", "Sent to the editors: 1"]
    submission = submission_of(sent)
    submission.due_on = "2020-01-01"
    submission.save()
    assert told("review-panel")[1] == "Of these, later than promised: 1"
    assert told("exchange-panel") == [
        "Offers of study visits: 0",
        "Questions to cities: 0",
        "Notes on what cities asked each other: 0",
    ]
    # A record counts once, in however many languages.
    with TestCase.captureOnCommitCallbacks(execute=True):
        page = PracticePageFactory(parent=sent.get_parent())
        page.copy_for_translation(locale("fr"), copy_parents=True).save_revision().publish()
        take_down(page, user, "It has ended badly.")
    assert told("review-panel")[-1] == "Taken down: 1"


def test_the_queue_shows_mine_nobodys_and_late(sent: Any) -> None:
    reader, user = editor("editor@example.org")

    def shown(query: str = "") -> int:
        return len(reader.get(f"/admin/moderation/?{query}").context["rows"])

    assert (shown(), shown("scope=mine"), shown("scope=unassigned"), shown("scope=late")) == (
        1,
        0,
        1,
        0,
    )
    reader.post(f"/admin/moderation/{sent.pk}/assign/", {"editor": user.pk})
    assert (shown("scope=mine"), shown("scope=unassigned")) == (1, 0)
    submission = submission_of(sent)
    submission.due_on = "2020-01-01"
    submission.save()
    assert shown("scope=late") == 1
    assert (shown("theme=mentoring"), shown("theme=other")) == (1, 0)
    assert (shown("country=DK"), shown("country=DE")) == (1, 0)
    assert (shown("language=en"), shown("language=tr")) == (1, 0)
    for query in ("scope=' OR 1", "p=-1", "p=99999999999999999999", "country=%00", "language=%00"):
        assert reader.get(f"/admin/moderation/?{query}").status_code == 200


def test_later_versions_take_the_same_way(official: Desk, sent: Any, client: Client) -> None:
    reader, _user = editor("editor@example.org")
    review(reader, sent, "publish")
    official.write(sent, "work", description="A second version with quite other words and results.")
    sent.refresh_from_db()
    assert b"A mentor and a young person" in client.get(sent.url).content
    assert official.send(sent).status_code == 302
    assert b"A mentor and a young person" in client.get(sent.url).content
    assert review(reader, sent, "publish").status_code == 302
    sent.refresh_from_db()
    assert b"quite other words" in client.get(sent.url).content


# Small changes


def test_a_coordinator_publishes_a_typing_error_at_once(
    official: Desk, sent: Any, aarhus: Any, client: Client
) -> None:
    reader, _user = editor("editor@example.org")
    review(reader, sent, "publish")
    coordinator = desk(aarhus, "coordinator@aarhus.example", RoleKind.COORDINATOR)
    coordinator.write(sent, "basics", summary="Mentors meet young people each week.")
    refused = official.client.post(official.record_at(sent, "publish-small-change/"))
    assert refused.status_code == 404
    coordinator.client.post(coordinator.record_at(sent, "publish-small-change/"))
    sent.refresh_from_db()
    assert b"each week" in client.get(sent.url).content
    assert sent.has_unpublished_changes is False


def test_a_large_change_is_not_published_at_once(sent: Any, aarhus: Any, client: Client) -> None:
    reader, _user = editor("editor@example.org")
    review(reader, sent, "publish")
    coordinator = desk(aarhus, "coordinator@aarhus.example", RoleKind.COORDINATOR)
    coordinator.write(
        sent, "work", description="Something else altogether, which nobody has read yet, at length."
    )
    coordinator.client.post(coordinator.record_at(sent, "publish-small-change/"))
    assert b"Something else altogether" not in client.get(sent.url).content
    coordinator.write(sent, "safeguards", unintended_effects="found", unintended_effects_text="x")
    coordinator.client.post(coordinator.record_at(sent, "publish-small-change/"))
    sent.refresh_from_db()
    assert sent.unintended_effects == "not-looked-for"


# Taking down


def test_what_is_taken_down_leaves_its_address_with_the_reason(
    sent: Any, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    reader, _user = editor("editor@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        review(reader, sent, "publish")
        sent.refresh_from_db()
        address = sent.url
        assert reader.get(f"/admin/moderation/{sent.pk}/take-down/").status_code == 200
        reader.post(
            f"/admin/moderation/{sent.pk}/take-down/", {"reason": "A person could be recognised."}
        )
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "A person could be recognised." in page
    assert "Mentors in Aarhus" not in page
    assert client.get("/api/v1/search?q=mentors").json()["total"] == 0
    assert client.get(f"/fr{address[3:]}").status_code == 410
    assert "Taken down" in mail.outbox[-1].subject
