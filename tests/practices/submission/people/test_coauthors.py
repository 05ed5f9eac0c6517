"""Somebody outside the city takes part in one record, as far as invited, until it is ended."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from kb.accounts.personal_data.registry import erase_person
from kb.models import Attachment, CityPage, Photo
from kb.photos.permissions import can_see_photo
from practices.models import CoAuthor
from practices.permissions import can_publish_record
from practices.submission.people.coauthors import forget_expired
from practices.submission.writing.drafts import newest
from tests.practices.records.test_attachments import add as attach
from tests.practices.submission.enclosures.test_pictures import add, picture
from tests.practices.writing import Desk, city, desk, editor, review

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("files_on_disk")]

CANARY = "xylophonequartz"


@pytest.fixture
def official(aarhus: Any) -> Desk:
    return desk(aarhus, "official@aarhus.example", first_name="Ayşe")


@pytest.fixture
def ghent(site_tree: Any) -> Any:
    return desk(city(site_tree, "ghent", "BE"), "official@ghent.example", language="fr")


@pytest.fixture
def record(official: Desk) -> Any:
    found = official.begin()
    official.write_note(found)
    return found


@pytest.fixture
def invite(official: Desk, record: Any, django_capture_on_commit_callbacks: Any) -> Any:
    """Invite an address; returns the address of the link in the mail."""

    def asked(email: str, right: str = "write") -> str:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            answer = official.client.post(
                official.record_at(record, "co-authors/"),
                {"email": email, "right": right, "language": "en"},
            )
        assert answer.status_code == 302, answer.content.decode()
        assert [message.to for message in mail.outbox] == [[email]]
        link = re.search(r"/en/co-author/[^\s]+", str(mail.outbox[0].body))
        assert link is not None
        return link[0]

    return asked


def guest(ghent: Desk, aarhus: CityPage) -> Desk:
    """The colleague of Ghent, at the addresses of Aarhus."""
    return Desk(ghent.client, ghent.user, aarhus)


def test_a_colleague_of_another_city_joins_and_writes(
    ghent: Desk, aarhus: CityPage, official: Desk, record: Any, invite: Any
) -> None:
    link = invite("official@ghent.example")
    colleague = guest(ghent, aarhus)
    assert colleague.client.get(colleague.record_at(record)).status_code == 404
    assert colleague.client.post(link)["Location"] == colleague.record_at(record)
    assert colleague.write(record, "work", description="From Ghent.").status_code == 302
    assert "From Ghent." in newest(record).description
    assert b"Mentors in Aarhus" in colleague.client.get("/en/my-city/").content
    assert CoAuthor.objects.get().email == ""
    assert colleague.client.get(link).status_code == 404
    shown = official.client.get(official.record_at(record, "co-authors/"))
    assert b"official@ghent.example" in shown.content


def test_somebody_without_an_account_makes_one(aarhus: CityPage, record: Any, invite: Any) -> None:
    link = invite("scholar@university.example", "comment")
    client = Client()
    page = client.get(link)
    assert (page.status_code, page["Referrer-Policy"], page["X-Robots-Tag"]) == (
        200, "same-origin", "noindex",
    )  # fmt: skip
    secret = "a very long secret"
    names = {"first_name": "Sofia", "last_name": "Rossi", "password1": secret, "password2": secret}
    there = client.post(link, names)["Location"]
    assert client.get(there).status_code == 200
    assert client.get("/en/my-city/aarhus/").status_code == 404
    client.post(f"{there}notes/", {"text": "Well told."})
    assert record.notes.get().text == "Well told."


def test_a_browser_can_send_the_form_of_an_invitation(record: Any, invite: Any) -> None:
    link = invite("scholar@university.example")
    client = Client(enforce_csrf_checks=True)
    page = client.get(link)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())
    assert token is not None
    # Browsers send no origin with the form of a page that wants no referrer (Fetch, "origin header").
    origin = "null" if page["Referrer-Policy"] == "no-referrer" else "http://testserver"
    secret = "a very long secret"
    answer = client.post(
        link,
        {
            "csrfmiddlewaretoken": token[1], "first_name": "Sofia", "last_name": "Rossi",
            "password1": secret, "password2": secret,
        },
        headers={"Origin": origin},
    )  # fmt: skip
    assert answer.status_code == 302


def test_what_each_right_allows(
    ghent: Desk, aarhus: CityPage, official: Desk, record: Any, invite: Any
) -> None:
    colleague = guest(ghent, aarhus)
    done = {}
    for right in ("write", "comment", "read"):
        CoAuthor.objects.all().delete()
        colleague.client.post(invite("official@ghent.example", right))
        at = colleague.record_at
        done[right] = {
            "see": colleague.client.get(at(record)).status_code,
            "preview": colleague.client.get(at(record, "preview/")).status_code,
            "write": colleague.write(record, "work", description=f"{right}!").status_code,
            "pictures": colleague.client.post(at(record, "pictures/")).status_code,
            "note": colleague.client.post(at(record, "notes/"), {"text": "A word."}).status_code,
            "send": colleague.send(record).status_code,
            "message": colleague.client.post(at(record, "message/"), {"text": "x"}).status_code,
            "invite": colleague.client.get(at(record, "co-authors/")).status_code,
            "delete": colleague.client.post(at(record, "delete/")).status_code,
            "grow": colleague.client.post(at(record, "grow/")).status_code,
            "take back": colleague.client.post(at(record, "take-back/")).status_code,
            "sent": colleague.client.get(at(record, "sent/")).status_code,
        }
    city_only = dict.fromkeys(
        ["send", "message", "invite", "delete", "grow", "take back", "sent"], 404
    )
    seen = {"see": 200, "preview": 200, **city_only}
    assert done == {
        "write": {**seen, "write": 302, "pictures": 400, "note": 302},
        "comment": {**seen, "write": 404, "pictures": 404, "note": 302},
        "read": {**seen, "write": 404, "pictures": 404, "note": 404},
    }


def test_a_co_author_sees_nothing_else_of_the_city(
    ghent: Desk, aarhus: CityPage, official: Desk, record: Any, invite: Any
) -> None:
    other = official.begin(title=f"Other {CANARY}")
    official.client.post(official.record_at(other, "notes/"), {"text": CANARY})
    official.client.post(official.record_at(record, "message/"), {"text": f"To editors {CANARY}"})
    colleague = guest(ghent, aarhus)
    colleague.client.post(invite("official@ghent.example"))
    for address in (
        colleague.at(), colleague.at("new/"), colleague.at("people/"), colleague.at("?state=draft"),
        *(
            colleague.record_at(other, path)
            for path in (
                "", "preview/", "write/basics/", "pictures/", "check/", "sent/", "notes/",
                "co-authors/", "take-back/", "delete/",
            )
        ),
        f"/en/my-city/ghent/records/{other.pk}/", f"/en/my-city/ghent/records/{record.pk}/",
    ):  # fmt: skip
        for method in (colleague.client.get, colleague.client.post):
            answer = method(address)
            assert answer.status_code in (404, 405), address
            assert CANARY not in answer.content.decode()
    page = colleague.client.get(colleague.record_at(record)).content.decode()
    assert CANARY not in page
    assert "What has happened" not in page
    assert "/my-city/aarhus/people/" not in page


def test_a_co_author_sees_the_pictures_of_this_record_only(
    ghent: Desk, aarhus: CityPage, official: Desk, record: Any, invite: Any
) -> None:
    for page in (record, official.begin(title="Other")):
        assert add(official, page, picture()).status_code == 302
    shown, hidden = Photo.objects.order_by("pk")
    assert not can_see_photo(ghent.user, shown)
    ghent.client.post(invite("official@ghent.example", "read"))
    assert can_see_photo(ghent.user, shown)
    assert not can_see_photo(ghent.user, hidden)


def test_a_co_author_sees_the_files_of_this_record_only(
    ghent: Desk, aarhus: CityPage, official: Desk, record: Any, invite: Any
) -> None:
    for page in (record, official.begin(title="Other")):
        assert attach(official, page).status_code == 302
    offered, hidden = (file.url for file in Attachment.objects.order_by("pk"))
    assert ghent.client.get(offered).status_code == 404
    ghent.client.post(invite("official@ghent.example", "read"))
    assert ghent.client.get(offered).status_code == 200
    assert ghent.client.get(hidden).status_code == 404


def test_ending_ends_at_once(
    ghent: Desk, aarhus: CityPage, official: Desk, record: Any, invite: Any
) -> None:
    colleague = guest(ghent, aarhus)
    unused = invite("other@ghent.example")
    colleague.client.post(invite("official@ghent.example"))
    for part in CoAuthor.objects.all():
        own_end = colleague.record_at(record, f"co-authors/{part.pk}/end/")
        assert colleague.client.post(own_end).status_code == 404
        official.client.post(official.record_at(record, f"co-authors/{part.pk}/end/"))
    assert colleague.client.get(colleague.record_at(record)).status_code == 404
    assert colleague.write(record, "work", description="Late.").status_code == 404
    assert Client().get(unused).status_code == 404


def test_old_and_changed_links_open_nothing(record: Any, invite: Any) -> None:
    link = invite("scholar@university.example")
    assert Client().get(f"{link[:-3]}xx/").status_code == 404
    CoAuthor.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert Client().get(link).status_code == 404
    assert forget_expired() == 1
    assert not CoAuthor.objects.exists()


def test_the_link_alone_opens_no_account_that_exists(ghent: Desk, invite: Any) -> None:
    link = invite("official@ghent.example")
    page = Client().post(link)
    assert b"There is an account with this address." in page.content
    assert not CoAuthor.objects.present().exists()


def test_who_takes_part_already_is_not_invited_again(official: Desk, record: Any) -> None:
    answer = official.client.post(
        official.record_at(record, "co-authors/"),
        {"email": "official@aarhus.example", "right": "read", "language": "en"},
    )
    assert answer.status_code == 400
    assert b"takes part in the record already" in answer.content
    forged = {"email": "x\x00@x.example", "right": "send", "language": "xx"}
    assert (
        official.client.post(official.record_at(record, "co-authors/"), forged).status_code == 400
    )
    assert not CoAuthor.objects.exists()


def test_an_editor_who_wrote_as_co_author_does_not_publish_it(
    official: Desk, aarhus: CityPage, record: Any, invite: Any
) -> None:
    client, user = editor("editor@example.org")
    writer = Desk(client, user, aarhus)
    client.post(invite("editor@example.org"))
    writer.write(record, "work", description="An editor's words.")
    official.send(record)
    record.refresh_from_db()
    assert not can_publish_record(user, record)
    assert review(client, record, "publish").status_code == 403


def test_erasing_an_account_ends_its_part_and_its_invitations(
    ghent: Desk, record: Any, invite: Any
) -> None:
    ghent.client.post(invite("official@ghent.example"))
    CoAuthor.objects.create(record=record, email="official@ghent.example", language="en")
    erase_person(ghent.user)
    assert not CoAuthor.objects.exists()
