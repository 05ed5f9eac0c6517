"""A burst of searches, suggestions or downloads from one address is slowed down; others go on (check 53)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kb.models import Burst

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def limits(site_tree: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few of each, counted at one moment: 20 seconds before the minute ends."""
    settings.MOST_PER_MINUTE = {"search": 3, "suggest": 5, "download": 2}
    caches["bursts"].clear()
    moment = datetime(2026, 11, 27, 12, 0, 40, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def answers(address: str, times: int, **asker: Any) -> list[int]:
    client = Client(**asker)
    return [client.get(address).status_code for _time in range(times)]


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/en/search/?q=mentors", 3),
        ("/en/search/facet/theme/", 3),
        ("/en/search/expert/", 3),
        ("/en/compare/", 3),
        ("/en/evidence-map/", 3),
        ("/api/v1/search?q=mentors", 3),
        ("/en/search/feed.atom?q=mentors", 3),
        ("/oai?verb=Identify", 3),
        ("/vocabulary", 2),
        ("/en/search/suggest?q=ment", 5),
        ("/api/v1/suggest?q=ment", 5),
    ],
)
def test_more_than_a_person_asks_gets_429(address: str, most: int) -> None:
    assert answers(address, most + 2) == [200] * most + [429] * 2


@pytest.mark.parametrize(
    "address",
    [
        "/en/compare/table.csv",
        "/documents/1/report.pdf",
        "/en/cities/aarhus/mentors/pdf/",
        "/en/cities/aarhus/mentors/one-page/",
        "/en/cities/aarhus/mentors/cite/ris/",
        "/en/documents/aarhus-declaration/matrix/csv/",
    ],
)
def test_files_are_counted_whether_they_are_there_or_not(address: str) -> None:
    assert answers(address, 3) == [404, 404, 429]


def test_whole_lists_are_counted_as_files() -> None:
    assert answers("/en/search/export.csv?page=2", 3) == [400, 400, 429]


def test_the_page_is_in_the_readers_language_and_says_when_to_come_back() -> None:
    answers("/de/search/", 3)
    answer = Client().get("/de/search/")
    assert answer.status_code == 429
    assert answer["Retry-After"] == "20"
    assert answer["Cache-Control"] == "no-store"
    assert '<html lang="de"' in answer.content.decode()
    assert "Too many tries" not in answer.content.decode()
    assert not answer.cookies


def test_programs_get_a_sentence_as_json() -> None:
    answers("/api/v1/search", 3)
    answer = Client().get("/api/v1/search")
    assert answer["Retry-After"] == "20"
    assert answer["Content-Type"] == "application/json"
    assert answer.json()["detail"].startswith("There were too many requests from your address.")


def test_others_go_on_and_so_do_pages() -> None:
    assert answers("/en/search/", 4, REMOTE_ADDR="192.0.2.1")[-1] == 429
    assert answers("/en/search/", 1, REMOTE_ADDR="192.0.2.2") == [200]
    assert answers("/en/", 9, REMOTE_ADDR="192.0.2.1") == [200] * 9
    assert answers("/en/search/suggest", 1, REMOTE_ADDR="192.0.2.1") == [200]


def test_the_next_minute_is_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert answers("/en/search/", 4)[-1] == 429
    moment = datetime(2026, 11, 27, 12, 1, 0, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    assert answers("/en/search/", 1) == [200]


def test_one_household_is_one_asker_however_many_addresses_it_has() -> None:
    for number in range(3):
        answers("/en/search/", 1, REMOTE_ADDR=f"2001:db8::{number}")
    assert answers("/en/search/", 1, REMOTE_ADDR="2001:db8::ffff") == [429]
    assert answers("/en/search/", 1, REMOTE_ADDR="2001:db8:0:1::1") == [200]


def test_behind_the_proxy_each_reader_is_asked_for_and_nobody_forges_another(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def behind(forwarded: str) -> int:
        client = Client(REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": forwarded})
        return int(client.get("/en/search/").status_code)

    assert [behind(f"10.0.0.{number}, 192.0.2.1") for number in range(4)] == [200, 200, 200, 429]
    assert behind("192.0.2.1, 198.51.100.7") == 200
    assert behind("no address") == 200


def test_counting_asks_the_database_nothing_and_keeps_no_address(settings: Any) -> None:
    client = Client(REMOTE_ADDR="192.0.2.77")
    client.get("/en/search/?q=mentors")
    with CaptureQueriesContext(connection) as counted:
        client.get("/en/search/?q=mentors")
    kept = list(caches["bursts"]._cache)
    assert len(kept) == 1
    assert "192.0.2" not in kept[0]
    assert "mentors" not in kept[0]
    settings.MOST_PER_MINUTE = {}
    with CaptureQueriesContext(connection) as free:
        client.get("/en/search/?q=mentors")
    assert len(counted) == len(free)


@pytest.mark.both
def test_without_a_shared_cache_processes_tell_each_other_by_the_database(settings: Any) -> None:
    settings.MOST_PER_MINUTE = {"search": 40}
    assert answers("/en/search/", 30) == [200] * 30
    caches["bursts"].clear()  # another process
    assert answers("/en/search/", 9) == [200] * 9
    assert answers("/en/search/", 2) == [200, 429]
    assert [(row.asker[:7], row.number) for row in Burst.objects.all()] == [("search:", 40)]
    assert "127.0.0" not in Burst.objects.get().asker


@pytest.mark.both
def test_what_was_counted_is_gone_minutes_later(settings: Any) -> None:
    Burst.add("search:1:abc", 1, 10)
    assert Burst.add("search:1:abc", 1, 10) == 20
    Burst.add("search:4:abc", 4, 10)
    assert [row.minute for row in Burst.objects.all()] == [4]


def test_without_a_limit_everything_is_answered(settings: Any) -> None:
    settings.MOST_PER_MINUTE = {"search": 0}
    assert answers("/en/search/", 9) == [200] * 9
