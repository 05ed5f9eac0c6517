"""Somebody of a city asks for an account: start page, form, confirmed address, the secretariat's answer."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from kb.accounts.personal_data.registry import erase_person, personal_data
from kb.accounts.rights import SECRETARIAT
from kb.joining.services import forget_requests
from kb.models import AccountRequest, Invitation, User
from tests.factories import CityPageFactory
from tests.kb.contact.test_contact import ticket_on

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ASK, SENT = "/de/join/account/", "/de/join/account/sent/"
ASKED = {
    "city": "Vilvoorde",
    "country": "BE",
    "name": "An Peeters",
    "function": "Preventiedienst",
    "email": "an@vilvoorde.example",
    "language": "tr",
    "words": "We work with schools.",
}


@pytest.fixture(autouse=True)
def nothing_counted(db: None) -> None:
    caches["counters"].clear()


@pytest.fixture
def secretary(site_tree: Any) -> User:
    user = User.objects.create_user(
        "s", "office@alliance.example", language="fr", mail_rhythm="daily"
    )
    user.groups.add(Group.objects.get(name=SECRETARIAT))
    return user


def ask(client: Client, run: Any, **changes: Any) -> Any:
    ticket = ticket_on(client.get(ASK).content.decode())
    with run(execute=True):
        return client.post(ASK, {**ASKED, "ticket": ticket, **changes})


def confirm(client: Client, run: Any) -> str:
    """Open the link of the last mail and press its button."""
    path = re.search(r"https?://[^/]+(/\w\w/join/account/\S+/)", str(mail.outbox[-1].body))
    assert path is not None
    client.get(path[1])
    with run(execute=True):
        client.post(path[1])
    return path[1]


@pytest.mark.parametrize("language", ["en", "fr", "de", "it", "ru", "tr"])
def test_the_start_page_says_what_is_asked_and_offers_the_questions(
    client: Client, site_tree: Any, language: str
) -> None:
    page = client.get(f"/{language}/join/").content.decode()
    for kind in re.findall(rf'href="(/{language}/my-city/questions/[^"]+)"', page):
        assert client.get(kind).status_code == 200
    assert len(re.findall(r"/questions/", page)) == 3
    assert f'href="/{language}/join/account/"' in page
    for address in (f"/{language}/", f"/{language}/account/login/"):
        assert f"/{language}/join/" in client.get(address).content.decode()


def test_the_secretariat_hears_of_it_once_the_address_is_confirmed(
    client: Client, secretary: User, django_capture_on_commit_callbacks: Any
) -> None:
    answer = ask(client, django_capture_on_commit_callbacks)
    assert (answer.status_code, answer.url) == (302, SENT)
    (letter,) = mail.outbox
    assert letter.to == ["an@vilvoorde.example"]
    assert "/tr/join/account/" in str(letter.body)
    assert AccountRequest.objects.get().state == "unconfirmed"
    path = confirm(client, django_capture_on_commit_callbacks)
    assert AccountRequest.objects.get().state == "open"
    assert [letter.to for letter in mail.outbox[1:]] == [["office@alliance.example"]]
    assert "/admin/cities/requests/" in str(mail.outbox[1].body)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path)
    assert len(mail.outbox) == 2
    assert not client.cookies


def test_opening_the_link_alone_confirms_nothing(
    client: Client, secretary: User, django_capture_on_commit_callbacks: Any
) -> None:
    ask(client, django_capture_on_commit_callbacks)
    path = re.search(r"(/tr/join/account/\S+/)", str(mail.outbox[-1].body))
    assert path is not None
    assert client.get(path[1]).status_code == 200
    assert AccountRequest.objects.get().state == "unconfirmed"
    assert client.get(path[1][:-3] + "xx/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"words": "x" * 5_000_000}, 413),
        ({"words": "x" * 2001}, 400),
        ({"city": "Vilvoorde\r\nBcc: all@example.org"}, 400),
        ({"email": "nobody"}, 400),
        ({"country": "XX"}, 400),
        ({"language": "xx"}, 400),
        ({"words": "The boy Ahmed Yilmaz, born 12.3.2009, +32 470 12 34 56"}, 400),
        ({"ticket": "forged"}, 400),
        ({"leave_empty": "a program"}, 302),
    ],
)
def test_hostile_requests_write_nothing(
    client: Client,
    secretary: User,
    django_capture_on_commit_callbacks: Any,
    changes: dict[str, Any],
    status: int,
) -> None:
    assert ask(client, django_capture_on_commit_callbacks, **changes).status_code == status
    assert not AccountRequest.objects.exists()
    assert mail.outbox == []


def test_many_requests_from_one_address_wait(
    client: Client, secretary: User, django_capture_on_commit_callbacks: Any
) -> None:
    answers = [ask(client, django_capture_on_commit_callbacks).status_code for _n in range(6)]
    assert answers == [302] * 5 + [429]


def test_a_new_city_is_prefilled_and_the_request_answered_by_the_invitation(
    client: Client, secretary: User, django_capture_on_commit_callbacks: Any
) -> None:
    ask(client, django_capture_on_commit_callbacks)
    confirm(client, django_capture_on_commit_callbacks)
    client.force_login(secretary)
    page = client.get("/admin/cities/requests/").content.decode()
    address = re.search(r'href="(/admin/cities/new/\?[^"]+)"', page)
    assert address is not None
    form = client.get(address[1].replace("&amp;", "&")).context["form"]
    assert form.initial["email"] == "an@vilvoorde.example"
    assert form.initial["mail_language"] == "tr"
    filled = {f"names_{code}": value for code, value in form.initial["names"].items()}
    with django_capture_on_commit_callbacks(execute=True):
        made = client.post(
            "/admin/cities/new/",
            {**filled, "country": "BE", "email": "an@vilvoorde.example", "mail_language": "tr"},
        )
    assert made.status_code == 302
    assert AccountRequest.objects.get().state == "invited"
    assert mail.outbox[-1].to == ["an@vilvoorde.example"]
    assert "/tr/invitation/" in str(mail.outbox[-1].body)


def test_a_city_that_is_there_is_recognised_and_invited_by_one_click(
    client: Client, secretary: User, site_tree: Any, django_capture_on_commit_callbacks: Any
) -> None:
    city = CityPageFactory(
        parent=site_tree.cities, title="Vilvoorde", country="BE", names={"en": "Vilvoorde"}
    )
    ask(client, django_capture_on_commit_callbacks, city="Vilvorde")
    confirm(client, django_capture_on_commit_callbacks)
    asked = AccountRequest.objects.get()
    assert asked.city == city.city
    client.force_login(secretary)
    client.post(f"/admin/cities/requests/{asked.pk}/invite/", {"role": "coordinator"})
    assert Invitation.objects.get().email == "an@vilvoorde.example"
    asked.refresh_from_db()
    assert asked.state == "invited"


def test_declining_is_said_in_the_language_of_who_asked(
    client: Client, secretary: User, django_capture_on_commit_callbacks: Any
) -> None:
    ask(client, django_capture_on_commit_callbacks, language="en")
    confirm(client, django_capture_on_commit_callbacks)
    asked = AccountRequest.objects.get()
    client.force_login(secretary)
    address = f"/admin/cities/requests/{asked.pk}/decline/"
    assert client.post(address, {"why": ""}).status_code == 400
    planted = {"why": "Ahmed Yilmaz (17) asked before."}
    asked_about = client.post(address, planted)
    assert asked_about.status_code == 400
    assert "I have read it again: it says nothing about a person." in asked_about.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"why": "Please use your work address."})
    assert "Please use your work address." in str(mail.outbox[-1].body)
    assert "Your request for an account for Vilvoorde" in mail.outbox[-1].subject
    assert client.post(address, {"why": "Again"}).status_code == 404


def test_requests_are_forgotten_exported_and_erased(db: None) -> None:
    def asked(**values: Any) -> AccountRequest:
        return AccountRequest.objects.create(
            city_name="Lyon", name="Luc", email="luc@lyon.example", language="fr", **values
        )

    now = timezone.now()
    asked(state="declined", answered_at=now - timedelta(days=184))
    asked(state="declined", answered_at=now - timedelta(days=100))
    waiting = asked(state="unconfirmed")
    AccountRequest.objects.filter(pk=waiting.pk).update(created_at=now - timedelta(days=15))
    assert forget_requests() == 2
    luc = User.objects.create_user("l", "Luc@lyon.example")
    assert [one["city"] for one in personal_data(luc)["account_requests"]] == ["Lyon"]
    erase_person(luc)
    assert not AccountRequest.objects.exists()
