"""Readers write to a city: the city gets a mail, and nobody learns an address."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from kb.accounts.rights import SECRETARIAT
from kb.accounts.services import give_role
from kb.contact import throttling, tickets
from kb.mail.services import deliver
from kb.models import OutgoingMail, RoleKind, User
from tests.factories import CityPageFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/en/cities/aarhus/contact/"
SENT = "/en/cities/aarhus/contact/sent/"
LETTER = {
    "name": "Ada Lovelace",
    "organisation": "City of Turin",
    "email": "ada@example.org",
    "subject": "Your workshops",
    "words": "May we visit you in spring?\nWe are four.",
}


@pytest.fixture(autouse=True)
def nothing_counted(db: None) -> None:
    caches["counters"].clear()


@pytest.fixture
def aarhus(site_tree: Any) -> Any:
    return CityPageFactory(
        parent=site_tree.cities, title="Aarhus", names={"en": "Aarhus", "ru": "Орхус"}
    )


@pytest.fixture
def coordinator(aarhus: Any) -> User:
    """Somebody of the city who agreed to get letters, and reads Russian."""
    user = User.objects.create_user(
        "søren", "soren@aarhus.example", language="ru", takes_letters=True
    )
    give_role(user, aarhus.city, RoleKind.COORDINATOR)
    return user


def ticket_on(html: str) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', html)
    assert found is not None
    return found[1]


def fill(client: Client, **changes: Any) -> dict[str, Any]:
    """A letter with the ticket of a form that was just opened."""
    return {**LETTER, "ticket": ticket_on(client.get(ADDRESS).content.decode()), **changes}


def send(client: Client, run: Any, **changes: Any) -> Any:
    """Fill in the form and send it; what the worker would do is done."""
    letter = fill(client, **changes)
    with run(execute=True):
        return client.post(ADDRESS, letter)


def test_the_city_gets_the_letter_in_its_language_and_answers_to_the_sender(
    client: Client, coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    answer = send(client, django_capture_on_commit_callbacks)
    assert answer.status_code == 302
    assert answer.url == SENT
    assert "Your message is on its way" in client.get(SENT).content.decode()
    (letter,) = mail.outbox
    assert letter.to == ["soren@aarhus.example"]
    assert letter.message()["Reply-To"] == "ada@example.org"
    assert "Орхус" in letter.subject
    assert "May we visit you in spring?" in str(letter.body)
    assert "City of Turin" in str(letter.body)


def test_once_the_mail_has_left_nothing_of_it_is_kept(
    client: Client, coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    send(client, django_capture_on_commit_callbacks)
    kept = OutgoingMail.objects.values().get()
    assert kept["state"] == "sent"
    for words in ("Ada", "Turin", "ada@example.org", "workshops", "spring"):
        assert words not in str(kept)


def test_a_letter_that_is_given_up_is_erased_too(
    client: Client, coordinator: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post(ADDRESS, fill(client))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    monkeypatch.setattr("kb.mail.services.MOST_ATTEMPTS", 1)
    deliver(OutgoingMail.objects.get().pk)
    kept = OutgoingMail.objects.values().get()
    assert kept["state"] == "failed"
    assert "spring" not in str(kept)
    assert "ada@example.org" not in str(kept)


def test_no_answer_shows_an_address_of_the_city_or_sets_a_cookie(
    client: Client, coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    answers = [
        client.get(ADDRESS),
        client.post(ADDRESS, {}),
        send(client, django_capture_on_commit_callbacks),
        client.get(SENT),
        client.get("/en/cities/aarhus/"),
    ]
    for answer in answers:
        assert "soren" not in answer.content.decode() + str(answer.headers)
        assert answer.cookies == {}


def test_without_anybody_who_agreed_the_secretariat_gets_it_and_the_form_says_so(
    client: Client, coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    User.objects.update(takes_letters=False)
    assert "Nobody can get letters at the moment." in client.get(ADDRESS).content.decode()
    office = User.objects.create_user("office", "office@alliance.example")
    office.groups.add(Group.objects.get(name=SECRETARIAT))
    assert "yours goes to the secretariat" in client.get(ADDRESS).content.decode()
    send(client, django_capture_on_commit_callbacks)
    assert [letter.to for letter in mail.outbox] == [["office@alliance.example"]]


def test_a_city_that_is_not_public_cannot_be_written_to(
    client: Client, aarhus: Any, coordinator: User
) -> None:
    PageViewRestriction.objects.create(page=aarhus, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(ADDRESS).status_code == 404
    assert client.get(SENT).status_code == 404
    assert client.post(ADDRESS, LETTER).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Ada\nBcc: all@example.org"),
        ("subject", "Hello\r\nBcc: all@example.org"),
        ("organisation", "x\u2028y"),
        ("email", "ada@example.org\nBcc: all@example.org"),
        ("email", "ada@example.org, all@example.org"),
        ("email", "nothing"),
        ("name", ""),
        ("words", ""),
        ("words", "x" * 4001),
        ("name", "x" * 5000),
        ("words", "a\x00b"),
        ("name", "a\x00b"),
    ],
)
def test_hostile_input_is_refused_and_nothing_typed_is_lost(
    client: Client, coordinator: User, field: str, value: str
) -> None:
    answer = client.post(ADDRESS, fill(client, **{field: value}))
    assert answer.status_code == 400
    html = answer.content.decode()
    assert "There is a problem" in html
    kept = "May we visit you in spring?" if field != "words" else "Your workshops"
    assert kept in html
    assert not OutgoingMail.objects.exists()


def test_words_that_could_lead_to_a_person_are_asked_about_and_not_refused(
    client: Client, coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    words = "Do you know Karim Benali, 17 years, born on 3 May 2009?"
    answer = send(client, django_capture_on_commit_callbacks, words=words)
    assert answer.status_code == 400
    assert "This could identify someone" in answer.content.decode()
    assert 'name="checked"' in answer.content.decode()
    assert mail.outbox == []
    send(client, django_capture_on_commit_callbacks, words=words, checked="on")
    assert len(mail.outbox) == 1


def test_who_falls_into_the_trap_is_told_nothing_and_sends_nothing(
    client: Client, coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    answer = send(client, django_capture_on_commit_callbacks, leave_empty="buy")
    assert answer.url == SENT
    assert mail.outbox == []


@pytest.mark.parametrize("ticket", ["", "forged", "x" * 9000, "a:b:c", "\x00"])
def test_a_ticket_that_this_site_did_not_make_sends_nothing_and_keeps_the_text(
    client: Client, coordinator: User, ticket: str
) -> None:
    answer = client.post(ADDRESS, fill(client, ticket=ticket))
    assert answer.status_code == 400
    assert "This page was open for too long." in answer.content.decode()
    assert "May we visit you in spring?" in answer.content.decode()
    assert tickets.read_ticket(ticket_on(answer.content.decode()), "aarhus") is not None
    assert not OutgoingMail.objects.exists()


def test_a_ticket_is_of_one_city_expires_and_sends_one_letter(
    client: Client,
    coordinator: User,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert tickets.read_ticket(tickets.make_ticket("turin"), "aarhus") is None
    letter = fill(client)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(ADDRESS, letter).url == SENT
        assert client.post(ADDRESS, letter).url == SENT
    assert len(mail.outbox) == 1
    old = tickets.make_ticket("aarhus")
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=7))
    assert tickets.read_ticket(old, "aarhus") is None


def test_an_address_and_a_city_can_be_used_so_often_in_an_hour_and_no_address_is_kept(
    client: Client, coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    for _time in range(throttling.PER_ADDRESS):
        assert send(client, django_capture_on_commit_callbacks).status_code == 302
    answer = send(client, django_capture_on_commit_callbacks)
    assert answer.status_code == 429
    assert "May we visit you in spring?" in answer.content.decode()
    # Others still reach the city, as long as it has not had its share.
    assert throttling.may_send("aarhus", "203.0.113.9")
    for number in range(4):
        throttling.may_send("aarhus", f"203.0.113.{number}")
    assert not throttling.may_send("aarhus", "203.0.113.77")
    # One household of IPv6 is one sender.
    for number in range(throttling.PER_ADDRESS):
        assert throttling.may_send(f"city-{number}", f"2001:db8::{number}")
    assert not throttling.may_send("city-9", "2001:db8::9")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM kb_counter")
        keys = str(cursor.fetchall())
    assert "contact:from:" in keys
    assert "127.0.0.1" not in keys
    assert "203.0.113" not in keys


def test_a_full_hour_or_midnight_sets_no_sender_free(monkeypatch: pytest.MonkeyPatch) -> None:
    before = datetime(2026, 11, 27, 23, 59, 59, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: before)
    assert [throttling.may_send("aarhus", "203.0.113.9") for _n in range(4)] == [True] * 4
    monkeypatch.setattr(timezone, "now", lambda: before + timedelta(seconds=2))
    assert [throttling.may_send("turin", "203.0.113.9") for _n in range(2)] == [True, False]


def test_an_attack_is_seen_over_the_turn_of_ten_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    before = datetime(2026, 11, 27, 12, 9, 59, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: before)
    for _time in range(throttling.ATTACK - 1):
        throttling.count_attempt()
    monkeypatch.setattr(timezone, "now", lambda: before + timedelta(seconds=2))
    assert not throttling.is_under_attack()
    throttling.count_attempt()
    assert throttling.is_under_attack()


def solve(nonce: str) -> str:
    """What the script of the page does."""
    for number in count():
        digest = hashlib.sha256(f"{nonce}:{number}".encode()).digest()
        if int.from_bytes(digest, "big") >> (256 - tickets.BITS) == 0:
            return str(number)
    raise AssertionError


def test_under_attack_a_form_shows_work_or_waits(
    client: Client,
    coordinator: User,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "data-bits" not in client.get(ADDRESS).content.decode()
    for _time in range(throttling.ATTACK):
        throttling.count_attempt()
    assert 'data-bits="15"' in client.get(ADDRESS).content.decode()
    answer = send(client, django_capture_on_commit_callbacks, work="1e30")
    assert answer.status_code == 400
    assert "Many letters are coming now." in answer.content.decode()
    assert "May we visit you in spring?" in answer.content.decode()
    letter = fill(client)
    with django_capture_on_commit_callbacks(execute=True):
        solved = {**letter, "work": solve(tickets.nonce_of(letter["ticket"]))}
        assert client.post(ADDRESS, solved).url == SENT
        # Work of one ticket is none for another.
        assert client.post(ADDRESS, {**fill(client), "work": solved["work"]}).status_code == 400
    waiting = fill(client)
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(seconds=61))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(ADDRESS, waiting).url == SENT
    assert len(mail.outbox) == 2


def test_no_log_names_the_sender(
    client: Client,
    coordinator: User,
    django_capture_on_commit_callbacks: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    send(client, django_capture_on_commit_callbacks)
    client.post(ADDRESS, {**LETTER, "email": "broken"})
    assert "ada" not in caplog.text.lower()


def test_only_who_works_for_a_city_is_asked_about_letters(
    client: Client, coordinator: User
) -> None:
    client.force_login(coordinator)
    assert 'name="takes_letters"' in client.get("/en/mails/").content.decode()
    other = User.objects.create_user("other", "other@example.org")
    client.force_login(other)
    assert 'name="takes_letters"' not in client.get("/en/mails/").content.decode()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client: Client, coordinator: User, method: str) -> None:
    assert getattr(client, method)(ADDRESS).status_code == 405
