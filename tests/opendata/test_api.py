"""Programs read whole records, cities, documents and codes, and follow what changes, part by part."""

from __future__ import annotations

import json
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pydantic import TypeAdapter
from wagtail.models import PageViewRestriction

from opendata.api.schemas import RecordsOut
from practices.models import PracticePage, RecordSource
from search.models import SearchDocument
from tests.search.conftest import Library

pytestmark = [pytest.mark.django_db, pytest.mark.both]
API = "/api/v1"
SECRET = "zyxnever"


def got(client: Client, address: str, status: int = 200) -> Any:
    answer = client.get(f"{API}{address}")
    assert answer.status_code == status, answer.content
    return json.loads(answer.content)


def test_a_record_is_given_with_all_its_parts_in_every_language(
    client: Client, library: Library
) -> None:
    page = library.record("Mentors", concepts=(library.exit,), provisions=("aarhus-declaration/1",))
    library.translation(
        page, "de", title="Paten", summary="Ältere helfen.", description="<p>Zehn Paten.</p>"
    )
    page = PracticePage.objects.get(pk=page.pk)
    page.sources = [RecordSource(title="Report", url="https://example.org/r", year=2020)]
    answer = page.provision_answers.get()
    answer.sentence = "By listening."
    page.provision_answers = [answer]
    page.description = "<p>Ten mentors.</p>"
    page.contact_email, page.contact_office = f"{SECRET}@example.org", SECRET
    page.contact_consent_on = date.today()
    page.contact_expires_on = date.today() + timedelta(days=300)
    page.internal_notes = SECRET
    with library.run_callbacks(execute=True):
        page.save_revision().publish()
    one = got(client, f"/records/{page.translation_key}?lang=de")
    assert {code: text["title"] for code, text in one["texts"].items()} == {
        "en": "Mentors", "de": "Paten",
    }  # fmt: skip
    assert one["texts"]["en"]["parts"]["description"] == "<p>Ten mentors.</p>"
    assert one["texts"]["de"]["page"] == f"http://localhost:8000{page.url.replace('/en/', '/de/')}"
    assert {"code": "exit", "label": "Ausstieg"} in one["themes"]
    assert "aarhus-declaration/1" in one["codes"]["provision"]
    assert one["own_codes"] == {"theme": ["exit"]}
    assert one["provisions"] == [
        {"code": "aarhus-declaration/1", "sentences": {"en": "By listening."}}
    ]
    assert one["sources"] == [
        {"title": "Report", "url": "https://example.org/r", "language": "", "year": 2020}
    ]
    assert SECRET not in json.dumps(one)
    assert got(client, "/records")["records"][0]["texts"] == one["texts"]


def test_all_records_come_part_by_part_and_a_kept_cursor_tells_what_changed(
    client: Client, library: Library
) -> None:
    pages = [library.record(f"Mentors {number}") for number in range(5)]
    titles, address = [], f"{API}/records?size=2"
    while address:
        part = json.loads(client.get(address).content)
        TypeAdapter(RecordsOut).validate_python(part)
        titles += [one["title"] for one in part["records"]]
        address = (part["next"] or "").removeprefix("http://localhost:8000")
    assert titles == [f"Mentors {number}" for number in range(5)]
    cursor = part["cursor"]
    assert got(client, f"/records?cursor={cursor}") == {
        "records": [], "gone": [], "cursor": cursor, "next": None,
    }  # fmt: skip
    with library.run_callbacks(execute=True):
        changed = PracticePage.objects.get(pk=pages[1].pk)
        changed.title = "Mentors anew"
        changed.save_revision().publish()
        PracticePage.objects.get(pk=pages[3].pk).unpublish()
    later = got(client, f"/records?cursor={cursor}")
    assert [one["title"] for one in later["records"]] == ["Mentors anew"]
    assert [one["id"] for one in later["gone"]] == [str(pages[3].translation_key)]
    assert got(client, f"/records/{pages[3].translation_key}", 410)["detail"].startswith(
        "This record"
    )
    assert got(client, f"/records/{uuid.uuid4()}", 404) == {"detail": "There is no such record."}


def test_what_changed_since_a_day_and_what_has_a_code(client: Client, library: Library) -> None:
    old = library.record("Old", concepts=(library.exit,))
    library.record("New", city=library.milan)
    SearchDocument.objects.filter(key=old.translation_key).update(
        updated_at=timezone.now() - timedelta(days=9)
    )
    day = f"{timezone.now() - timedelta(days=2):%Y-%m-%d}"
    moment = f"{timezone.now() - timedelta(days=20):%Y-%m-%dT%H:%M:%SZ}"

    def titles(query: str) -> list[str]:
        return [one["title"] for one in got(client, f"/records?{query}")["records"]]

    assert titles(f"changed_since={day}") == ["New"]
    assert titles(f"changed_since={moment}") == ["Old", "New"]
    assert titles("theme=exit&kind=practice") == ["Old"]
    assert titles("country=IT") == ["New"]
    assert titles("country=IT&theme=exit") == []


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("foo=1&bar=2", "foo, bar"),
        ("lang=en&lang=fr", "lang"),
        ("lang=xx", "lang"),
        ("size=0", "size"),
        ("size=1000", "size"),
        ("cursor=-1", "cursor"),
        ("cursor=9999999999999999999", "cursor"),
        ("theme=nosuch", "theme=nosuch"),
        ("kind=%00", "kind=\x00"),
        ("changed_since=yesterday", "changed_since"),
        ("changed_since=0001-01-01T00:00:00%2B14:00", "changed_since"),
    ],
)
def test_what_is_not_understood_is_refused_by_its_name(
    client: Client, library: Library, query: str, named: str
) -> None:
    assert got(client, f"/records?{query}", 400)["detail"] == f"Not understood: {named}"


def test_every_address_refuses_what_it_does_not_know(client: Client, library: Library) -> None:
    for address in ("/cities", "/cities/aarhus", "/documents", "/vocabulary"):
        assert got(client, f"{address}?colour=red", 400)["detail"] == "Not understood: colour"
    assert got(client, "/cities?cursor=%00", 400)["detail"] == "Not understood: cursor"


def test_cities_come_part_by_part_with_what_is_known_of_them(
    client: Client, library: Library
) -> None:
    library.record("Mentors")
    first = got(client, "/cities?size=2")
    assert [city["code"] for city in first["cities"]] == ["aarhus", "ghent"]
    rest = got(client, first["next"].partition(API)[2])
    assert [city["code"] for city in rest["cities"]] == ["milan"]
    assert (first["cursor"], rest["cursor"], rest["next"]) == ("ghent", "milan", None)
    # One shape for all lists.
    assert got(client, "/cities?cursor=milan") == {"cities": [], "cursor": "milan", "next": None}
    assert got(client, "/cities?size=101", 400) == got(client, "/records?size=101", 400)
    aarhus = got(client, "/cities/aarhus")
    assert (aarhus["names"]["ru"], aarhus["country"], aarhus["records"]) == ("Орхус", "DK", 1)
    assert aarhus["pages"] == {"en": "http://localhost:8000/en/cities/aarhus/"}
    PageViewRestriction.objects.create(
        page=library.aarhus, restriction_type=PageViewRestriction.LOGIN
    )
    assert got(client, "/cities/aarhus", 404) == {"detail": "There is no such city."}
    assert [city["code"] for city in got(client, "/cities")["cities"]] == ["ghent", "milan"]


def test_documents_and_codes(client: Client, library: Library) -> None:
    library.record("Mentors", concepts=(library.exit,), provisions=("aarhus-declaration/1",))
    listed = got(client, "/documents")["documents"]
    assert [document["code"] for document in listed] == ["aarhus-declaration"]
    whole = got(client, "/documents/aarhus-declaration")
    assert whole["provisions"][0]["code"] == "aarhus-declaration/1"
    assert whole["provisions"][0]["records"] == 1
    assert got(client, "/documents/nosuch", 404)["detail"] == "There is no such document."
    schemes = {one["facet"]: one for one in got(client, "/vocabulary")["schemes"]}
    exit_ = next(one for one in schemes["theme"]["concepts"] if one["code"] == "exit")
    assert (exit_["labels"]["de"], exit_["broader"], exit_["records"]) == (
        "Ausstieg",
        "prevention",
        1,
    )
    assert not {"city", "provision"} & schemes.keys()


def test_whoever_has_an_answer_still_is_told_so(client: Client, library: Library) -> None:
    library.record("Mentors")
    for address in ("/records", "/cities", "/documents", "/vocabulary"):
        tag = client.get(f"{API}{address}")["ETag"]
        again = client.get(f"{API}{address}", headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")


def test_many_records_cost_no_more_questions_than_few(client: Client, library: Library) -> None:
    def questions() -> int:
        client.get(f"{API}/records")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{API}/records")
        return len(captured)

    library.record("Mentors 0", concepts=(library.exit,))
    few = questions()
    for number in range(1, 6):
        library.record(f"Mentors {number}", concepts=(library.exit,))
    assert questions() == few


@pytest.mark.parametrize("code", ["%00", "a:b", "x" * 81, "%F2%BF%8A%84"])
def test_a_code_that_is_none_is_refused_in_the_form_of_the_api(
    client: Client, library: Library, code: str
) -> None:
    for address in (f"/api/v1/cities/{code}", f"/api/v1/documents/{code}"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Content-Type"].partition(";")[0]) == (
            400,
            "application/json",
        )
