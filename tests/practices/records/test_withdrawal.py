"""What leaves its readers leaves them in all languages: taken down by editors, withdrawn by its city."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from kb.models import RoleKind
from practices.models import PracticePage
from practices.permissions import can_publish_record
from practices.submission.desk.services import records_of
from search.models import SearchDocument
from tests.factories import locale
from tests.practices.writing import Desk, desk, editor, review

pytestmark = [pytest.mark.django_db, pytest.mark.database]

REASON = "The work has ended badly."


@pytest.fixture
def published(official: Desk, django_capture_on_commit_callbacks: Any) -> PracticePage:
    """A record of Aarhus in English, public in French too; in German there is a draft."""
    record = official.begin()
    official.write_note(record)
    official.send(record)
    with django_capture_on_commit_callbacks(execute=True):
        review(editor("editor@example.org")[0], record, "publish")
        original = PracticePage.objects.get(pk=record.pk)
        for language in ("fr", "de"):
            other = original.copy_for_translation(locale(language), copy_parents=True)
            other.title = f"Mentors ({language})"
            other.save_revision()
            if language == "fr":
                other.save_revision().publish()
    return original


def versions(record: PracticePage) -> dict[str, PracticePage]:
    return {page.locale.language_code: page for page in record.get_translations(inclusive=True)}


def addresses(record: PracticePage) -> list[str]:
    path = record.url[3:]
    return [f"/{language}{path}" for language in ("en", "fr", "de", "it", "ru", "tr")]


def withdraw(at: Desk, record: PracticePage, **values: str) -> Any:
    return at.client.post(at.record_at(record, "withdraw/"), {"reason": REASON, **values})


def take_down(client: Client, record: PracticePage) -> Any:
    return client.post(f"/admin/moderation/{record.pk}/take-down/", {"reason": REASON})


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_what_is_taken_down_is_gone_in_every_language(
    published: PracticePage,
    client: Client,
    language: str,
    django_capture_on_commit_callbacks: Any,
) -> None:
    assert [client.get(address).status_code for address in addresses(published)] == [200] * 6
    pressed = versions(published)[language]
    with django_capture_on_commit_callbacks(execute=True):
        assert take_down(editor("second@example.org")[0], pressed).status_code == 302
    for address in addresses(published):
        answer = client.get(address)
        assert (answer.status_code, REASON in answer.content.decode()) == (410, True)
        assert client.get(f"{address}cite/ris/").status_code == 410
        assert client.get(f"{address}no-such-part/").status_code == 404
    assert [page.live for page in versions(published).values()] == [False] * 3
    row = SearchDocument.objects.get(key=published.translation_key)
    assert (row.deleted, row.data) == (True, {})
    for word in ("Mentors", "mentors"):
        assert client.get(f"/api/v1/search?q={word}").json()["total"] == 0
    assert "Mentors" not in client.get("/fr/cities/aarhus/").content.decode()
    kept = f"/fr/record/{published.translation_key}/"
    assert client.get(kept, follow=True).status_code == 410


def test_a_draft_that_was_never_public_has_no_address_that_tells_of_it(
    published: PracticePage, client: Client
) -> None:
    draft = versions(published)["de"]
    PracticePage.objects.filter(pk=draft.pk).update(slug="entwurf")
    draft.refresh_from_db()
    draft.save_revision()
    take_down(editor("second@example.org")[0], published)
    assert client.get("/de/cities/aarhus/entwurf/").status_code == 404


def test_no_version_is_published_while_it_is_taken_down(published: PracticePage) -> None:
    second, user = editor("second@example.org")
    take_down(second, published)
    for page in versions(published).values():
        assert not can_publish_record(user, page)
    assert second.post(f"/admin/moderation/{published.pk}/allow-again/").status_code == 302
    assert can_publish_record(user, versions(published)["de"])


def test_a_scheduled_or_waiting_version_does_not_come_back_by_itself(
    official: Desk, published: PracticePage
) -> None:
    official.write(published, "work", description="Other words, to be read by the editors.")
    official.send(published)
    french = versions(published)["fr"]
    newer = french.save_revision()
    french.revisions.filter(pk=newer.pk).update(approved_go_live_at="2099-01-01T00:00Z")
    assert PracticePage.objects.get(pk=published.pk).workflow_in_progress
    take_down(editor("second@example.org")[0], published)
    assert not PracticePage.objects.get(pk=published.pk).workflow_in_progress
    assert not french.revisions.exclude(approved_go_live_at=None).exists()


def test_a_city_withdraws_its_record_and_sends_it_again(
    official: Desk, published: PracticePage, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    page = official.client.get(official.record_at(published)).content.decode()
    assert official.record_at(published, "withdraw/") in page
    question = official.client.get(official.record_at(published, "withdraw/")).content.decode()
    assert "Withdraw this record?" in question
    with django_capture_on_commit_callbacks(execute=True):
        assert withdraw(official, published).status_code == 302
    words = {
        "/en/": "This record was withdrawn",
        "/fr/": "Cette fiche a été retirée",
        "/de/": "Dieser Eintrag wurde zurückgezogen",
        "/it/": "Questa scheda è stata ritirata",
        "/ru/": "Эта запись отозвана",
        "/tr/": "Bu kayıt geri çekildi",
    }
    for address in addresses(published):
        answer = client.get(address)
        assert answer.status_code == 410
        assert words[address[:4]] in answer.content.decode()
    assert [letter.to for letter in mail.outbox if "Withdrawn" in letter.subject] == [
        ["editor@example.org"]
    ]
    assert records_of(official.city).get(pk=published.pk).state == "withdrawn"
    # It is still the city's: written on, sent and published as any other.
    again = "Mentors meet young people every week, and their families."
    assert official.write(published, "basics", summary=again).status_code == 302
    assert client.get(addresses(published)[0]).status_code == 410
    official.send(published)
    with django_capture_on_commit_callbacks(execute=True):
        review(editor("second@example.org")[0], published, "publish")
    now = PracticePage.objects.get(pk=published.pk)
    assert (now.live, now.taken_down_on, now.withdrawn, now.summary) == (True, None, False, again)
    assert not versions(published)["fr"].live


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("", "This field is required."),
        ("x" * 501, "at most 500 characters"),
        ("Write to karim.b@example.org", "could identify someone"),
    ],
)
def test_a_reason_that_readers_may_not_see_is_refused(
    official: Desk, published: PracticePage, reason: str, words: str
) -> None:
    answer = withdraw(official, published, reason=reason)
    assert (answer.status_code, words in answer.content.decode()) == (400, True)
    assert PracticePage.objects.get(pk=published.pk).live


def test_only_the_coordinator_withdraws_where_the_coordinator_clears(
    official: Desk, published: PracticePage
) -> None:
    official.city.city.change(coordinator_clears=True)
    withdraw(official, published)
    assert PracticePage.objects.get(pk=published.pk).live
    coordinator = desk(official.city, "coordinator@aarhus.example", RoleKind.COORDINATOR)
    withdraw(coordinator, published)
    assert not PracticePage.objects.get(pk=published.pk).live
