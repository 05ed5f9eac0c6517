"""Sessions, passwords and rights that end; refusals where something breaks (checks 31–35, 41, 43, 45)."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.admin.models import EditingSession

from kb.models import User
from practices.models import PracticePage
from tests.practices.writing import Desk, city, desk, editor, review

pytestmark = pytest.mark.django_db

PASSWORD = "a long pass phrase of the test"
ANOTHER = "another long pass phrase of it"


@pytest.fixture(autouse=True)
def official(site_tree: Any) -> Desk:
    cache.clear()
    person = desk(city(site_tree, "aarhus"), "official@aarhus.example")
    person.user.set_password(PASSWORD)
    person.user.save()
    person.client.force_login(person.user)
    return person


def sign_in(password: str = PASSWORD, client: Client | None = None) -> Client:
    client = client or Client()
    client.post("/en/account/login/", {"login": "official@aarhus.example", "password": password})
    return client


def is_in(client: Client) -> bool:
    return bool(client.get("/en/my-city/aarhus/").status_code == 200)


def test_signing_in_gives_a_new_session_and_signing_out_ends_it() -> None:
    client = Client()
    client.session.save()
    client.get("/en/account/login/")
    before = client.session.session_key
    sign_in(client=client)
    key = client.session.session_key
    assert is_in(client)
    assert key != before
    client.post("/en/account/logout/")
    stolen = Client()
    stolen.cookies["sessionid"] = key
    assert not is_in(client)
    assert not is_in(stolen)


def test_a_new_password_ends_the_other_sessions() -> None:
    here, elsewhere = sign_in(), sign_in()
    assert is_in(here)
    assert is_in(elsewhere)
    here.post(
        "/en/account/password/change/",
        {"oldpassword": PASSWORD, "password1": ANOTHER, "password2": ANOTHER},
    )
    assert is_in(here)
    assert not is_in(elsewhere)
    assert not is_in(sign_in(PASSWORD))


@pytest.mark.parametrize(
    "weak", ["short-pass1", "password1234", "123456789012345", "official@aarhus.example"]
)
def test_a_weak_password_is_refused_and_a_long_one_taken(weak: str) -> None:
    client = sign_in()
    answer = client.post(
        "/en/account/password/change/",
        {"oldpassword": PASSWORD, "password1": weak, "password2": weak},
    )
    assert answer.status_code == 200
    assert is_in(sign_in(PASSWORD))
    long = "сто двадцать восемь букв " * 5
    client.post(
        "/en/account/password/change/",
        {"oldpassword": PASSWORD, "password1": long.strip(), "password2": long.strip()},
    )
    assert is_in(sign_in(long.strip()))


def test_asking_for_a_new_password_tells_nothing_of_who_has_an_account() -> None:
    def words(email: str) -> tuple[int, str]:
        answer = Client().post("/en/account/password/reset/", {"email": email}, follow=True)
        return answer.status_code, re.sub(r'(value|nonce)="[^"]*"', "", answer.content.decode())

    assert words("official@aarhus.example") == words("nobody@aarhus.example")


def test_a_new_password_by_mail_does_not_pass_by_the_second_factor(
    official: Desk, django_capture_on_commit_callbacks: Any
) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(official.user, generate_totp_secret())
    client = Client()
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/en/account/password/reset/", {"email": "official@aarhus.example"})
    link = re.search(r"https?://[^/\s]+(/\S*password/reset/key/\S+)", mail.outbox[-1].body)
    assert link is not None
    form = client.get(link[1], follow=True)
    client.post(form.request["PATH_INFO"], {"password1": ANOTHER, "password2": ANOTHER})
    assert not is_in(client)
    sign_in(ANOTHER, client)
    assert not is_in(client)
    assert client.get("/en/account/2fa/authenticate/").status_code == 200


def test_an_account_that_is_closed_and_a_role_that_is_taken_end_at_once(official: Desk) -> None:
    assert is_in(official.client)
    User.objects.filter(pk=official.user.pk).update(is_active=False)
    assert not is_in(official.client)
    assert not is_in(sign_in())


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets hours and minutes pass."""
    passed = timedelta()
    now = timezone.now

    def wait(**time: int) -> None:
        nonlocal passed
        passed += timedelta(**time)

    monkeypatch.setattr(timezone, "now", lambda: now() + passed)
    return wait


def test_an_official_who_was_away_for_eight_hours_is_signed_out(clock: Any) -> None:
    client = sign_in()
    clock(hours=7, minutes=59)
    assert is_in(client)
    clock(hours=7, minutes=59)
    assert is_in(client)
    clock(hours=8, minutes=1)
    assert not is_in(client)
    assert "sessionid" not in {name for name, value in client.cookies.items() if value.value}


def test_an_editor_who_was_away_for_two_hours_is_signed_out(clock: Any) -> None:
    client, _user = editor("editor@example.org")
    clock(hours=1, minutes=59)
    assert client.get("/admin/").status_code == 200
    clock(hours=2, minutes=1)
    assert client.get("/admin/")["Location"] == "/admin/login/?next=/admin/"


def test_nobody_is_signed_in_for_more_than_a_day(clock: Any) -> None:
    client = sign_in()
    for _hour in range(24):
        assert is_in(client)
        clock(minutes=59)
    assert is_in(client)
    clock(minutes=30)
    assert not is_in(client)


def test_a_session_that_was_ended_cannot_be_used_again(clock: Any) -> None:
    client = sign_in()
    stolen = Client()
    stolen.cookies["sessionid"] = client.session.session_key
    clock(hours=9)
    assert not is_in(client)
    assert not is_in(stolen)
    assert not Session.objects.filter(pk=stolen.cookies["sessionid"].value).exists()


def test_what_an_open_page_asks_by_itself_keeps_nobody_in(clock: Any, official: Desk) -> None:
    client, user = editor("editor@example.org")
    page = official.city
    mine = EditingSession.objects.create(
        user=user, content_type=page.content_type, object_id=page.pk, last_seen_at=timezone.now()
    )
    ping = f"/admin/editing-sessions/ping/kb/citypage/{page.pk}/{mine.pk}/"
    for _ping in range(8):
        clock(minutes=14)
        assert client.post(ping).status_code == 200
    clock(minutes=14)
    assert client.post(ping).status_code in (302, 403)


def test_pages_one_after_the_other_write_the_session_once_in_five_minutes(clock: Any) -> None:
    def writes() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert is_in(client)
        return len([query for query in asked if "UPDATE" in query["sql"]])

    client = sign_in()
    assert [writes(), writes()] == [0, 0]
    clock(minutes=5)
    assert [writes(), writes()] == [1, 0]


def test_readers_get_no_session_from_it() -> None:
    client = Client()
    client.get("/en/search/")
    assert not client.cookies


def test_what_was_typed_in_an_ended_session_comes_back(clock: Any, official: Desk) -> None:
    record = official.begin()
    clock(hours=9)
    answer = official.write(record, "basics", summary="Written before lunch, sent after it.")
    assert answer.status_code == 403
    assert "Written before lunch, sent after it." in answer.content.decode()
    assert "Your words are still here" in answer.content.decode()


def test_what_an_editor_typed_in_an_ended_session_comes_back(clock: Any, official: Desk) -> None:
    record = official.begin()
    official.write_note(record)
    official.send(record)
    client, _user = editor("editor@example.org")
    clock(hours=3)
    answer = review(client, record, "changes", remark_summary="Please say who pays for it.")
    assert answer.status_code == 403
    assert "Please say who pays for it." in answer.content.decode()
    assert f'action="/admin/moderation/{record.pk}/"' in answer.content.decode()
    assert PracticePage.objects.get(pk=record.pk).workflow_in_progress


def test_an_editor_who_is_none_any_longer_decides_nothing(official: Desk) -> None:
    record = official.begin()
    official.write_note(record)
    official.send(record)
    reader, user = editor("editor@example.org")
    page = PracticePage.objects.get(pk=record.pk)
    assert reader.get(f"/admin/moderation/{page.pk}/").status_code == 200
    user.groups.clear()
    assert review(reader, page, "publish").status_code in (302, 403)
    assert PracticePage.objects.get(pk=page.pk).live is False


def test_where_a_rule_breaks_nothing_is_shown(
    official: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = official.begin(title="Xylophonequartz")
    official.client.raise_request_exception = False

    def broken(*args: Any) -> None:
        raise RuntimeError("out of order")

    for rule in ("kb.permissions.role_in_city", "practices.permissions.desks_seen_by"):
        monkeypatch.setattr(rule, broken)
    monkeypatch.setattr("kb.accounts.views.desks_seen_by", broken)
    for path in ("", "preview/", "write/basics/"):
        answer = official.client.get(official.record_at(record, path))
        assert answer.status_code == 500
        assert b"Xylophonequartz" not in answer.content


def test_nobody_writes_lines_into_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        Client().get("/en/%0d%0a2026-11-27 ERROR forged%1b[31m/")
        Client().get("/en/search/", {"q": "x\r\nERROR forged"}, headers={"User-Agent": "a\tb"})
    assert [record for record in caplog.records if "\n" in record.getMessage()] == []
    assert "\x1b" not in caplog.text


def test_who_signs_in_is_not_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        sign_in("a wrong one, typed by mistake")
    assert "official@aarhus.example" not in caplog.text
    assert "typed by mistake" not in caplog.text
