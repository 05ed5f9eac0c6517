"""An editor asks somebody without an account to read one sent version; the answer is advice."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Revision

from kb.accounts.personal_data.registry import erase_person
from kb.models import CityPage, OutgoingMail, User
from practices.models import OutsideReview, PracticePage
from practices.moderation.versions import newest_version
from practices.permissions import can_publish_record
from practices.submission.writing.drafts import newest
from tests.practices.writing import Desk, desk, editor, review

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CANARY = "xylophonequartz"
GUESSED = "/en/review/guessed/"


@pytest.fixture
def official(aarhus: Any) -> Desk:
    return desk(aarhus, "official@aarhus.example", first_name="Ayşe")


@pytest.fixture
def sent(official: Desk) -> Any:
    record = official.begin()
    official.write_note(record)
    assert official.send(record).status_code == 302
    return PracticePage.objects.get(pk=record.pk)


@pytest.fixture
def reader() -> Client:
    client, _user = editor("editor@example.org", first_name="Maria", last_name="Rossi")
    return client


def ask(client: Client, record: Any, **values: Any) -> Any:
    record.refresh_from_db()
    form = {
        "version": str(newest_version(record)), "name": "Prof. Lindqvist",
        "email": "lindqvist@university.example", "language": "en", **values,
    }  # fmt: skip
    data = {f"outside-{name}": value for name, value in form.items()}
    return client.post(f"/admin/moderation/{record.pk}/outside/", data)


@pytest.fixture
def link(reader: Client, sent: Any, django_capture_on_commit_callbacks: Any) -> Any:
    """Ask somebody; returns the address in the mail."""

    def asked(**values: Any) -> str:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            assert ask(reader, sent, **values).status_code == 302
        found = re.search(r"/[a-z]{2}/review/[^\s/]+/", str(mail.outbox[0].body))
        assert found is not None
        return found[0]

    return asked


def page_of(client: Client, record: Any) -> str:
    return client.get(f"/admin/moderation/{record.pk}/").content.decode()


def test_somebody_outside_reads_the_version_and_advises_once(
    sent: Any, reader: Client, link: Any, django_capture_on_commit_callbacks: Any
) -> None:
    address = link()
    outsider = Client(enforce_csrf_checks=True)
    page = outsider.get(address)
    assert "A mentor and a young person meet every week." in page.content.decode()
    assert (page["X-Robots-Tag"], page["Referrer-Policy"]) == ("noindex, nofollow", "no-referrer")
    assert "no-store" in page["Cache-Control"]
    assert page.cookies == {}
    assert "Waiting for an answer" in page_of(reader, sent)
    with django_capture_on_commit_callbacks(execute=True):
        said = {"criterion_aim": "partly", "note_aim": "Whose aim?", "words": "Well told."}
        assert outsider.post(address, said).status_code == 302
    assert "An outside reviewer has answered" in mail.outbox[-1].body
    assert mail.outbox[-1].to == ["editor@example.org"]
    again = outsider.post(address, {"criterion_aim": "no"})
    assert "Thank you for your advice" in again.content.decode()
    shown = page_of(reader, sent)
    for words in ("Advice of Prof. Lindqvist, on the version of", "Whose aim?", "Well told."):
        assert words in shown
    kept = OutsideReview.objects.get()
    assert kept.checklist["answers"] == {"aim": {"answer": "partly", "words": "Whose aim?"}}
    assert kept.revision_id == sent.latest_revision_id


def test_the_address_is_forgotten_with_the_answer(link: Any) -> None:
    address = link()
    assert OutgoingMail.objects.filter(email="lindqvist@university.example").exists()
    Client().post(address, {"words": "Good."})
    assert OutsideReview.objects.get().email == ""
    assert not OutgoingMail.objects.filter(email="lindqvist@university.example").exists()


def test_the_mail_is_in_the_language_of_the_reviewer(link: Any) -> None:
    address = link(language="de")
    assert address.startswith("/de/review/")
    assert '<html lang="de">' in Client().get(address).content.decode()
    assert OutgoingMail.objects.get(email="lindqvist@university.example").language == "de"
    secret = address.split("/")[3]
    assert not OutsideReview.objects.filter(secret_hash__contains=secret).exists()
    assert not OutgoingMail.objects.filter(text__contains=secret).exists()


def test_every_link_that_opens_nothing_gets_the_same_answer(
    official: Desk, sent: Any, reader: Client, link: Any
) -> None:
    guessed = Client().get(GUESSED)
    assert guessed.status_code == 404

    def is_dead(address: str) -> bool:
        answer = Client().get(address)
        token = address.split("/")[3]
        same = answer.content.replace(token.encode(), b"guessed") == guessed.content
        return answer.status_code == 404 and same

    address = link()
    assert not is_dead(address)
    number = OutsideReview.objects.get().pk
    reader.post(f"/admin/moderation/{sent.pk}/outside/{number}/withdraw/")
    assert is_dead(address)
    assert "Withdrawn" in page_of(reader, sent)
    expired = link()
    OutsideReview.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert is_dead(expired)
    assert "Expired" in page_of(reader, sent)
    taken_back = link()
    official.client.post(official.record_at(sent, "take-back/"))
    assert is_dead(taken_back)
    official.write(sent, "work", description=f"Not for outsiders yet: {CANARY}")
    assert is_dead(taken_back)
    official.send(sent)
    assert is_dead(taken_back)
    declined = link()
    review(reader, sent, "decline", reason="too-thin", words="More, please.")
    assert is_dead(declined)


def test_a_version_that_was_sent_is_not_written_over(sent: Any, link: Any) -> None:
    address = link()
    version = newest(sent)
    version.description = CANARY
    last = sent.latest_revision
    other = version.save_revision(user=last.user, overwrite_revision=last, clean=False)
    assert other.pk != last.pk
    shown = Client().get(address)
    assert shown.status_code == 200
    assert CANARY not in shown.content.decode()


def test_a_version_that_is_another_one_than_was_sent_is_not_shown(sent: Any, link: Any) -> None:
    address = link()
    Revision.objects.filter(pk=sent.latest_revision_id).update(created_at=timezone.now())
    assert Client().get(address).status_code == 404


def test_what_was_typed_comes_back_when_the_link_has_ended(link: Any) -> None:
    address = link()
    OutsideReview.objects.update(withdrawn_at=timezone.now())
    answer = Client().post(address, {"words": "A page of <thoughts>.", "note_aim": "Unclear."})
    assert answer.status_code == 404
    assert b"A page of &lt;thoughts&gt;." in answer.content
    assert b"Unclear." in answer.content
    assert OutsideReview.objects.get().answered_at is None


def test_nothing_else_of_the_city_is_seen(
    official: Desk, sent: Any, reader: Client, link: Any, aarhus: CityPage
) -> None:
    official.begin(title=f"Other {CANARY}")
    official.client.post(official.record_at(sent, "message/"), {"text": f"To editors {CANARY}"})
    official.client.post(official.record_at(sent, "notes/"), {"text": f"Among us {CANARY}"})
    review(reader, sent, "keep", **{"note_aim": f"Editors only {CANARY}"})
    address = link()
    version = newest(sent)
    assert version.contact_email == "prevention@aarhus.example"
    page = Client().get(address).content.decode()
    for words in (CANARY, "official@aarhus.example", "Ayşe", "lindqvist@university.example"):
        assert words not in page
    outsider = Client()
    outsider.get(address)
    for closed in (
        f"/admin/moderation/{sent.pk}/",
        f"/admin/moderation/{sent.pk}/outside/",
        official.record_at(sent),
        official.record_at(sent, "preview/"),
    ):
        assert outsider.get(closed).status_code in (302, 404, 405), closed
    assert outsider.get(sent.url or "/en/none/").status_code == 404


@pytest.mark.parametrize(("days", "shown"), [(365, True), (-1, False)])
def test_the_contact_is_shown_as_readers_will_see_it(
    sent: Any, link: Any, days: int, shown: bool
) -> None:
    revision = sent.latest_revision
    until = timezone.localdate() + timedelta(days=days)
    revision.content = {**revision.content, "contact_expires_on": until.isoformat()}
    revision.save(update_fields=["content"])
    page = Client().get(link()).content.decode()
    assert ("prevention@aarhus.example" in page) is shown


def test_hostile_answers_change_nothing(link: Any) -> None:
    address = link()
    for said in (
        {},
        {"criterion_aim": "excellent"},
        {"words": "nul\x00nul"},
        {"words": "x" * 4001},
        {"note_aim": "x" * 501},
        {"criterion_no-such": "yes"},
    ):
        assert Client().post(address, said).status_code == 400, said
    back = Client().post(address, {"criterion_aim": "excellent", "words": "Kept <words>."})
    assert b"Kept &lt;words&gt;." in back.content
    assert Client().put(address).status_code == 405
    assert Client().get(f"/en/review/{'x' * 5000}/").status_code == 404
    assert Client().get("/en/review/%C3%A9%F0%9F%92%A5/").status_code == 404
    assert OutsideReview.objects.get().answered_at is None


def test_hostile_questions_ask_nobody(sent: Any, reader: Client) -> None:
    for values in (
        {"email": "no address"},
        {"email": "x\x00@x.example"},
        {"name": ""},
        {"name": "x" * 101},
        {"language": "xx"},
        {"version": ""},
        {"version": "1" + "0" * 30},
        {"version": "1"},
        {"version": "1-0123456789abcdef"},
        {"email": "official@aarhus.example"},
    ):
        answer = ask(reader, sent, **values)
        assert answer.status_code == 400, values
    assert not OutsideReview.objects.exists()
    assert ask(reader, sent).status_code == 302
    twice = ask(reader, sent, email="Lindqvist@University.example")
    assert "has been asked already" in twice.content.decode()
    for number in range(9):
        assert ask(reader, sent, email=f"scholar{number}@u.example").status_code == 302
    assert ask(reader, sent, email="one-more@u.example").status_code == 400
    assert OutsideReview.objects.count() == 10


def test_only_editors_of_the_record_ask_and_withdraw(
    official: Desk, sent: Any, link: Any, aarhus: CityPage
) -> None:
    link()
    number = OutsideReview.objects.get().pk
    other = PracticePage.objects.get(pk=official.begin().pk)
    stranger, _user = editor("other@example.org")
    for path in (f"outside/{number}/withdraw/", f"outside/{number}/forget/"):
        elsewhere = f"/admin/moderation/{other.pk}/{path}"
        assert stranger.post(elsewhere).status_code == 404
        assert official.client.post(f"/admin/moderation/{sent.pk}/{path}").status_code == 302
    assert ask(official.client, sent).status_code == 302
    assert OutsideReview.objects.get().withdrawn_at is None


def test_it_is_advice_and_no_decision(sent: Any, reader: Client, link: Any) -> None:
    yes = {f"criterion_{code}": "yes" for code in ("no-persons", "no-stigma", "local", "rights")}
    Client().post(link(), yes)
    sent.refresh_from_db()
    assert (sent.live, bool(sent.workflow_in_progress)) == (False, True)
    unticked = review(reader, sent, "publish", **{"criterion_no-persons": "unknown"})
    assert unticked.status_code == 400
    assert can_publish_record(User.objects.get(email="editor@example.org"), sent)
    assert review(reader, sent, "publish").status_code == 302


def test_the_city_learns_that_somebody_was_asked_and_no_name(
    official: Desk, sent: Any, link: Any
) -> None:
    Client().post(link(), {"words": f"Between us: {CANARY}"})
    page = official.client.get(official.record_at(sent)).content.decode()
    assert "An outside reviewer was asked" in page
    assert "An outside reviewer has answered" in page
    for words in ("Lindqvist", "lindqvist", CANARY):
        assert words not in page


def test_addresses_of_links_that_have_ended_are_forgotten(sent: Any, link: Any) -> None:
    link()
    link(email="second@u.example")
    OutsideReview.objects.filter(email="second@u.example").update(
        expires_at=timezone.now() - timedelta(minutes=1)
    )
    call_command("keep_fresh", verbosity=0)
    emails = OutsideReview.objects.values_list("email", flat=True)
    assert sorted(emails) == ["", "lindqvist@university.example"]
    assert not OutgoingMail.objects.filter(email="second@u.example").exists()


def test_erasing_a_person_reaches_advice_whose_address_was_forgotten(
    sent: Any, reader: Client, link: Any
) -> None:
    Client().post(link(), {"words": "Well told."})
    person = User.objects.create_user("x", "Lindqvist@university.example", "a long password")
    erase_person(person)
    shown = page_of(reader, sent)
    assert "Well told." in shown
    assert "Lindqvist" not in shown


def test_a_name_is_deleted_at_somebodys_wish(sent: Any, reader: Client, link: Any) -> None:
    address = link()
    number = OutsideReview.objects.get().pk
    forget = f"/admin/moderation/{sent.pk}/outside/{number}/forget/"
    assert reader.post(forget).status_code == 404
    Client().post(address, {"words": "Well told."})
    assert reader.post(forget).status_code == 302
    assert "Lindqvist" not in page_of(reader, sent)
