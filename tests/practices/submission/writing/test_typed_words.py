"""No form of the desk loses what was typed: an ended session, a file refused, far too much text."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from practices.submission.writing.drafts import newest
from tests.practices.writing import Desk, desk

pytestmark = pytest.mark.django_db

WORDS = "Long thought about, and typed with care."
FORMS = {
    "new/": "title",
    "records/{}/write/basics/": "summary",
    "records/{}/message/": "text",
    "records/{}/notes/": "text",
    "records/{}/pictures/": "description",
    "records/{}/files/": "title",
    "records/{}/co-authors/": "email",
    "people/": "email",
}


@pytest.mark.parametrize(("path", "box"), FORMS.items())
def test_words_typed_into_any_form_come_back_after_the_session_has_ended(
    aarhus: Any, path: str, box: str
) -> None:
    who = desk(aarhus, "coordinator@aarhus.example", "coordinator")
    address = who.at(path.format(who.begin().pk))
    who.client.logout()
    answer = who.client.post(address, {box: WORDS})
    assert answer.status_code == 403
    assert WORDS in answer.content.decode()
    assert f'action="{address}"' in answer.content.decode()


@pytest.mark.parametrize(("path", "box"), FORMS.items())
def test_five_megabytes_in_any_form_are_refused_in_words(aarhus: Any, path: str, box: str) -> None:
    who = desk(aarhus, "coordinator@aarhus.example", "coordinator")
    who.language = "de"
    answer = who.client.post(who.at(path.format(who.begin().pk)), {box: "x" * 5_000_000})
    page = answer.content.decode()
    assert answer.status_code == 413
    assert "Zu viel auf einmal" in page
    assert "steht noch da" in page


def test_a_chosen_picture_is_asked_for_again_where_something_else_is_wrong(
    official: Desk,
) -> None:
    record = official.begin()
    answer = official.client.post(
        official.record_at(record, "pictures/"),
        {
            "file": SimpleUploadedFile("square.png", b"\x89PNG", "image/png"),
            "description": "A square", "caption": "Our square", "credit": "",
        },
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "“square.png” was not kept, because something else has to be put right." in page
    assert 'value="Our square"' in page


def test_a_picture_that_is_none_says_so_and_keeps_the_words_about_it(official: Desk) -> None:
    record = official.begin()
    answer = official.client.post(
        official.record_at(record, "pictures/"),
        {
            "file": SimpleUploadedFile("square.png", b"no picture", "image/png"), "consent": "on",
            "description": "A square", "caption": "Our square", "credit": "The city",
        },
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Choose a file again." in page
    assert 'value="Our square"' in page
    assert newest(record).photos.count() == 0


def test_a_document_chosen_at_the_start_is_asked_for_again(official: Desk) -> None:
    answer = official.client.post(
        official.at("new/"),
        {
            "kind": "practice", "size": "note", "language": "en", "title": "",
            "key": str(uuid.uuid4()), "file": SimpleUploadedFile("answers.docx", b"PK"),
        },
    )  # fmt: skip
    assert answer.status_code == 400
    assert "“answers.docx” was not kept" in answer.content.decode()
