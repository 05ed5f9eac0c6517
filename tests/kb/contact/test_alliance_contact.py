"""Readers write to the Alliance: questions, errors, personal data, barriers; nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.cache import caches
from django.test import Client

from kb.accounts.rights import SECRETARIAT
from kb.contact.alliance import own_path
from kb.models import User
from tests.factories import CityPageFactory, PracticePageFactory
from tests.kb.contact.test_contact import ticket_on

pytestmark = pytest.mark.django_db

ADDRESS, SENT = "/de/contact/", "/de/contact/sent/"
MESSAGE = {
    "reason": "error",
    "about": "/de/cities/",
    "name": "Ada Lovelace",
    "organisation": "",
    "email": "ada@example.org",
    "words": "The year is wrong.",
}


@pytest.fixture(autouse=True)
def nothing_counted(site_tree: Any) -> None:
    caches["counters"].clear()


def person(email: str, group: str, **values: Any) -> User:
    user = User.objects.create_user(email, email, **values)
    user.groups.add(Group.objects.get(name=group))
    return user


def send(client: Client, run: Any, **changes: Any) -> Any:
    ticket = ticket_on(client.get(ADDRESS).content.decode())
    with run(execute=True):
        return client.post(ADDRESS, {**MESSAGE, "ticket": ticket, **changes})


def recipients() -> list[str]:
    return sorted(letter.to[0] for letter in mail.outbox)


def test_the_secretariat_gets_it_in_its_language_with_the_page_it_is_about(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    person("office@alliance.example", SECRETARIAT, language="fr", mail_rhythm="daily")
    person("editor@alliance.example", "Moderators")
    answer = send(client, django_capture_on_commit_callbacks)
    assert (answer.status_code, answer.url) == (302, SENT)
    assert client.get(SENT).status_code == 200
    (letter,) = mail.outbox
    assert letter.to == ["office@alliance.example"]
    assert letter.message()["Reply-To"] == "ada@example.org"
    assert "The year is wrong." in str(letter.body)
    assert "/de/cities/" in str(letter.body)
    assert not client.cookies


def test_personal_data_reaches_secretariat_and_editors_past_every_summary(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    person("office@alliance.example", SECRETARIAT, mail_rhythm="daily")
    person("daily@alliance.example", "Moderators", mail_rhythm="daily")
    person("never@alliance.example", "Moderators", mail_rhythm="never")
    send(client, django_capture_on_commit_callbacks, reason="personal-data")
    assert recipients() == [
        "daily@alliance.example",
        "never@alliance.example",
        "office@alliance.example",
    ]


def test_of_a_record_the_editors_within_whose_remit_it_is_are_told(
    client: Client, site_tree: Any, django_capture_on_commit_callbacks: Any
) -> None:
    from kb.models import EditorRemit

    city = CityPageFactory(parent=site_tree.cities, title="Aarhus", slug="aarhus", country="DK")
    PracticePageFactory(parent=city, title="Mentors", slug="mentors")
    for email, country in (("dk@alliance.example", "DK"), ("it@alliance.example", "IT")):
        editor = person(email, "Moderators", mail_rhythm="daily")
        EditorRemit.objects.create(user=editor, countries=[country])
    person("office@alliance.example", SECRETARIAT)
    send(
        client,
        django_capture_on_commit_callbacks,
        reason="personal-data",
        about="/de/cities/aarhus/mentors/",
    )
    assert recipients() == ["dk@alliance.example", "office@alliance.example"]


@pytest.mark.parametrize(
    ("accounts", "setting", "expected"),
    [
        ([], "", ["exchange@localhost"]),
        ([], "office@alliance.example", ["office@alliance.example"]),
        (["admin"], "", ["admin@alliance.example"]),
    ],
)
def test_without_a_secretariat_nothing_is_lost(
    client: Client,
    settings: Any,
    django_capture_on_commit_callbacks: Any,
    accounts: list[str],
    setting: str,
    expected: list[str],
) -> None:
    settings.CONTACT_EMAIL = setting
    settings.DEFAULT_FROM_EMAIL = "exchange@localhost"
    for name in accounts:
        User.objects.create_superuser(name, f"{name}@alliance.example")
    for reason in ("question", "personal-data"):
        mail.outbox.clear()
        assert send(client, django_capture_on_commit_callbacks, reason=reason).status_code == 302
        assert recipients() == expected


@pytest.mark.parametrize(
    "forged",
    [
        "https://evil.example/de/cities/",
        "//evil.example/de/",
        "javascript:alert(1)",
        "/admin/",
        "/de/cities/\r\nBcc: x@example.org",
        "\\\\evil.example",
        "http://[",
        "/xx/",
    ],
)
def test_only_own_pages_are_what_it_is_about(
    client: Client, django_capture_on_commit_callbacks: Any, forged: str
) -> None:
    assert own_path(forged) == ""
    shown = client.get(ADDRESS, {"about": forged, "reason": "<script>"})
    assert shown.status_code == 200
    assert "evil" not in shown.content.decode().split("<main")[1]
    answer = send(client, django_capture_on_commit_callbacks, about=forged)
    assert answer.status_code == 400
    assert "The year is wrong." in answer.content.decode()
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"words": "x" * 5_000_000}, 413),
        ({"words": "x" * 4001}, 400),
        ({"reason": "nonsense"}, 400),
        ({"name": "a\r\nb"}, 400),
        ({"words": "a\x00b"}, 400),
        ({"ticket": "forged"}, 400),
        ({"leave_empty": "a program"}, 302),
    ],
)
def test_bad_messages_write_no_mail(
    client: Client, django_capture_on_commit_callbacks: Any, changes: Any, status: int
) -> None:
    person("office@alliance.example", SECRETARIAT)
    assert send(client, django_capture_on_commit_callbacks, **changes).status_code == status
    assert mail.outbox == []


def test_many_messages_wait(client: Client, django_capture_on_commit_callbacks: Any) -> None:
    answers = [send(client, django_capture_on_commit_callbacks).status_code for _n in range(6)]
    assert answers == [302] * 5 + [429]


def test_each_page_leads_to_the_form_and_says_which_it_is(client: Client, site_tree: Any) -> None:
    city = CityPageFactory(parent=site_tree.cities, title="Aarhus", slug="aarhus")
    PracticePageFactory(parent=city, title="Mentors", slug="mentors")
    record = "/en/cities/aarhus/mentors/"
    for path in ("/en/", "/en/search/", record):
        assert f'href="/en/contact/?about={path}"' in client.get(path).content.decode()
    assert f"/en/contact/?reason=error&amp;about={record}" in client.get(record).content.decode()
    form = client.get("/en/contact/", {"reason": "error", "about": record}).context["form"]
    assert (form["reason"].value(), form["about"].value()) == ("error", record)
