"""A search's result is kept under an address: which records, how many after each step, what became of it."""

from __future__ import annotations

import csv
import io
import re
import uuid
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from kb.texts.csv_files import BYTE_ORDER_MARK
from opendata.exports.registry import FORMS
from opendata.keeping import services
from opendata.models import KeptSearch
from practices.models import PracticePage
from tests.opendata.conftest import taken
from tests.search.conftest import Library

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def found(library: Library) -> list[Any]:
    """Three with the word, two of them of the theme; and one without."""
    return [
        library.record("Mentors one", concepts=(library.exit,)),
        library.record("Mentors two", concepts=(library.exit,)),
        library.record("Mentors three"),
        library.record("Dialogue"),
    ]


def keep(client: Client, query: str, status: int = 302) -> Any:
    address = f"/en/search/keep/?{query}"
    page = BeautifulSoup(client.get(address).content, "html.parser")
    ticket = page.select_one("input[name=ticket]")
    answer = client.post(address, {"ticket": ticket["value"]})
    assert answer.status_code == status
    return answer


def numbers(client: Client, address: str) -> dict[str, str]:
    page = BeautifulSoup(client.get(address).content, "html.parser")
    section = page.select_one("section[aria-labelledby=since]")
    labels = [term.get_text() for term in section.select("dt")]
    return dict(
        zip(labels, [value.get_text(strip=True) for value in section.select("dd")], strict=True)
    )


def test_it_says_what_was_searched_and_how_many_were_left_after_each_step(
    client: Client, found: list[Any]
) -> None:
    address = keep(client, "q=mentors&theme=exit")["Location"]
    assert re.fullmatch(r"/en/search/kept/[0-9a-f-]{36}/", address)
    answer = client.get(address)
    page = BeautifulSoup(answer.content, "html.parser")
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in page.select("tbody tr")]
    assert [row[1:] for row in rows] == [["4", ""], ["3", "1"], ["2", "1"]]
    assert [row[0] for row in rows[:2]] == ["All records", "“mentors”"]
    assert "Disengagement and exit" in rows[2][0]
    assert "this search found 2 records" in page.get_text()
    assert "embedded" in page.get_text()
    assert answer["X-Robots-Tag"] == "noindex"
    kept = KeptSearch.objects.get()
    assert kept.keys == [one.translation_key for one in found[:2]]
    assert set(kept.words) == {"en", "fr", "de", "it", "ru", "tr"}
    assert keep(client, "q=mentors&theme=exit")["Location"] == address
    picture = client.get(f"{address}flow.svg")
    root = etree.fromstring(picture.content)
    assert "n = 2" in "".join(root.itertext())
    assert [client.get(f"/{code}{address[3:]}").status_code for code in ("de", "fr", "ru")] == [
        200
    ] * 3


def test_later_it_says_what_is_left_what_came_and_that_something_was_withdrawn(
    client: Client, library: Library, found: list[Any]
) -> None:
    address = keep(client, "q=mentors")["Location"]
    nothing = {"Still found": "3", "Public, but no longer found": "0", "No longer public": "0"}
    assert numbers(client, address) == {**nothing, "Found now, but not then": "0"}
    with library.run_callbacks(execute=True):
        PracticePage.objects.get(pk=found[0].pk).unpublish()
        renamed = PracticePage.objects.get(pk=found[1].pk)
        renamed.title = "Otherwise"
        renamed.save_revision().publish()
    library.record("Mentors four")
    assert numbers(client, address) == {
        "Still found": "1",
        "Public, but no longer found": "1",
        "No longer public": "1",
        "Found now, but not then": "1",
    }
    body = client.get(address).content.decode()
    assert "Mentors four" in body
    assert "Mentors one" not in body


def test_its_files_hold_exactly_what_was_kept_less_what_is_no_longer_public(
    client: Client, library: Library, found: list[Any]
) -> None:
    address = keep(client, "q=mentors")["Location"]
    library.record("Mentors four")
    with library.run_callbacks(execute=True):
        PracticePage.objects.get(pk=found[0].pk).unpublish()
    content = taken(client, f"{address}export.csv").decode().removeprefix(BYTE_ORDER_MARK)
    rows = list(csv.reader(io.StringIO(content)))
    begin = rows.index([]) + 1
    assert [row[0] for row in rows[begin + 1 : begin + 3]] == ["Mentors two", "Mentors three"]
    assert ["Note", "1 record that was kept is no longer public and not in this list."] in rows
    assert ["Address", f"http://localhost:8000{address}"] in rows
    for ending in FORMS:
        assert b"Mentors one" not in taken(client, f"{address}export.{ending}")
    assert client.get(f"{address}export.exe").status_code == 404


def test_odd_questions_and_old_forms_keep_nothing(
    client: Client, found: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/en/search/keep/?colour=red").status_code == 400
    assert client.get("/en/search/keep/?page=2").status_code == 400
    assert client.post("/en/search/keep/?q=x", {"ticket": "forged"}).status_code == 400
    assert client.post("/en/search/keep/?q=x").status_code == 400
    assert client.get(f"/en/search/kept/{uuid.uuid4()}/").status_code == 404
    monkeypatch.setattr(services, "MOST_KEYS", 2)
    assert "up to 10,000" in keep(client, "q=mentors", 409).content.decode()
    monkeypatch.setattr(services, "MOST_KEYS", 10)
    monkeypatch.setattr(services, "MOST_A_DAY", 0)
    assert "come back tomorrow" in keep(client, "q=mentors", 409).content.decode()
    assert not KeptSearch.objects.exists()


def test_words_that_may_name_a_person_are_not_kept(client: Client, found: list[Any]) -> None:
    for query in ("q=mohammed+mentors", "field=title&operator=all&words=jo%40city.example"):
        assert "may name a person" in keep(client, query, 409).content.decode()
    assert not KeptSearch.objects.exists()


def test_thousands_of_keys_are_compared_once_for_each_state_of_the_table(
    client: Client, library: Library, found: list[Any]
) -> None:
    address = keep(client, "q=mentors")["Location"]
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert [one["sql"] for one in asked if "search_text" in one["sql"]] == []
    library.record("Mentors four")
    assert numbers(client, address)["Found now, but not then"] == "1"


def test_a_question_with_markup_is_shown_as_it_was_typed(client: Client, found: list[Any]) -> None:
    address = keep(client, "q=%3Cscript%3Ealert(1)%3C/script%3E")["Location"]
    for below in ("", "flow.svg"):
        assert b"<script>alert(1)" not in client.get(f"{address}{below}").content


def test_the_results_lead_to_the_button(client: Client, found: list[Any]) -> None:
    page = BeautifulSoup(client.get("/en/search/?q=mentors").content, "html.parser")
    assert page.select_one('#take-away a[href="/en/search/keep/?q=mentors"]') is not None
