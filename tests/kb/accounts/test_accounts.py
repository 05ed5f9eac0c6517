"""Who signs in how, who invites whom, and what a city's people may see and do."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from kb.accounts.services import end_role, give_role, invite
from kb.models import CityRole, Invitation, RoleKind, User
from kb.permissions import can_invite_to_city, can_see_city_desk, needs_second_factor
from tests.factories import CityPageFactory, PracticePageFactory, locale

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PASSWORD = "a long enough password"


@pytest.fixture
def aarhus(site_tree: Any) -> Any:
    return CityPageFactory(parent=site_tree.cities, title="Aarhus", slug="aarhus", code="aarhus")


@pytest.fixture
def ghent(site_tree: Any) -> Any:
    return CityPageFactory(parent=site_tree.cities, title="Ghent", slug="ghent", code="ghent")


def account(email: str, **values: Any) -> User:
    return User.objects.create_user(username=email, email=email, password=PASSWORD, **values)


def person(email: str, city: Any = None, role: str = RoleKind.OFFICIAL) -> User:
    """Somebody with an account who perhaps works for a city."""
    user = account(email)
    if city is not None:
        give_role(user, city.city, role)
    return user


def in_group(email: str, *groups: str) -> User:
    user = account(email)
    user.groups.set(Group.objects.filter(name__in=groups))
    return User.objects.get(pk=user.pk)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def link_of(message: Any) -> str:
    """The path of the link in an invitation's mail."""
    found = re.search(r"https?://[^/]+(/\S+/invitation/\S+/)", message.body)
    assert found is not None
    return found[1]


# Signing in


def test_people_sign_in_with_their_address_and_come_to_their_citys_desk(aarhus: Any) -> None:
    person("official@aarhus.example", aarhus)
    client = Client()
    answer = client.post(
        "/de/account/login/", {"login": "official@aarhus.example", "password": PASSWORD}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/de/my-city/")
    assert client.get("/de/my-city/")["Location"] == "/de/my-city/aarhus/"


def test_an_editor_comes_to_the_admin(site_tree: Any) -> None:
    in_group("editor@example.org", "Editors", "Moderators")
    answer = Client().post(
        "/en/account/login/", {"login": "editor@example.org", "password": PASSWORD}
    )
    assert answer["Location"] == "/admin/"


def test_there_is_one_door_and_no_registering(site_tree: Any) -> None:
    client = Client()
    assert client.get("/admin/login/?next=/admin/pages/")["Location"] == (
        "/en/account/login/?next=%2Fadmin%2Fpages%2F"
    )
    assert client.get("/admin/", follow=True).redirect_chain == [
        ("/admin/login/?next=/admin/", 302),
        ("/en/account/login/?next=%2Fadmin%2F", 302),
    ]
    assert client.get("/admin/password_reset/").status_code == 404
    client.post(
        "/en/account/signup/",
        {"email": "stranger@example.org", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert not User.objects.filter(email="stranger@example.org").exists()


def test_who_is_signed_in_and_may_not_is_told_so_and_not_sent_round(aarhus: Any) -> None:
    official = User.objects.create_user("official", "official@example.org", PASSWORD)
    give_role(official, aarhus.city, RoleKind.OFFICIAL)
    PageViewRestriction.objects.create(page=aarhus, restriction_type="groups")
    client = Client()
    client.force_login(official)
    for address in ("/admin/", "/admin/pages/", aarhus.url):
        answer = client.get(address, follow=True)
        assert (answer.status_code, len(answer.redirect_chain)) == (403, 1), address
        assert "Your account may not read this page." in answer.content.decode()


def test_guessing_passwords_is_throttled_and_tells_nothing_of_who_has_an_account(
    site_tree: Any,
) -> None:
    person("known@example.org")
    client = Client()

    def words(login: str) -> str:
        answer = client.post("/en/account/login/", {"login": login, "password": "wrong"})
        page = re.sub(r'(value|name|nonce)="[^"]*"', "", answer.content.decode())
        return page.replace(login, "")

    assert words("known@example.org") == words("unknown@example.org")
    for _try in range(10):
        client.post("/en/account/login/", {"login": "known@example.org", "password": "wrong"})
    right = client.post("/en/account/login/", {"login": "known@example.org", "password": PASSWORD})
    assert right.status_code != 302


def test_after_signing_in_nobody_is_sent_to_another_site(aarhus: Any) -> None:
    person("official@aarhus.example", aarhus)
    for target in ("//evil.example", "https://evil.example/", "/\\evil.example", "javascript:1"):
        answer = Client().post(
            "/en/account/login/",
            {"login": "official@aarhus.example", "password": PASSWORD, "next": target},
        )
        assert answer["Location"] == "/en/my-city/"


# The second factor


def test_a_second_factor_is_for_those_who_can_do_harm_to_readers(aarhus: Any) -> None:
    assert needs_second_factor(account("root@example.org", is_superuser=True))
    assert needs_second_factor(in_group("moderator@example.org", "Moderators"))
    assert needs_second_factor(in_group("secretariat@example.org", "Secretariat"))
    assert not needs_second_factor(person("official@aarhus.example", aarhus))
    assert not needs_second_factor(in_group("editor@example.org", "Editors"))


def test_who_may_publish_sets_up_a_second_factor_before_the_admin_opens(
    site_tree: Any, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    user = in_group("moderator@example.org", "Moderators")
    client = signed_in(user)
    assert client.get("/admin/")["Location"] == "/en/account/2fa/totp/activate/"
    assert client.post("/admin/pages/1/edit/")["Location"] == "/en/account/2fa/totp/activate/"
    totp.TOTP.activate(user, totp.generate_totp_secret())
    assert client.get("/admin/").status_code == 200


def test_a_password_alone_does_not_open_an_account_with_a_second_factor(site_tree: Any) -> None:
    user = in_group("moderator@example.org", "Moderators")
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    client = Client()
    first = client.post(
        "/en/account/login/", {"login": "moderator@example.org", "password": PASSWORD}
    )
    assert first["Location"].startswith("/en/account/2fa/authenticate/")
    assert client.get("/admin/").status_code == 302
    client.post("/en/account/2fa/authenticate/", {"code": "000000"})
    assert client.get("/admin/").status_code == 302
    code = totp.format_hotp_value(
        totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))
    )
    client.post("/en/account/2fa/authenticate/", {"code": code})
    assert client.get("/admin/").status_code == 200
    assert Authenticator.objects.filter(user=user).exists()


# Invitations


def test_a_coordinator_invites_somebody_who_makes_an_account_and_joins(
    aarhus: Any, django_capture_on_commit_callbacks: Any
) -> None:
    coordinator = signed_in(person("coordinator@aarhus.example", aarhus, RoleKind.COORDINATOR))
    with django_capture_on_commit_callbacks(execute=True):
        coordinator.post(
            "/en/my-city/aarhus/people/",
            {"email": "New@Aarhus.example", "role": "official", "language": "tr"},
        )
    message = mail.outbox[0]
    assert message.to == ["new@aarhus.example"]
    assert message.alternatives[0].mimetype == "text/html"
    path = link_of(message)
    assert path.startswith("/tr/invitation/")
    guest = Client()
    page = guest.get(path)
    assert (page.status_code, page["X-Robots-Tag"]) == (200, "noindex")
    answer = guest.post(
        path,
        {"first_name": "Ayşe", "last_name": "Yıldız", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert (answer.status_code, answer["Location"]) == (302, "/tr/my-city/")
    user = User.objects.get(email="new@aarhus.example")
    assert (user.shown_name, user.language) == ("Ayşe Yıldız", "tr")
    assert CityRole.objects.get(user=user).role == RoleKind.OFFICIAL
    assert guest.get("/tr/my-city/aarhus/").status_code == 200


def test_a_link_works_once(aarhus: Any, django_capture_on_commit_callbacks: Any) -> None:
    by = person("coordinator@aarhus.example", aarhus, RoleKind.COORDINATOR)
    with django_capture_on_commit_callbacks(execute=True):
        invite("new@aarhus.example", aarhus.city, RoleKind.OFFICIAL, language="en", by=by)
    path = link_of(mail.outbox[0])
    form = {"first_name": "A", "last_name": "B", "password1": PASSWORD, "password2": PASSWORD}
    assert Client().post(path, form).status_code == 302
    assert Client().get(path).status_code == 404
    assert Client().post(path, form).status_code == 404
    assert User.objects.filter(email="new@aarhus.example").count() == 1


@pytest.mark.parametrize("how", ["withdrawn", "expired", "replaced", "tampered"])
def test_a_link_that_no_longer_holds_leads_nowhere(
    how: str, aarhus: Any, django_capture_on_commit_callbacks: Any
) -> None:
    by = person("coordinator@aarhus.example", aarhus, RoleKind.COORDINATOR)
    with django_capture_on_commit_callbacks(execute=True):
        made = invite("new@aarhus.example", aarhus.city, RoleKind.OFFICIAL, language="en", by=by)
    path = link_of(mail.outbox[0])
    if how == "withdrawn":
        signed_in(by).post(f"/en/my-city/aarhus/invitations/{made.pk}/withdraw/")
    elif how == "expired":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif how == "replaced":
        invite("new@aarhus.example", aarhus.city, RoleKind.COORDINATOR, language="en", by=by)
    else:
        path = path[:-3] + "xx/"
    assert Client().get(path).status_code == 404


def test_the_link_alone_never_opens_an_account_that_exists(
    aarhus: Any, ghent: Any, django_capture_on_commit_callbacks: Any
) -> None:
    by = person("coordinator@aarhus.example", aarhus, RoleKind.COORDINATOR)
    user = person("busy@ghent.example", ghent)
    with django_capture_on_commit_callbacks(execute=True):
        invite("busy@ghent.example", aarhus.city, RoleKind.OFFICIAL, language="en", by=by)
    path = link_of(mail.outbox[0])
    form = {"first_name": "A", "last_name": "B", "password1": PASSWORD, "password2": PASSWORD}
    stranger, other = Client(), signed_in(person("other@example.org"))
    stranger.post(path, form)
    other.post(path, form)
    assert not CityRole.objects.filter(user=user, city=aarhus.city).exists()
    assert not CityRole.objects.filter(user__email="other@example.org").exists()
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)
    signed_in(user).post(path)
    assert CityRole.objects.filter(user=user).count() == 2


def test_a_mail_that_does_not_leave_is_said_at_the_desk(
    aarhus: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def refuse(self: Any, *args: Any, **kwargs: Any) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
    coordinator = signed_in(person("coordinator@aarhus.example", aarhus, RoleKind.COORDINATOR))
    with django_capture_on_commit_callbacks(execute=True):
        answer = coordinator.post(
            "/en/my-city/aarhus/people/",
            {"email": "new@aarhus.example", "role": "official", "language": "en"},
        )
    assert answer.status_code == 302
    assert (
        b"The e-mail has not been sent yet" in coordinator.get("/en/my-city/aarhus/people/").content
    )


@pytest.mark.parametrize(
    "form",
    [
        {"email": "", "role": "official", "language": "en"},
        {"email": "a@b.example\nBcc: all@example.org", "role": "official", "language": "en"},
        {"email": "a@b.example", "role": "administrator", "language": "en"},
        {"email": "a@b.example", "role": "official", "language": "xx"},
        {"email": "x" * 5_000 + "@b.example", "role": "official", "language": "en"},
    ],
)
def test_a_wrong_invitation_is_said_at_the_field_and_nothing_leaves(
    form: dict[str, str], aarhus: Any
) -> None:
    coordinator = signed_in(person("coordinator@aarhus.example", aarhus, RoleKind.COORDINATOR))
    answer = coordinator.post("/en/my-city/aarhus/people/", form)
    assert answer.status_code == 400
    assert b"There is a problem" in answer.content
    assert (Invitation.objects.count(), mail.outbox) == (0, [])


def test_a_forged_field_changes_neither_city_nor_inviter(aarhus: Any, ghent: Any) -> None:
    by = person("coordinator@aarhus.example", aarhus, RoleKind.COORDINATOR)
    signed_in(by).post(
        "/en/my-city/aarhus/people/",
        {
            "email": "a@b.example", "role": "official", "language": "en",
            "city": ghent.city_id, "invited_by": 1, "accepted_at": "2020-01-01",
        },
    )  # fmt: skip
    made = Invitation.objects.get()
    assert (made.city_id, made.invited_by, made.accepted_at) == (aarhus.city_id, by, None)


# Leaving


def test_leaving_a_city_ends_access_at_once(aarhus: Any) -> None:
    user = person("official@aarhus.example", aarhus)
    record = PracticePageFactory(parent=aarhus, title="Mentors", live=False)
    client = signed_in(user)
    assert client.get("/en/my-city/aarhus/").status_code == 200
    assert record.permissions_for_user(user).can_edit()
    end_role(CityRole.objects.get(user=user), by=user)
    assert client.get("/en/my-city/aarhus/").status_code == 404
    assert not record.permissions_for_user(User.objects.get(pk=user.pk)).can_edit()


def test_ending_a_role_asks_first(aarhus: Any) -> None:
    coordinator = signed_in(person("coordinator@aarhus.example", aarhus, RoleKind.COORDINATOR))
    role = give_role(account("official@aarhus.example"), aarhus.city, RoleKind.OFFICIAL)
    address = f"/en/my-city/aarhus/people/{role.pk}/end/"
    assert coordinator.get(address).status_code == 200
    assert CityRole.objects.filter(pk=role.pk).exists()
    assert coordinator.post(address).status_code == 302
    assert not CityRole.objects.filter(pk=role.pk).exists()


# Roles and cities


def test_a_city_has_its_group_and_its_collection_from_the_start(aarhus: Any) -> None:
    group = Group.objects.get(name="City: aarhus")
    rights = {
        (right.page.slug, right.permission.codename)
        for right in group.page_permissions.select_related("page", "permission")
    }
    assert rights == {("aarhus", "add_page"), ("aarhus", "change_page")}
    collections = {right.collection.name for right in group.collection_permissions.all()}
    assert collections == {"City: aarhus"}


def test_a_city_has_its_rights_in_each_new_language(aarhus: Any) -> None:
    german = aarhus.copy_for_translation(locale("de"), copy_parents=True)
    user = person("official@aarhus.example", aarhus)
    record = PracticePageFactory(parent=german, title="Mentoren", locale=german.locale, live=False)
    assert record.permissions_for_user(user).can_edit()
    assert not record.permissions_for_user(user).can_publish()


# role: (own city's desk, other city's, own people, invite at own, invite at other, open the admin)
TABLE = {
    # A form that comes from nobody is given back with what was typed, to be sent once more.
    "anonymous": (302, 302, 302, 403, 403, 302),
    "nobody": (404, 404, 404, 404, 404, 302),
    "official": (200, 404, 200, 404, 404, 302),
    "coordinator": (200, 404, 200, 302, 404, 302),
    "official of another city": (404, 200, 404, 404, 404, 302),
    "editor": (404, 404, 404, 404, 404, 200),
    "secretariat": (200, 200, 200, 302, 302, 200),
    "administrator": (200, 200, 200, 302, 302, 200),
    "switched off": (302, 302, 302, 403, 403, 302),
}


@pytest.mark.parametrize("role", TABLE)
def test_each_role_reaches_what_the_table_says(role: str, aarhus: Any, ghent: Any) -> None:
    people = {
        "nobody": lambda: person("nobody@example.org"),
        "official": lambda: person("official@aarhus.example", aarhus),
        "coordinator": lambda: person("c@aarhus.example", aarhus, RoleKind.COORDINATOR),
        "official of another city": lambda: person("official@ghent.example", ghent),
        "editor": lambda: in_group("editor@example.org", "Editors"),
        "secretariat": lambda: in_group("secretariat@example.org", "Secretariat"),
        "administrator": lambda: account("root@example.org", is_superuser=True),
        "switched off": lambda: person("gone@aarhus.example", aarhus),
    }
    client = signed_in(people[role]()) if role in people else Client()
    if role == "switched off":
        User.objects.update(is_active=False)
    invitation = {"email": "new@example.org", "role": "official", "language": "en"}
    assert (
        client.get("/en/my-city/aarhus/").status_code,
        client.get("/en/my-city/ghent/").status_code,
        client.get("/en/my-city/aarhus/people/").status_code,
        client.post("/en/my-city/aarhus/people/", invitation).status_code,
        client.post("/en/my-city/ghent/people/", invitation).status_code,
        client.get("/admin/").status_code,
    ) == TABLE[role]


def test_a_desk_that_is_not_ones_own_answers_as_if_there_were_no_such_city(
    aarhus: Any, ghent: Any
) -> None:
    client = signed_in(person("official@ghent.example", ghent))

    def page(address: str) -> str:
        return re.sub(r'nonce="[^"]*"', "", client.get(address).content.decode())

    assert page("/en/my-city/aarhus/").replace("aarhus", "") == page(
        "/en/my-city/nowhere/"
    ).replace("nowhere", "")


def test_people_of_another_city_cannot_be_touched_by_guessed_numbers(
    aarhus: Any, ghent: Any
) -> None:
    coordinator = person("coordinator@aarhus.example", aarhus, RoleKind.COORDINATOR)
    theirs = give_role(account("official@ghent.example"), ghent.city, RoleKind.OFFICIAL)
    open_one = invite(
        "new@ghent.example", ghent.city, RoleKind.OFFICIAL, language="en", by=coordinator
    )
    client = signed_in(coordinator)
    assert client.post(f"/en/my-city/aarhus/people/{theirs.pk}/end/").status_code == 404
    assert client.post(f"/en/my-city/ghent/people/{theirs.pk}/end/").status_code == 404
    assert client.post(f"/en/my-city/aarhus/invitations/{open_one.pk}/withdraw/").status_code == 404
    assert CityRole.objects.filter(pk=theirs.pk).exists()
    assert Invitation.objects.open().filter(pk=open_one.pk).exists()


def test_rights_hold_in_all_languages_of_a_city(aarhus: Any) -> None:
    german = aarhus.copy_for_translation(locale("de"), copy_parents=True)
    coordinator = person("coordinator@aarhus.example", aarhus, RoleKind.COORDINATOR)
    assert can_see_city_desk(coordinator, german.city)
    assert can_invite_to_city(coordinator, german.city)
