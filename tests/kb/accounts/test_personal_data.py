"""What is stored about somebody is given to them, and erased at their wish, everywhere."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import Comment

from kb.accounts.personal_data.registry import erase_person, personal_data
from kb.accounts.services import invite
from kb.models import Attachment, RoleKind, User
from tests.files import pdf
from tests.practices.writing import city, desk

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NAME = "Zuckmayerin"
EMAIL = "zuckmayerin@aarhus.example"


@pytest.fixture
def known(site_tree: Any) -> Any:
    """An official whose name and address are wherever the system puts them."""
    aarhus = city(site_tree, "aarhus")
    official = desk(aarhus, EMAIL, first_name=NAME)
    coordinator = desk(aarhus, "coordinator@aarhus.example", RoleKind.COORDINATOR).user
    invite(
        EMAIL.replace("aarhus", "other"),
        aarhus.city,
        RoleKind.OFFICIAL,
        language="en",
        by=official.user,
    )
    record = official.begin()
    official.write_note(record)
    file = SimpleUploadedFile("report.pdf", pdf())
    words = {"title": "Report", "language": "en", "rights": "City of Aarhus"}
    official.client.post(official.record_at(record, "files/"), {"file": file, **words})
    official.send(record)
    Comment.objects.create(
        page_id=record.pk, user=coordinator, contentpath="summary", text="Thank you."
    )
    official.client.post(official.record_at(record, "message/"), {"text": "A word to you."})
    return official


def everywhere() -> str:
    """All values of all rows of all tables, as one text."""
    return "\n".join(
        json.dumps(row, default=str)
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy
        for row in model._default_manager.values()
    )


def test_all_that_is_stored_comes_as_a_file(known: Any) -> None:
    answer = known.client.get("/en/my-data/download/")
    data = json.loads(answer.content)
    assert data["account"]["email"] == EMAIL
    assert [role["city"] for role in data["roles"]] == ["Aarhus"]
    assert [entry["action"] for entry in data["events"] if entry["action"] == "practices.send"]
    assert [file["title"] for file in data["files"]] == ["Report"]
    assert "password" not in json.dumps(data)
    assert known.client.get("/en/my-data/").status_code == 200


def test_erasure_reaches_every_table(known: Any) -> None:
    assert EMAIL in everywhere()
    assert Attachment.objects.get().uploaded_by_user == known.user
    receipt = erase_person(known.user)
    assert receipt["files"] == 1
    assert Attachment.objects.get().uploaded_by_user is None
    assert receipt["account"] >= 1
    left = everywhere()
    assert EMAIL not in left
    assert NAME not in left
    assert "Mentors in Aarhus" in left


def test_erasing_asks_for_the_password_first(known: Any) -> None:
    answer = known.client.post("/en/my-data/erase/")
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    assert User.objects.filter(email=EMAIL).exists()
    client = Client()
    client.post("/en/account/login/", {"login": EMAIL, "password": "a long password"})
    asked = client.get("/en/my-data/erase/")["Location"]
    client.post(asked, {"password": "wrong"})
    assert client.get("/en/my-data/erase/").status_code == 302
    client.post(asked, {"password": "a long password"})
    assert client.get("/en/my-data/erase/").status_code == 200
    assert User.objects.filter(email=EMAIL).exists()
    assert client.post("/en/my-data/erase/").status_code == 200
    assert not User.objects.filter(email=EMAIL).exists()
    assert Client().get("/en/my-data/").status_code == 302


def test_personal_data_of_others_is_not_in_it(known: Any) -> None:
    assert "coordinator@" not in json.dumps(personal_data(known.user))
