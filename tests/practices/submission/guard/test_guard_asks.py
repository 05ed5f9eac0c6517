"""A form whose words go to others asks once before something that could lead to a person goes with them."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import Comment

from kb.models import CityPage, RoleKind
from practices.models import PracticePage, RecordRequest
from tests.practices.moderation.test_outside_reviews import link  # noqa: F401
from tests.practices.writing import Desk, city, desk, editor, review, submission_of

pytestmark = pytest.mark.django_db

PLANTED = "Ahmed Yilmaz (17) told us about it, +45 86 19 40 50."
HARMLESS = "Please say when the work began."
TICK = "I have read it again: it says nothing about a person."


def asks_and_then_takes(client: Any, address: str, box: str, **others: Any) -> None:
    """Words with a person come back as they were typed, with a tick; ticked, they go."""
    refused = client.post(address, {box: PLANTED, **others})
    page = refused.content.decode()
    assert refused.status_code == 400, page
    assert "A name with an age (“Ahmed Yilmaz (17)”) → “a young person”" in page
    assert "A phone number (“+45 86 19 40 50”) → “the number of your office”" in page
    assert TICK in page
    assert PLANTED in page
    assert client.post(address, {box: PLANTED, "checked": "on", **others}).status_code == 302


@pytest.fixture
def sent(official: Desk) -> Any:
    record = official.begin()
    official.write_note(record)
    assert official.send(record).status_code == 302
    return PracticePage.objects.get(pk=record.pk)


@pytest.fixture
def reader() -> Any:
    return editor("editor@example.org")[0]


def test_a_message_to_the_editors(official: Desk) -> None:
    record = official.begin()
    asks_and_then_takes(official.client, official.record_at(record, "message/"), "text")
    assert submission_of(record).messages.get().text == PLANTED


def test_harmless_words_go_at_once_and_no_tick_stands_there(official: Desk) -> None:
    record = official.begin()
    assert TICK not in official.client.get(official.record_at(record)).content.decode()
    sent = official.client.post(official.record_at(record, "message/"), {"text": HARMLESS})
    assert sent.status_code == 302
    empty = official.client.post(official.record_at(record, "message/"), {"text": ""})
    assert empty.status_code == 400
    assert TICK not in empty.content.decode()


def test_a_number_without_a_country_is_one_of_the_own_city(official: Desk) -> None:
    record = official.begin()
    address = official.record_at(record, "message/")
    assert official.client.post(address, {"text": "Ring 86 19 40 50."}).status_code == 400


def test_a_note_to_colleagues(official: Desk) -> None:
    record = official.begin()
    asks_and_then_takes(official.client, official.record_at(record, "notes/"), "text")
    assert record.notes.get().text == PLANTED


def test_a_remark_of_an_editor_and_the_answer_to_it(official: Desk, sent: Any, reader: Any) -> None:
    refused = review(reader, sent, "changes", comment_description=PLANTED)
    assert (refused.status_code, TICK in refused.content.decode()) == (400, True)
    assert not Comment.objects.exists()
    assert review(reader, sent, "changes", comment_description=HARMLESS).status_code == 302
    address = official.record_at(sent, f"comments/{Comment.objects.get().pk}/")
    asks_and_then_takes(official.client, address, "text")


@pytest.mark.parametrize("box", ["words", "note_aim"])
def test_what_an_editor_says_with_a_decision(sent: Any, reader: Any, box: str) -> None:
    words = {box: PLANTED, "words": PLANTED}
    refused = review(reader, sent, "changes", **words)
    assert (refused.status_code, TICK in refused.content.decode()) == (400, True)
    assert review(reader, sent, "changes", checked="on", **words).status_code == 302


@pytest.mark.parametrize("answered", [False, True])
def test_a_message_of_an_editor_is_asked_about_and_never_lost(
    sent: Any, reader: Any, answered: bool
) -> None:
    if answered:
        assert review(reader, sent, "publish").status_code == 302
    asks_and_then_takes(reader, f"/admin/moderation/{sent.pk}/message/", "text")
    long = "word " * 1000
    too_long = reader.post(f"/admin/moderation/{sent.pk}/message/", {"text": long})
    assert (too_long.status_code, long.strip() in too_long.content.decode()) == (400, True)


def test_advice_from_outside(client: Any, link: Any) -> None:  # noqa: F811
    asks_and_then_takes(client, link(), "words")


def test_a_city_that_is_asked_and_its_answer(site_tree: Any, official: Desk) -> None:
    ghent = city(site_tree, "ghent", "BE")
    there = desk(ghent, "official@ghent.example")
    form = {"city": ghent.city.pk, "title": "Work with mothers"}
    asks_and_then_takes(official.client, "/en/ask-a-city/", "words", **form)
    made = RecordRequest.objects.get()
    assert made.words == PLANTED
    asks_and_then_takes(there.client, there.at(f"requests/{made.pk}/decline/"), "words")


def test_a_record_that_is_given_back(official: Desk, aarhus: CityPage) -> None:
    chief = desk(aarhus, "coordinator@aarhus.example", RoleKind.COORDINATOR)
    chief.client.post(chief.at("people/clearance/"), {"coordinator_clears": "on"})
    record = official.begin()
    official.write_note(record)
    assert official.send(record).status_code == 302
    asks_and_then_takes(chief.client, chief.record_at(record, "give-back/"), "words")
