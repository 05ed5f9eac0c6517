"""Rights above a city's own drafts: a second factor before any page, asked again before what counts, and
promises that end with the rights of who made them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from kb.accounts.personal_data.registry import erase_person
from kb.accounts.rights import SECRETARIAT
from kb.accounts.services import end_role, invite
from kb.models import CityRole, Invitation, RoleKind, User
from practices.models import CoAuthor
from practices.submission.people import coauthors
from tests.practices.writing import Desk, city, desk, editor

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PASSWORD = "a long password"
SETUP = "/en/account/2fa/totp/activate/"


@pytest.fixture
def aarhus(site_tree: Any) -> Any:
    return city(site_tree, "aarhus")


@pytest.fixture
def coordinator(aarhus: Any) -> Desk:
    return desk(aarhus, "coordinator@aarhus.example", RoleKind.COORDINATOR)


def secretary(email: str = "secretary@example.org") -> tuple[Client, User]:
    user = User.objects.create_user(email, email, PASSWORD)
    user.groups.set(Group.objects.filter(name=SECRETARIAT))
    client = Client()
    client.force_login(user)
    return client, user


def in_with_password(email: str) -> Client:
    client = Client()
    client.post("/en/account/login/", {"login": email, "password": PASSWORD})
    return client


# The second factor


def test_no_page_opens_before_the_second_factor_is_set_up(
    settings: Any, aarhus: Any, coordinator: Desk
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    record = desk(aarhus, "official@aarhus.example").begin()
    people = (coordinator.client, secretary()[0], editor("editor@example.org")[0])
    for client in people:
        for address in (
            "/en/my-city/aarhus/",
            "/en/my-city/aarhus/people/",
            coordinator.record_at(record),
            coordinator.record_at(record, "preview/"),
            "/admin/",
            "/en/my-data/",
            "/en/",
            "/api/v1/search",
        ):
            answer = client.get(address)
            assert (answer.status_code, answer["Location"]) == (302, SETUP), address
        invited = client.post(
            "/en/my-city/aarhus/people/",
            {"email": "x@x.example", "role": "official", "language": "en"},
        )
        assert invited["Location"] == SETUP
    assert Invitation.objects.count() == 0


def test_setting_it_up_and_leaving_stay_open(settings: Any, aarhus: Any, coordinator: Desk) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client = in_with_password("coordinator@aarhus.example")
    assert "reauthenticate" in client.get(SETUP)["Location"]
    client.post(f"/en/account/reauthenticate/?next={SETUP}", {"password": PASSWORD})
    assert client.get(SETUP).status_code == 200
    for address in ("/en/account/2fa/", "/en/account/logout/", "/en/account/2fa/webauthn/add/"):
        assert client.get(address).status_code == 200, address
    Authenticator.objects.create(user=coordinator.user, type="totp", data={"secret": "x"})
    assert client.get("/en/my-city/aarhus/people/").status_code == 200


def test_who_only_writes_drafts_and_who_only_reads_is_not_asked(settings: Any, aarhus: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    official = desk(aarhus, "official@aarhus.example")
    assert official.client.get("/en/my-city/aarhus/").status_code == 200
    assert Client().get("/en/").status_code == 200


# Asked again


def test_inviting_and_ending_ask_again_and_then_do_it(
    settings: Any, aarhus: Any, coordinator: Desk
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    Authenticator.objects.create(user=coordinator.user, type="totp", data={"secret": "x"})
    client = coordinator.client
    whom = {"email": "new@aarhus.example", "role": "official", "language": "en"}
    asked = client.post("/en/my-city/aarhus/people/", whom)
    assert asked.status_code == 302
    assert "reauthenticate" in asked["Location"]
    assert Invitation.objects.count() == 0
    role = CityRole.objects.get(user=desk(aarhus, "official@aarhus.example").user)
    asked = client.post(f"/en/my-city/aarhus/people/{role.pk}/end/")
    assert "reauthenticate" in asked["Location"]
    assert CityRole.objects.filter(pk=role.pk).exists()
    assert client.get(f"/en/my-city/aarhus/people/{role.pk}/end/").status_code == 200
    client.post(
        f"/en/account/reauthenticate/?next=/en/my-city/aarhus/people/{role.pk}/end/",
        {"password": PASSWORD},
    )
    assert client.post("/en/my-city/aarhus/people/", whom).status_code == 302
    assert Invitation.objects.get().email == "new@aarhus.example"


def test_inviting_a_co_author_and_ending_the_part_ask_again(settings: Any, aarhus: Any) -> None:
    official = desk(aarhus, "official@aarhus.example")
    record = official.begin()
    settings.SECOND_FACTOR_REQUIRED = True
    address = official.record_at(record, "co-authors/")
    whom = {"email": "friend@university.example", "right": "write", "language": "en"}
    asked = official.client.post(address, whom)
    assert "reauthenticate" in asked["Location"]
    assert CoAuthor.objects.count() == 0
    assert official.client.get(address).status_code == 200
    official.client.post(f"/en/account/reauthenticate/?next={address}", {"password": PASSWORD})
    assert official.client.post(address, whom)["Location"] == address
    part = CoAuthor.objects.get(email="friend@university.example")
    later = Client()
    later.force_login(official.user)
    assert "reauthenticate" in later.post(f"{address}{part.pk}/end/")["Location"]
    assert CoAuthor.objects.present().count() + CoAuthor.objects.open().count() == 1


# Addresses


def test_a_new_address_is_confirmed_at_both_and_signs_out_everywhere(
    aarhus: Any, django_capture_on_commit_callbacks: Any
) -> None:
    user = User.objects.create_user("root", "old@example.org", PASSWORD)
    client, other = in_with_password("old@example.org"), in_with_password("old@example.org")
    client.post("/en/account/reauthenticate/?next=/en/account/email/", {"password": PASSWORD})
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/en/account/email/", {"email": "new@example.org", "action_add": ""})
    assert [message.to for message in mail.outbox] == [["old@example.org"]]
    assert User.objects.get(pk=user.pk).email == "old@example.org"
    link = re.search(r"/en/my-data/address/[^\s\"]+", mail.outbox[0].body)
    assert link is not None
    assert Client().post(link[0]).status_code == 302
    assert in_with_password("nobody@example.org").get(link[0]).status_code == 302
    assert client.get(link[0]).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        client.post(link[0])
    told = [message for message in mail.outbox if message.to == ["new@example.org"]]
    assert len(told) == 1
    assert User.objects.get(pk=user.pk).email == "old@example.org"
    confirm = re.search(r"/en/account/confirm-email/[^\s\"]+", told[0].body)
    assert confirm is not None
    client.post(confirm[0])
    assert User.objects.get(pk=user.pk).email == "new@example.org"
    assert [row.email for row in EmailAddress.objects.filter(user=user)] == ["new@example.org"]
    for browser in (client, other):
        assert browser.get("/en/my-data/").status_code == 302
    assert Session.objects.count() == 0
    assert in_with_password("new@example.org").get("/en/my-data/").status_code == 200


def test_asking_for_another_address_never_empties_the_one_that_is_there(site_tree: Any) -> None:
    for name in ("one", "two"):
        User.objects.create_user(name, f"{name}@example.org", PASSWORD)
        client = in_with_password(f"{name}@example.org")
        client.post("/en/account/reauthenticate/?next=/en/account/email/", {"password": PASSWORD})
        answer = client.post(
            "/en/account/email/", {"email": f"{name}@new.example", "action_add": ""}
        )
        assert answer.status_code == 302
        assert User.objects.get(username=name).email == f"{name}@example.org"
        assert in_with_password(f"{name}@example.org").get("/en/my-data/").status_code == 200


def test_there_is_no_account_without_an_address(site_tree: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("nobody", "")


# What was promised to others


@pytest.mark.parametrize("how", ["role", "downgrade", "deactivated", "erased", "deleted"])
def test_open_invitations_end_with_the_rights_of_who_sent_them(
    aarhus: Any, coordinator: Desk, how: str
) -> None:
    record = coordinator.begin()
    other = desk(aarhus, "other@aarhus.example", RoleKind.COORDINATOR)
    for by, email in (
        (coordinator.user, "second-self@evil.example"),
        (other.user, "new@aarhus.example"),
    ):
        invite(email, aarhus.city, RoleKind.COORDINATOR, language="en", by=by)
        coauthors.invite(record, by, email=email, right="write", language="en")
    user = User.objects.get(pk=coordinator.user.pk)
    if how == "role":
        end_role(CityRole.objects.get(user=user), other.user)
    elif how == "downgrade":
        from kb.accounts.services import give_role

        give_role(user, aarhus.city, RoleKind.OFFICIAL)
    elif how == "deactivated":
        user.is_active = False
        user.save()
    elif how == "erased":
        erase_person(user)
    else:
        user.delete()
    assert [one.email for one in Invitation.objects.open()] == ["new@aarhus.example"]
    left = {one.email for one in CoAuthor.objects.open()}
    # An official invites co-authors too, but nobody to the city.
    assert left == ({"second-self@evil.example"} if how == "downgrade" else set()) | {
        "new@aarhus.example"
    }


def test_invitations_of_the_secretariat_end_when_somebody_leaves_it(aarhus: Any) -> None:
    _client, user = secretary()
    invite("guest@x.example", aarhus.city, RoleKind.COORDINATOR, language="en", by=user)
    user.groups.clear()
    assert not Invitation.objects.open().exists()
