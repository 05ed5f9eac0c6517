"""An account is erased by identity: its own rows and nobody else's, counted before, exactly."""

from __future__ import annotations

import json
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Comment, CommentReply, ModelLogEntry

from kb.accounts.events import note
from kb.accounts.personal_data import holdings
from kb.accounts.personal_data import registry as personal_data
from kb.accounts.personal_data.registry import erase_person, what_erasing_does
from kb.accounts.services import invite
from kb.checks import check_personal_data_is_registered
from kb.models import CityRole, Invitation, OutgoingMail, RoleKind, User
from practices.models import CoAuthor, Note, RecordRequest
from practices.submission.desk.conversation import answer, say
from tests.practices.writing import city, desk, editor, submission_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

# Each is part of another, or looks like a pattern.
ADDRESSES = (
    "anna@aarhus.example",
    "johanna@aarhus.example",
    "anna@aarhus.example.org",
    "a@aarhus.example",
    "na@aarhus.example",
    "anna_@aarhus.example",
    "annax@aarhus.example",
    "%@aarhus.example",
    "ANNA@AARHUS.EXAMPLE.COM",
    "without@aarhus.example",
)


def tables() -> dict[str, int]:
    """How many rows each table has."""
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }


def rows(model: Any) -> list[dict[str, Any]]:
    return list(model._base_manager.order_by("pk").values())


@pytest.fixture
def people(site_tree: Any) -> list[Any]:
    """Ten officials, each with something of every kind of their own, and a record that is nobody's."""
    aarhus = city(site_tree, "aarhus")
    first = desk(aarhus, "first@other.example", RoleKind.COORDINATOR)
    record = first.begin()
    found = []
    for address in ADDRESSES:
        person = desk(aarhus, address, RoleKind.COORDINATOR, first_name="Anna", last_name="Meier")
        found.append(person)
        invite(
            f"guest-{person.user.pk}@x.example",
            aarhus.city,
            RoleKind.OFFICIAL,
            language="en",
            by=person.user,
        )
        OutgoingMail.objects.create(
            key=f"k{person.user.pk}",
            recipient=person.user,
            email=address,
            language="en",
            subject="s",
        )
        Note.objects.create(record=record, author=person.user, text="A word.")
        CoAuthor.objects.create(record=record, user=person.user, right="read", language="en")
        RecordRequest.objects.create(city=aarhus.city, title="Talks", asked_by=person.user)
        Comment.objects.create(
            page_id=record.pk, user=person.user, contentpath="summary", text=f"By {person.user.pk}."
        )
        note(person.user, "change_password", by=person.user, about="x")
        note(person.user, "refused")
    return found


def test_ten_accounts_with_addresses_inside_each_other_go_one_by_one(people: list[Any]) -> None:
    """Of each table exactly the own rows go; names in the log of others stay.

    The last is erased without its address: the table takes none without, and nothing is found by it.
    """
    for place, person in enumerate(people):
        number, address = person.user.pk, person.user.email
        others = {
            entry["id"]: entry["label"]
            for entry in rows(ModelLogEntry)
            if entry["object_id"] != str(number)
        }
        account = User.objects.get(pk=number)
        if address.startswith("without"):
            account.email = ""
        before, promised = tables(), what_erasing_does(account)
        assert tables() == before
        assert erase_person(account) == promised
        after = tables()
        changed = {
            name: after[name] - before[name] for name in after if after[name] != before[name]
        }
        own = {"kb.User": -1, "account.EmailAddress": -1}
        assert changed == {
            "kb.CityRole": -1,
            "kb.User_groups": -1,
            "kb.OutgoingMail": -1,
            "practices.CoAuthor": -1,
            "sessions.Session": -1,
            "wagtailcore.ReferenceIndex": -1,  # that the role is one in this city
            "wagtailcore.ModelLogEntry": 1,  # that somebody was erased
            # With the first one comes the account to whom the remarks go.
            **(own if place else {}),
        }
        assert {name: count for name, count in promised.items() if count} == {
            "invitations_sent": 1, "mails": 1, "roles": 1, "comments": 1, "groups": 1, "account": 1,
            "addresses": 1, "sessions": 1, "events": promised["events"], "notes": 1, "requests": 1,
            "co_authorships": 1,
        }  # fmt: skip
        assert Comment.objects.filter(text=f"By {number}.").count() == 1
        left = {entry["id"]: entry["label"] for entry in rows(ModelLogEntry)}
        assert {pk: left[pk] for pk in others} == others
        assert not User.objects.filter(email=address).exists()
        named = [label for label in left.values() if label.lower().startswith(f"{address} ")]
        assert named == []
    assert CityRole.objects.count() == 1
    assert Invitation.objects.open().count() == 0


def test_an_account_without_an_address_takes_nothing_of_others(people: list[Any]) -> None:
    """There can be none in the table; where one is asked for, nothing is found by it."""
    accepted = CoAuthor.objects.count()
    labels = [entry["label"] for entry in rows(ModelLogEntry)]
    nameless = User.objects.create_user("nameless", "nameless@aarhus.example")
    nameless.email = ""
    before = tables()
    receipt = erase_person(nameless)
    after = tables()
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {
        "kb.User": -1,
        "account.EmailAddress": -1,
        "wagtailcore.ModelLogEntry": 1,
    }
    assert receipt["account"] == 1
    assert CoAuthor.objects.count() == accepted
    assert [entry["label"] for entry in rows(ModelLogEntry)][: len(labels)] == labels


def test_editors_remarks_and_answers_stay_from_a_former_editor(
    site_tree: Any, client: Client
) -> None:
    aarhus = city(site_tree, "aarhus")
    official = desk(aarhus, "official@aarhus.example")
    record = official.begin()
    _reader, user = editor("reader@example.org", first_name="Clara")
    remark = Comment.objects.create(
        page_id=record.pk, user=user, contentpath="summary", text="Which school?"
    )
    answer(remark, user, "The one near the station.")
    answer(remark, official.user, "It is there.")
    erase_person(user)
    erase_person(User.objects.get(pk=official.user.pk))
    remark.refresh_from_db()
    assert (remark.text, remark.user.shown_name) == ("Which school?", "A former editor")
    assert [reply.user.shown_name for reply in CommentReply.objects.order_by("pk")] == [
        "A former editor",
        "A former official",
    ]
    assert remark.user.is_active is False
    assert remark.user.has_usable_password() is False


def test_deleting_somebody_in_the_admin_erases_them(site_tree: Any) -> None:
    aarhus = city(site_tree, "aarhus")
    record = desk(aarhus, "official@aarhus.example").begin()
    root = Client()
    root.force_login(User.objects.create_superuser("root@example.org", "root@example.org"))
    for number, address in enumerate(("one@example.org", "two@example.org")):
        _client, user = editor(address)
        Comment.objects.create(page_id=record.pk, user=user, contentpath="summary", text=address)
        if number:
            root.post(f"/admin/bulk/kb/user/delete/?id={user.pk}")
        else:
            root.post(f"/admin/users/delete/{user.pk}/")
        assert not User.objects.filter(email=address).exists()
        assert Comment.objects.get(text=address).user.shown_name == "A former editor"


def test_everything_is_in_what_is_given_and_nothing_of_others(site_tree: Any) -> None:
    aarhus = city(site_tree, "aarhus")
    aarhus.city.change(names={"en": "Aarhus (DK)"})
    official = desk(aarhus, "official@aarhus.example")
    record = official.begin()
    official.write_note(record)
    official.send(record)
    Note.objects.create(record=record, author=official.user, text="Among us.")
    say(submission_of(record), record, official.user, "To you.", from_city=True)
    RecordRequest.objects.create(city=aarhus.city, title="Talks", asked_by=official.user)
    CoAuthor.objects.create(record=record, user=official.user, right="read", language="en")
    data = json.loads(official.client.get("/en/my-data/download/").content)
    assert [role["city"] for role in data["roles"]] == ["Aarhus (DK)"]
    assert [line["text"] for line in data["messages"]] == ["To you."]
    assert [line["text"] for line in data["notes"]] == ["Among us."]
    assert [(line["city"], line["title"]) for line in data["requests"]] == [
        ("Aarhus (DK)", "Talks")
    ]
    assert [line["right"] for line in data["co_authorships"]] == ["read"]
    assert [line["record"] for line in data["submissions"]] == ["Mentors in Aarhus"]
    assert data["submissions"][0]["sent"] is not None
    assert len(data["sessions"]) == 1
    assert [line["email"] for line in data["addresses"]] == ["official@aarhus.example"]
    assert data["account"]["groups"] == ["City: aarhus"]
    assert len(data["versions"]) == 3


def test_the_page_says_before_what_will_happen(site_tree: Any) -> None:
    official = desk(city(site_tree, "aarhus"), "official@aarhus.example")
    record = official.begin()
    client = Client()
    client.post(
        "/en/account/login/", {"login": "official@aarhus.example", "password": "a long password"}
    )
    client.post(
        "/en/account/reauthenticate/?next=/en/my-data/erase/", {"password": "a long password"}
    )
    before = tables()
    page = client.get("/en/my-data/erase/").content.decode()
    assert tables() == before
    assert "What will happen" in page
    assert '<th scope="row">Account</th><td>1</td><td>0</td>' in page
    assert '<th scope="row">Versions of texts</th><td>0</td><td>1</td>' in page
    assert record.title not in page


def test_the_command_counts_and_erases_by_the_whole_address(people: list[Any], capsys: Any) -> None:
    before = tables()
    call_command("erase_account", "anna@aarhus.example", "--dry-run")
    said = capsys.readouterr().out
    assert "account: 1\n" in said
    assert "Nothing was changed." in said
    assert tables() == before
    for nobody in ("", "nn@aarhus.example", "%"):
        with pytest.raises(CommandError):
            call_command("erase_account", nobody)
    assert tables() == before
    call_command("erase_account", "Anna@aarhus.example")
    assert User.objects.filter(first_name="Anna").count() == 9


def test_a_table_that_points_at_people_and_is_not_registered_is_a_fault(monkeypatch: Any) -> None:
    assert check_personal_data_is_registered(None) == []
    left = [one for one in personal_data.registry().holdings if one.model is not Note]
    monkeypatch.setattr(personal_data.registry(), "holdings", left)
    assert [fault.msg for fault in check_personal_data_is_registered(None)] == [
        "No room says what becomes of practices.Note.author, which names people."
    ]
    left = [one for one in left if one.name != "invitations_received"]
    monkeypatch.setattr(personal_data.registry(), "holdings", left)
    assert len(check_personal_data_is_registered(None)) == 2


def test_each_account_has_its_address_once(site_tree: Any) -> None:
    root = User.objects.create_superuser("root", "Root@Example.org")
    assert [(row.email, row.primary, row.verified) for row in EmailAddress.objects.all()] == [
        ("root@example.org", True, True)
    ]
    root.email = "other@example.org"
    root.save()
    assert [row.email for row in EmailAddress.objects.filter(user=root)] == ["other@example.org"]
    assert holdings.HOLDINGS[-1].model is User
