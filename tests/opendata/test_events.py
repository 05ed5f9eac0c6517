"""Programs read events and notes on the law whole, and an empty site gets them back from a bag."""

from __future__ import annotations

import json
from datetime import date, time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from pydantic import TypeAdapter
from wagtail.models import PageViewRestriction

from exchange.models import (
    DevelopmentPage,
    Event,
    EventPage,
    EventResult,
    ProgrammeItem,
    Registration,
)
from exchange.models.development import Development
from opendata.api.event_schemas import DevelopmentOut, EventOut
from search.models import SearchDocument
from tests.factories import (
    DevelopmentIndexPageFactory,
    DevelopmentPageFactory,
    EventIndexPageFactory,
    EventPageFactory,
    locale,
)
from tests.search.conftest import Library

pytestmark = pytest.mark.django_db
API = "/api/v1"


def got(client: Client, address: str, status: int = 200) -> Any:
    answer = client.get(f"{API}{address}")
    assert answer.status_code == status, answer.content
    return json.loads(answer.content)


@pytest.fixture
def record(library: Library) -> Any:
    return library.record("Mentors")


@pytest.fixture
def summit(library: Library, record: Any, site_tree: Any) -> EventPage:
    """In English and, with one word of its own, in French; a record was begun there; somebody comes."""
    page = EventPageFactory(
        parent=EventIndexPageFactory(parent=site_tree.home),
        title="Summit 2030",
        city=library.aarhus.city,
        spoken=["en"],
        takes_registrations=True,
    )
    page.sessions = [
        ProgrammeItem(
            day=date(2030, 5, 6), begins=time(9, 30), ends=time(11), title="Opening", seats=12
        )
    ]
    page.results = [
        EventResult(kind="record", on_site=record),
        EventResult(kind="report", title="Report", url="https://example.org/report"),
    ]
    page.sources = "https://example.org/a\nhttps://example.org/b"
    with library.run_callbacks(execute=True):
        page.save_revision().publish()
        french = page.copy_for_translation(locale("fr"), copy_parents=True)
        french.title = "Sommet 2030"
        french.save_revision().publish()
    Registration.objects.create(
        event=page.event, email="zyxnever@example.org", language="tr", state="confirmed"
    )
    return page  # type: ignore[no-any-return]


@pytest.fixture
def note(library: Library, site_tree: Any) -> DevelopmentPage:
    with library.run_callbacks(execute=True):
        page: DevelopmentPage = DevelopmentPageFactory(
            parent=DevelopmentIndexPageFactory(parent=site_tree.home), changed="A new act."
        )
    return page


def test_an_event_is_told_whole_in_every_language_and_never_who_comes(
    client: Client, summit: EventPage, record: Any
) -> None:
    [event] = got(client, "/events")["events"]
    TypeAdapter(EventOut).validate_python(event)
    assert event == got(client, f"/events/{summit.translation_key}")
    assert (event["city"], event["country"], event["original_language"]) == ("aarhus", "DK", "en")
    titles = {code: text["title"] for code, text in event["texts"].items()}
    assert titles == {"en": "Summit 2030", "fr": "Sommet 2030"}
    [session] = event["sessions"]
    assert (session["day"], session["begins"], session["seats"]) == ("2030-05-06", "09:30", 12)
    assert [(one["on_site"], one["url"], one["titles"]) for one in event["results"]] == [
        (str(record.translation_key), "", {}),
        ("", "https://example.org/report", {"en": "Report", "fr": "Report"}),
    ]
    assert event["sources"] == ["https://example.org/a", "https://example.org/b"]
    assert "zyxnever" not in json.dumps(event)
    PageViewRestriction.objects.create(page=record, restriction_type=PageViewRestriction.LOGIN)
    assert [one["url"] for one in got(client, "/events")["events"][0]["results"]] == [
        "https://example.org/report"
    ]


def test_what_is_no_longer_public_of_them_is_told_nowhere(
    client: Client, summit: EventPage, note: DevelopmentPage
) -> None:
    assert list(got(client, "/events?size=1")["events"][0]["texts"]) == ["en", "fr"]
    EventPage.objects.get(locale=locale("fr")).unpublish()
    assert list(got(client, "/events")["events"][0]["texts"]) == ["en"]
    for page in (summit, note):
        # Of one language, and nobody reads the others either.
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    for name, key in (("events", summit.translation_key), ("developments", note.translation_key)):
        assert got(client, f"/{name}")[name] == []
        assert got(client, f"/{name}/{key}", 404)["detail"] == (
            "There is nothing with this identifier."
        )


@pytest.mark.parametrize("name", ["events", "developments"])
def test_parts_follow_one_another_and_what_is_not_understood_is_named(
    client: Client, site_tree: Any, name: str
) -> None:
    for odd, named in (
        ("colour=red", "colour"),
        ("cursor=x", "cursor"),
        (f"cursor={'-' * 36}", "cursor"),
    ):
        assert got(client, f"/{name}?{odd}", 400)["detail"] == f"Not understood: {named}"
    assert got(client, f"/{name}") == {name: [], "cursor": "", "next": None}


def test_an_empty_site_filled_from_a_bag_tells_the_same_of_them(
    client: Client, library: Library, summit: EventPage, note: DevelopmentPage, tmp_path: Path
) -> None:
    [told] = got(client, "/developments")["developments"]
    TypeAdapter(DevelopmentOut).validate_python(told)
    assert told["texts"]["en"]["changed"] == "A new act."
    first, second = tmp_path / "first", tmp_path / "second"
    call_command("write_bag", first, stdout=StringIO())
    Registration.objects.all().delete()
    for page in (*EventPage.objects.order_by("-pk"), note):
        page.specific.delete()
    Event.objects.all().delete()
    Development.objects.all().delete()
    SearchDocument.objects.exclude(kind="practice").delete()
    said = StringIO()
    with library.run_callbacks(execute=True):
        call_command("restore_bag", first, stdout=said)
    assert said.getvalue() == "0 concepts, 0 cities, 0 records, 1 events, 1 developments.\n"
    call_command("write_bag", second, stdout=StringIO())
    for name in ("events.jsonl", "developments.jsonl", "records.jsonl"):
        restored, written = (
            [json.loads(line) for line in (bag / "data" / name).read_text().splitlines()]
            for bag in (second, first)
        )
        assert restored == written, name
    call_command("restore_bag", first, stdout=(again := StringIO()))
    assert again.getvalue() == "0 concepts, 0 cities, 0 records, 0 events, 0 developments.\n"
