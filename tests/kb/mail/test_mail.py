"""Mails: in the reader's language, each once, retried where the server refuses, stopped by a link."""

from __future__ import annotations

import smtplib
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from kb.mail import services
from kb.mail.services import Letter, deliver, send_digests, write
from kb.models import OutgoingMail, User

pytestmark = [pytest.mark.django_db, pytest.mark.database]
State = OutgoingMail.State


@pytest.fixture
def reader() -> User:
    return User.objects.create_user("r", "reader@example.org", "a long password", language="de")


def letter(subject: str = "Subject") -> Any:
    return lambda: Letter(subject, ["A paragraph."], "Read it", "http://localhost/ş/")


def test_the_same_event_writes_once(reader: User, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert write(reader, "event:1", letter()) is True
        assert write(reader, "event:1", letter()) is False
    assert len(mail.outbox) == 1
    assert "Guten Tag," in mail.outbox[0].body
    assert "http://localhost/%C5%9F/" in mail.outbox[0].body


def test_a_mail_is_sent_once_however_often_the_worker_is_asked(
    reader: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        write(reader, "event:1", letter())
    sent = OutgoingMail.objects.get()
    assert (sent.state, sent.text, sent.html) == (State.SENT, "", "")
    assert deliver(sent.pk) is False
    assert len(mail.outbox) == 1


def test_a_mail_that_may_have_left_is_not_sent_again(reader: User) -> None:
    write(reader, "event:1", letter())
    OutgoingMail.objects.update(state=State.SENDING)
    assert deliver(OutgoingMail.objects.get().pk) is False
    assert mail.outbox == []


@pytest.mark.parametrize(
    "fault", [ConnectionRefusedError(), TimeoutError(), smtplib.SMTPServerDisconnected()]
)
def test_what_the_server_refuses_waits_and_is_tried_again(
    reader: User, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def refuse(self: Any, *args: Any, **kwargs: Any) -> int:
        raise fault

    write(reader, "event:1", letter())
    number = OutgoingMail.objects.get().pk
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
        assert deliver(number) is False
    waiting = OutgoingMail.objects.get()
    assert (waiting.state, waiting.attempts, waiting.error) == (
        State.WAITING, 1, type(fault).__name__,
    )  # fmt: skip
    assert deliver(number) is True
    assert len(mail.outbox) == 1


def test_after_many_attempts_it_is_given_up(reader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Any, *args: Any, **kwargs: Any) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
    write(reader, "event:1", letter())
    for _attempt in range(services.MOST_ATTEMPTS):
        deliver(OutgoingMail.objects.get().pk)
    assert OutgoingMail.objects.get().state == State.FAILED


def test_a_title_with_line_ends_makes_no_header(
    reader: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        write(reader, "event:1", letter("Hello\r\nBcc: all@example.org\n\n<b>x</b>"))
    assert mail.outbox[0].subject == "Hello Bcc: all@example.org <b>x</b>"
    assert mail.outbox[0].recipients() == ["reader@example.org"]


def test_markup_in_a_mail_is_words(reader: User, django_capture_on_commit_callbacks: Any) -> None:
    def compose() -> Letter:
        return Letter("S", ["<script>alert(1)</script>"], "Read", "http://localhost/")

    with django_capture_on_commit_callbacks(execute=True):
        write(reader, "event:1", compose)
    html = str(mail.outbox[0].alternatives[0][0])  # type: ignore[attr-defined]
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_daily_summary_holds_what_came_and_is_written_once(
    reader: User, django_capture_on_commit_callbacks: Any
) -> None:
    reader.mail_rhythm = User.MailRhythm.DAILY
    reader.save()
    with django_capture_on_commit_callbacks(execute=True):
        write(reader, "event:1", letter("First"))
        write(reader, "event:2", letter("Second"))
        assert mail.outbox == []
        assert send_digests("2026-11-25") == 1
        assert send_digests("2026-11-25") == 0
    (summary,) = mail.outbox
    assert "2 Nachrichten" in summary.subject
    assert "First" in summary.body
    assert "Second" in summary.body


def test_the_link_in_a_mail_stops_mails_after_asking(
    reader: User, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        write(reader, "event:1", letter())
    stop = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = "/" + stop.split("/", 3)[3]
    assert client.get(path).status_code == 200
    reader.refresh_from_db()
    assert reader.mail_rhythm == User.MailRhythm.AT_ONCE
    assert (
        Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"}).status_code
        == 200
    )
    reader.refresh_from_db()
    assert reader.mail_rhythm == User.MailRhythm.NEVER
    assert write(reader, "event:2", letter()) is False
    assert client.post(path[:-3] + "xx/").status_code == 404


def test_nobody_writes_to_an_account_that_is_closed(reader: User) -> None:
    reader.is_active = False
    reader.save()
    assert write(reader, "event:1", letter()) is False
