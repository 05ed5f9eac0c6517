"""What happens with accounts is in the log, and what was typed at the door is not (check 44)."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from kb.accounts.personal_data.registry import erase_person, personal_data
from kb.accounts.rights import SECRETARIAT
from kb.accounts.services import invite
from kb.models import CityRole, RoleKind, User
from tests.kb.accounts.test_accounts import PASSWORD, in_group, link_of, person, signed_in
from tests.practices.writing import Desk, city, desk

pytestmark = [pytest.mark.django_db, pytest.mark.database]

EMAIL = "official@aarhus.example"


@pytest.fixture
def official(site_tree: Any) -> Desk:
    cache.clear()
    found = desk(city(site_tree, "aarhus"), EMAIL)
    found.user.set_password(PASSWORD)
    found.user.save()
    found.client.force_login(found.user)
    ModelLogEntry.objects.all().delete()
    return found


def events() -> list[tuple[str, str, Any]]:
    """What is in the log, in order: what, about whom and what, by whom."""
    entries = ModelLogEntry.objects.filter(action__startswith="kb.").order_by("pk")
    people = dict(User.objects.values_list("pk", "email"))
    return [
        (entry.action.removeprefix("kb."), entry.label, people.get(entry.user_id))
        for entry in entries
    ]


def sign_in(email: str, password: str = PASSWORD) -> Client:
    client = Client(REMOTE_ADDR="192.0.2.77")
    client.post("/en/account/login/", {"login": email, "password": password})
    return client


def test_signing_in_and_out_are_events(official: Desk) -> None:
    sign_in(EMAIL).post("/en/account/logout/")
    assert events() == [("sign_in", EMAIL, EMAIL), ("sign_out", EMAIL, EMAIL)]


def test_failing_to_sign_in_is_one_and_keeps_nothing_that_was_typed(official: Desk) -> None:
    sign_in(EMAIL, "typed by mistake")
    sign_in("my-password-in-the-wrong-box@example.org", "typed by mistake")
    assert events() == [("sign_in_failed", EMAIL, None), ("sign_in_failed", "—", None)]
    kept = json.dumps(list(ModelLogEntry.objects.values()), default=str)
    assert "mistake" not in kept
    assert "wrong-box" not in kept
    assert "192.0.2.77" not in kept


def test_a_closed_account_that_knocks_is_one(official: Desk) -> None:
    User.objects.filter(pk=official.user.pk).update(is_active=False)
    sign_in(EMAIL)
    assert events() == [("sign_in_failed", EMAIL, None)]


def test_a_second_factor_added_and_failed_are_events(official: Desk) -> None:
    from allauth.mfa.totp.internal import auth as totp

    secret = totp.generate_totp_secret()
    totp.TOTP.activate(official.user, secret)
    client = sign_in(EMAIL)
    client.post("/en/account/2fa/authenticate/", {"code": "000000"})
    assert events() == [("second_factor_failed", EMAIL, None)]
    code = totp.format_hotp_value(
        totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time()))
    )
    client.post("/en/account/2fa/authenticate/", {"code": code})
    assert events()[-1] == ("sign_in", EMAIL, EMAIL)


def test_a_new_password_is_an_event(official: Desk) -> None:
    new = "another long pass phrase of it"
    official.client.post(
        "/en/account/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )
    assert ("change_password", EMAIL, EMAIL) in events()


def test_what_is_refused_at_the_desk_is_an_event_without_what_was_asked_of_it(
    official: Desk, site_tree: Any
) -> None:
    city(site_tree, "ghent", "BE")
    for path in ("my-city/ghent/", "my-city/nowhere/", "invitation/a-secret/"):
        assert official.client.get(f"/en/{path}").status_code == 404
    assert official.client.get("/en/cities/nowhere/").status_code == 404
    assert events() == [
        ("refused", f"{EMAIL} · submission:city ghent", EMAIL),
        ("refused", f"{EMAIL} · submission:city nowhere", EMAIL),
        ("refused", f"{EMAIL} · accounts:invitation", EMAIL),
    ]
    assert Client().get("/en/my-city/ghent/").status_code == 302
    assert len(events()) == 3


def test_what_is_refused_in_the_admin_is_an_event(official: Desk) -> None:
    client = signed_in(in_group("editor@example.org", "Editors", "Moderators"))
    ModelLogEntry.objects.all().delete()
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/users/")["Location"] == "/admin/"
    assert client.get(f"/admin/users/edit/{official.user.pk}/")["Location"] == "/admin/"
    assert official.client.get("/admin/", follow=True).status_code == 403
    assert events() == [
        ("refused", "editor@example.org · wagtailusers_users:index", "editor@example.org"),
        (
            "refused",
            f"editor@example.org · wagtailusers_users:edit {official.user.pk}",
            "editor@example.org",
        ),
        ("refused", f"{EMAIL} · wagtailadmin_home", EMAIL),
    ]


def test_an_invitation_that_is_accepted_gives_a_role(
    official: Desk, django_capture_on_commit_callbacks: Any
) -> None:
    person("new@aarhus.example")
    with django_capture_on_commit_callbacks(execute=True):
        invite(
            "new@aarhus.example", official.city.city, RoleKind.COORDINATOR, language="en",
            by=official.user,
        )  # fmt: skip
    ModelLogEntry.objects.all().delete()
    sign_in("new@aarhus.example").post(link_of(mail.outbox[-1]))
    assert events()[1:] == [
        ("join_group", "new@aarhus.example · City: aarhus", "new@aarhus.example"),
        ("give_role", "new@aarhus.example · aarhus, coordinator", "new@aarhus.example"),
    ]


def test_a_role_that_is_ended_says_who_ended_it(official: Desk) -> None:
    coordinator = desk(official.city, "coordinator@aarhus.example", RoleKind.COORDINATOR)
    ModelLogEntry.objects.all().delete()
    role = CityRole.objects.get(user=official.user)
    coordinator.client.post(coordinator.at(f"people/{role.pk}/end/"))
    assert events() == [
        ("leave_group", f"{EMAIL} · City: aarhus", "coordinator@aarhus.example"),
        ("end_role", f"{EMAIL} · aarhus, official", "coordinator@aarhus.example"),
    ]


def test_groups_and_administrators_made_in_the_admin_are_events(official: Desk) -> None:
    admin = User.objects.create_superuser("admin@example.org", "admin@example.org", PASSWORD)
    client = signed_in(admin)
    editors = Group.objects.get(name="Editors")
    values = {
        "username": EMAIL, "email": EMAIL, "first_name": "A", "last_name": "B",
        "is_active": "on", "language": "en", "mail_rhythm": "at-once",
    }  # fmt: skip
    ModelLogEntry.objects.all().delete()
    client.post(
        reverse("wagtailusers_users:edit", args=[official.user.pk]),
        {**values, "groups": [editors.pk], "is_superuser": "on"},
    )
    assert sorted(events()) == [
        ("join_group", f"{EMAIL} · Editors", "admin@example.org"),
        ("leave_group", f"{EMAIL} · City: aarhus", "admin@example.org"),
        ("make_administrator", EMAIL, "admin@example.org"),
    ]
    editors.user_set.clear()
    assert events()[-1] == ("leave_group", f"{EMAIL} · Editors", None)


def test_taking_ones_data_is_an_event_and_the_data_names_the_events(official: Desk) -> None:
    official.client.get("/en/my-data/download/")
    assert events() == [("export_data", EMAIL, EMAIL)]
    assert [event["action"] for event in personal_data(official.user)["events"]] == [
        "kb.export_data"
    ]


def test_who_ended_a_role_gets_no_names_of_others_with_their_data(official: Desk) -> None:
    coordinator = desk(official.city, "coordinator@aarhus.example", RoleKind.COORDINATOR)
    role = CityRole.objects.get(user=official.user)
    coordinator.client.post(coordinator.at(f"people/{role.pk}/end/"))
    given = personal_data(coordinator.user)["events"]
    assert [event["record"] for event in given if event["action"] == "kb.end_role"] == [
        f"Knowledge base | user #{official.user.pk}"
    ]
    assert EMAIL not in json.dumps(given)


def test_erasing_is_an_event_and_takes_the_name_out_of_the_log(official: Desk) -> None:
    sign_in(EMAIL, "wrong")
    official.client.get("/en/my-city/nowhere/")
    number = official.user.pk
    erase_person(official.user)
    assert [event[:2] for event in events()] == [
        ("sign_in_failed", f"#{number}"),
        ("refused", f"#{number}"),
        ("erase", f"#{number}"),
    ]


def test_an_account_deleted_in_the_admin_leaves_its_number_too(official: Desk) -> None:
    client = signed_in(User.objects.create_superuser("admin", "admin@example.org", PASSWORD))
    client.post(reverse("wagtailusers_users:delete", args=[official.user.pk]))
    assert not User.objects.filter(email=EMAIL).exists()
    assert not ModelLogEntry.objects.filter(label__contains=EMAIL).exists()


def test_the_secretariat_reads_and_exports_them_and_editors_do_not(official: Desk) -> None:
    official.client.get("/en/my-city/nowhere/")
    secretariat = signed_in(in_group("secretariat@example.org", SECRETARIAT))
    page = secretariat.get("/admin/reports/site-history/")
    assert f"{EMAIL} · submission:city nowhere" in page.content.decode()
    assert "Refused, or not there: submission:city nowhere" in page.content.decode()
    assert "site-history/?object_type=" in secretariat.get("/admin/").content.decode()
    exported = secretariat.get("/admin/reports/site-history/?export=csv").getvalue().decode()
    assert f"{EMAIL} · submission:city nowhere" in exported
    editor = signed_in(in_group("editor@example.org", "Editors", "Moderators"))
    assert EMAIL not in editor.get("/admin/reports/site-history/").content.decode()
    assert EMAIL not in editor.get("/admin/reports/site-history/?export=csv").getvalue().decode()


def test_sign_ins_are_dropped_after_a_year_and_rights_are_not(official: Desk) -> None:
    sign_in(EMAIL)
    official.user.groups.clear()
    long_ago = timezone.now() - timedelta(days=366)
    ModelLogEntry.objects.update(timestamp=long_ago)
    sign_in(EMAIL)
    call_command("keep_fresh", verbosity=0)
    assert events() == [
        ("leave_group", f"{EMAIL} · City: aarhus", None),
        ("sign_in", EMAIL, EMAIL),
    ]
