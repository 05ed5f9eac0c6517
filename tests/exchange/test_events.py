"""Events for readers: the list, a page with its programme, results, home, host city, search, calendars."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from wagtail.models import Locale, PageViewRestriction

from exchange.events.facts import call_off
from exchange.models import Event, EventPage, EventResult, ProgrammeItem
from tests.factories import EventPageFactory, PracticePageFactory
from tests.test_leaks import HIDDEN

pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def in_language(page: EventPage, language: str) -> EventPage:
    """A translation, not published; the list of events is an alias there."""
    translated: EventPage = page.copy_for_translation(
        Locale.objects.get(language_code=language), copy_parents=True
    )
    return translated


def test_the_list_shows_what_comes_and_the_series_of_past_summits(
    client: Client, events: Any, summit: EventPage, aarhus: Any
) -> None:
    EventPageFactory(
        parent=events, title="Founding conference", city=aarhus.city,
        starts_on=date(2015, 11, 18), ends_on=date(2015, 11, 18),
    )  # fmt: skip
    EventPageFactory(
        parent=events, title="Old webinar", kind="webinar",
        starts_on=date(2020, 1, 1), ends_on=date(2020, 1, 1),
    )  # fmt: skip
    shown = text_of(client, "/en/events/")
    coming, past = shown.split('id="past"')
    assert "Summit 2030" in coming
    assert "Registration is open until 30 April 2030" in coming
    assert "Old webinar" in past
    assert "Founding conference" in past
    series = text_of(client, "/en/events/?kind=summit&p=x")
    assert "Summits since Aarhus 2015" in series
    assert "Old webinar" not in series


def test_times_are_held_once_and_each_language_has_its_words(
    client: Client, summit: EventPage
) -> None:
    french = in_language(summit, "fr")
    french.title, french.summary = "Sommet 2030", "Les maires se rencontrent."
    first = french.sessions.get(title="Opening")
    first.title, first.day = "Ouverture", date(2029, 1, 1)
    french.sessions.remove(french.sessions.get(title="What we take home"))
    french.sessions.add(first)
    french.save_revision().publish()
    shown = text_of(client, "/fr/events/summit-2030/")
    assert "lundi, 6 mai 2030" in shown
    assert "Ouverture" in shown
    assert "2029" not in shown
    # What nobody has translated stands there in its own language.
    assert '<h4 lang="en">What we take home</h4>' in shown
    assert "<h4>Ouverture</h4>" in shown
    # A translation that was taken over as it is says whose words still stand there.
    german = in_language(summit, "de")
    german.title = "Gipfel 2030"
    german.save_revision().publish()
    shown = text_of(client, "/de/events/summit-2030/")
    assert "<h1>Gipfel 2030</h1>" in shown
    assert '<h4 lang="en">Opening</h4>' in shown
    assert '<p class="page-head__lead" lang="en">Mayors meet.</p>' in shown
    assert 'datetime="2030-05-06T09:30:00+02:00"' in shown
    assert "Mayors meet." in text_of(client, "/tr/events/summit-2030/")


def test_an_event_stands_at_home_at_its_host_and_in_the_search(
    client: Client, summit: EventPage, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        summit.save_revision().publish()
    assert 'href="/en/events/summit-2030/"' in text_of(client, "/en/")
    assert 'href="/en/events/summit-2030/"' in text_of(client, "/en/cities/aarhus/")
    found = client.get("/api/v1/search?q=opening&kind=event&country=DK").json()
    assert [one["title"] for one in found["results"]] == ["Summit 2030"]
    shown = text_of(client, "/en/search/?q=summit")
    assert "Summit 2030" in shown
    # Records are compared, events are not.
    assert 'name="record"' not in shown
    # The address that exports and harvesters name leads to it.
    stays = client.get(f"/de/record/{summit.translation_key}/")
    assert (stays.status_code, stays.headers["Location"]) == (302, "/de/events/summit-2030/")


def test_results_lead_to_what_anybody_may_read_and_to_nothing_else(
    client: Client, summit: EventPage, aarhus: Any
) -> None:
    public = PracticePageFactory(parent=aarhus, title="Born there")
    draft = PracticePageFactory(parent=aarhus, title=f"{HIDDEN} draft", live=False)
    summit.results = [
        EventResult(kind="record", on_site=public.page_ptr),
        EventResult(kind="record", on_site=draft.page_ptr),
        EventResult(kind="document", title="Conclusions", url="https://example.org/c.pdf"),
    ]
    summit.save_revision().publish()
    shown = text_of(client, "/en/events/summit-2030/")
    assert "Born there" in shown
    assert "Document adopted: " in shown
    assert HIDDEN not in shown


def test_what_came_of_it_stands_in_all_languages_as_soon_as_it_is_written(
    client: Client, summit: EventPage, aarhus: Any
) -> None:
    german = in_language(summit, "de")
    german.title = "Gipfel 2030"
    german.save_revision().publish()
    report = PracticePageFactory(parent=aarhus, title="Report of the summit")
    summit.outcome = "<p>Cities agreed.</p>"
    summit.results = [
        EventResult(kind="report", on_site=report.page_ptr),
        EventResult(kind="document", title="Conclusions", url="https://example.org/c.pdf"),
    ]
    summit.save_revision().publish()
    shown = text_of(client, "/de/events/summit-2030/")
    assert '<div class="prose" lang="en"><p>Cities agreed.</p></div>' in shown
    assert 'lang="en">Report of the summit</a>' in shown
    assert '<a href="https://example.org/c.pdf" lang="en">Conclusions</a>' in shown


@pytest.mark.parametrize("hides", ["draft", "private", "unpublished"])
def test_a_hidden_event_leaves_by_no_way_out(
    client: Client, events: Any, aarhus: Any, hides: str, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page = EventPageFactory(
            parent=events, title=f"{HIDDEN} summit", slug="hidden", summary=HIDDEN, city=aarhus.city,
            takes_registrations=True, live=hides != "draft",
        )  # fmt: skip
        if hides == "private":
            PageViewRestriction.objects.create(
                page=page, restriction_type=PageViewRestriction.LOGIN
            )
        if hides == "unpublished":
            page.unpublish()
    for address in (
        "", "events/", "events/calendar/", "events/hidden/", "events/hidden/calendar/",
        "events/hidden/register/", "cities/aarhus/", "search/", "search/?kind=event",
    ):  # fmt: skip
        for language in ("en", "fr"):
            assert HIDDEN not in client.get(f"/{language}/{address}").content.decode(), address
    assert client.get("/en/events/hidden/register/").status_code == 404
    assert HIDDEN not in client.get("/api/v1/search?kind=event").content.decode()
    assert HIDDEN not in client.get("/sitemap-pages.xml").content.decode()


def test_a_cancelled_event_says_so_on_its_page_in_lists_and_in_calendars(
    client: Client, summit: EventPage, secretary: Any
) -> None:
    assert call_off(summit.event, secretary)
    assert not call_off(summit.event, secretary)
    shown = text_of(client, "/en/events/summit-2030/")
    assert "This event was cancelled on" in shown
    assert "/register/" not in shown
    assert "Cancelled" in text_of(client, "/en/events/")
    file = client.get("/en/events/summit-2030/calendar/").content
    strictly_valid(file)
    read = Calendar.from_ical(file)
    assert {str(entry["status"]) for entry in read.walk("VEVENT")} == {"CANCELLED"}
    assert str(read.walk("VEVENT")[0]["summary"]) == "Cancelled: Summit 2030"
    assert int(read.walk("VEVENT")[0]["sequence"]) == 1


def strictly_valid(file: bytes) -> None:
    """What RFC 5545 asks of a file: line ends, 75 octets, whole letters, balance, what must be there."""
    assert file.endswith(b"END:VCALENDAR\r\n")
    assert file.replace(b"\r\n", b"").count(b"\n") == file.replace(b"\r\n", b"").count(b"\r") == 0
    open_parts: list[bytes] = []
    for line in file.split(b"\r\n"):
        assert len(line) <= 75, line
        line.decode()  # no letter is cut in two
    for line in file.replace(b"\r\n ", b"").split(b"\r\n")[:-1]:
        name = line.split(b":", 1)[0].split(b";", 1)[0]
        assert name == name.upper(), line
        if name == b"BEGIN":
            open_parts.append(line[6:])
        if name == b"END":
            assert open_parts.pop() == line[4:]
    assert open_parts == []
    read = Calendar.from_ical(file)
    assert read["version"] == "2.0"
    assert read["prodid"]
    zones = {str(zone["tzid"]) for zone in read.walk("VTIMEZONE")}
    for entry in read.walk("VEVENT"):
        assert entry.errors == []
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS"} <= set(entry)
        assert entry["dtstamp"].dt.tzinfo is not None
        for name in ("dtstart", "dtend"):
            zone = entry[name].params.get("TZID")
            assert zone is None or zone in zones
        assert entry["status"] in ("CONFIRMED", "CANCELLED")
    for one in read.walk("VTIMEZONE"):
        assert {part.name for part in one.subcomponents} & {"STANDARD", "DAYLIGHT"}
    uids = [str(entry["uid"]) for entry in read.walk("VEVENT")]
    assert len(set(uids)) == len(uids)


def test_the_calendar_of_an_event_is_read_by_programs(client: Client, summit: EventPage) -> None:
    summit.title = "Саммит мэров, европейских; городов и регионов " * 3
    summit.place = "Rådhus; Park Allé 1, Aarhus\\x"
    summit.summary = "Zeile eins\r\nZeile zwei: „Städte“ " * 5
    summit.save_revision().publish()
    answer = client.get("/de/events/summit-2030/calendar/")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'inline; filename="summit-2030.ics"'
    strictly_valid(answer.content)
    days, opening, last = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (days["dtstart"].dt, days["dtend"].dt) == (date(2030, 5, 6), date(2030, 5, 8))
    assert str(days["location"]) == "Rådhus; Park Allé 1, Aarhus\\x, Aarhus"
    assert str(days["summary"]) == ("Саммит мэров, европейских; городов и регионов " * 3).strip()
    assert opening["dtstart"].dt.astimezone(UTC) == datetime(2030, 5, 6, 7, 30, tzinfo=UTC)
    assert str(opening["uid"]).startswith(str(summit.sessions.get(title="Opening").translation_key))
    assert last["dtend"].dt.astimezone(UTC) == datetime(2030, 5, 7, 9, 0, tzinfo=UTC)


def test_the_calendar_of_all_events_holds_those_of_a_year_ago_and_later(
    client: Client, events: Any, summit: EventPage
) -> None:
    ago = date.today() - timedelta(days=30)
    EventPageFactory(parent=events, title="Lately", starts_on=ago, ends_on=ago)
    EventPageFactory(
        parent=events, title="Long ago", starts_on=date(2016, 1, 1), ends_on=date(2016, 1, 2)
    )
    answer = client.get("/tr/events/calendar/")
    strictly_valid(answer.content)
    read = Calendar.from_ical(answer.content)
    assert [str(one["summary"]) for one in read.walk("VEVENT")] == ["Lately", "Summit 2030"]


@pytest.mark.parametrize(
    "zone",
    [
        "Atlantic/Azores", "Europe/Lisbon", "Europe/Paris", "Europe/Istanbul", "Europe/Moscow",
        "Asia/Tbilisi", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Omsk", "Asia/Novosibirsk",
        "Asia/Irkutsk", "Asia/Vladivostok", "Asia/Kamchatka",
    ],
)  # fmt: skip
def test_a_session_is_at_its_time_in_thirteen_zones(
    client: Client, summit: EventPage, zone: str
) -> None:
    Event.objects.filter(pk=summit.event_id).update(time_zone=zone)
    file = client.get("/en/events/summit-2030/calendar/").content
    strictly_valid(file)
    session = Calendar.from_ical(file).walk("VEVENT")[1]
    at = session["dtstart"].dt
    assert (at.date(), at.hour, at.minute) == (date(2030, 5, 6), 9, 30)
    assert at.utcoffset() == at.replace(tzinfo=ZoneInfo(zone)).utcoffset()


def test_pages_of_events_cost_the_same_for_few_and_for_many(
    client: Client, events: Any, summit: EventPage, aarhus: Any
) -> None:
    def costs() -> list[int]:
        found = []
        for address in ("/en/events/", "/fr/events/summit-2030/", "/en/events/calendar/", "/en/"):
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            found.append(len(captured))
        return found

    EventPageFactory(
        parent=events, title="Past", starts_on=date(2010, 1, 1), ends_on=date(2010, 1, 1)
    )
    few = costs()
    for number in range(6):
        EventPageFactory(
            parent=events, title=f"Event {number}", city=aarhus.city,
            starts_on=date(2031 - number * 3, 1, 1), ends_on=date(2031 - number * 3, 1, 1),
        )  # fmt: skip
        summit.sessions.add(_session(number))
    summit.save_revision().publish()
    assert costs() == few


def _session(number: int) -> ProgrammeItem:
    return ProgrammeItem(
        day=date(2030, 5, 6), begins=time(12, number), ends=time(13), title=f"Talk {number}"
    )
