"""A city is asked to describe something, by another city or an editor; it begins a record or declines."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from kb.models import CityPage
from practices.models import RecordRequest
from tests.practices.writing import Desk, city, desk, editor

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def vilvoorde(site_tree: Any) -> CityPage:
    return city(site_tree, "vilvoorde", "BE")


@pytest.fixture
def asked(vilvoorde: CityPage) -> Desk:
    """Who works for the city that is asked."""
    return desk(vilvoorde, "official@vilvoorde.example")


@pytest.fixture
def asker(site_tree: Any) -> Desk:
    return desk(city(site_tree, "aarhus"), "official@aarhus.example")


def ask(client: Client, whom: CityPage, title: str = "Work with mothers", **values: Any) -> Any:
    form = {"city": whom.city.pk, "title": title, "words": "Ours has just begun.", **values}
    return client.post("/en/ask-a-city/", form)


def test_the_city_gets_a_mail_and_begins_the_record_from_its_desk(
    asker: Desk, asked: Desk, vilvoorde: CityPage, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert ask(asker.client, vilvoorde).status_code == 302
    assert [message.to for message in mail.outbox] == [["official@vilvoorde.example"]]
    assert "Aarhus would like Vilvoorde to describe: “Work with mothers”." in mail.outbox[0].body
    made = RecordRequest.objects.get()
    shown = asked.client.get(asked.at()).content.decode()
    assert "Work with mothers" in shown
    begin = asked.at(f"new/?asked={made.pk}")
    assert begin in shown
    form = asked.client.get(begin).context["form"]
    assert (form.initial["title"], form.initial["asked"]) == ("Work with mothers", made.pk)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        record = asked.begin(title="Work with mothers", asked=made.pk)
    made.refresh_from_db()
    assert (made.outcome, made.record_id) == ("begun", record.pk)
    assert [message.to for message in mail.outbox] == [["official@aarhus.example"]]
    assert b"You are asked to describe" not in asked.client.get(asked.at()).content


def test_the_city_declines_with_words_that_the_asker_reads(
    asked: Desk, vilvoorde: CityPage, django_capture_on_commit_callbacks: Any
) -> None:
    reader, _user = editor("editor@example.org")
    ask(reader, vilvoorde)
    assert b"The editors" in asked.client.get(asked.at()).content
    address = asked.at(f"requests/{RecordRequest.objects.get().pk}/decline/")
    assert asked.client.post(address, {"words": ""}).status_code == 400
    with django_capture_on_commit_callbacks(execute=True):
        asked.client.post(address, {"words": "Not before summer."})
    assert "Not before summer." in next(
        message.body for message in mail.outbox if message.to == ["editor@example.org"]
    )
    assert b"Not before summer." in reader.get("/en/ask-a-city/").content
    assert asked.client.post(address, {"words": "Again."}).status_code == 404


def test_others_neither_ask_nor_answer_nor_see(
    asker: Desk, asked: Desk, vilvoorde: CityPage, django_user_model: Any
) -> None:
    nobody = Client()
    nobody.force_login(django_user_model.objects.create_user("x", "x@example.org", "long enough"))
    assert ask(nobody, vilvoorde).status_code == 404
    assert ask(Client(), vilvoorde).status_code == 403
    ask(asker.client, vilvoorde)
    made = RecordRequest.objects.get()
    stranger = Desk(asker.client, asker.user, vilvoorde)
    words = {"words": "No."}
    assert (
        stranger.client.post(stranger.at(f"requests/{made.pk}/decline/"), words).status_code == 404
    )
    assert asker.client.post(asker.at(f"requests/{made.pk}/decline/"), words).status_code == 404
    asker.begin(asked=made.pk)
    assert (
        asker.client.get(asker.at(f"new/?asked={made.pk}")).context["form"].initial.get("asked")
        is None
    )
    made.refresh_from_db()
    assert made.outcome == ""


def test_a_city_is_not_heaped_with_requests_and_bad_input_is_said(
    asker: Desk, asked: Desk, vilvoorde: CityPage, site_tree: Any
) -> None:
    for number in range(5):
        assert ask(asker.client, vilvoorde, f"Work {number}").status_code == 302
    answer = ask(asker.client, vilvoorde, "Work 6")
    assert answer.status_code == 400
    assert b"has been asked much already" in answer.content
    nobody_there = city(site_tree, "ghent", "BE")
    for values in (
        {"city": nobody_there.city.pk}, {"city": "1e30"}, {"city": "9" * 30}, {"title": "x\x00"},
        {"title": "x" * 201}, {"words": "x" * 1001},
    ):  # fmt: skip
        assert ask(asker.client, vilvoorde, **{"title": "Work", **values}).status_code == 400
    for number in ("x", "9" * 30, "-1", "%00"):
        assert asked.client.get(asked.at(f"new/?asked={number}")).status_code == 200
    assert RecordRequest.objects.count() == 5
