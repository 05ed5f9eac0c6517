"""With ``CACHE_URL`` all processes count together; while the server is away the site goes on without it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from kb.http.shared_cache import PlainValues, SharedCache
from kb.settings.caches import caches as configured
from tests.lacking import lacks
from tests.redis_server import Missing, temporary_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(settings: Any, monkeypatch: pytest.MonkeyPatch, site_tree: Any) -> Iterator[Any]:
    """The process of a real server. Missing: skipped with a loud sentence, failed where CI=true."""
    monkeypatch.setattr(SharedCache, "_away_until", 0.0)
    try:
        with temporary_server() as (url, process):
            settings.CACHE_URL = url
            settings.CACHES = configured(url)
            caches["bursts-alone"].clear()
            caches["pages-alone"].clear()
            yield process
    except Missing as missing:
        lacks(f"TESTS WITH A SHARED CACHE NOT RUN: {missing}")


def another_process(alias: str) -> SharedCache:
    """The cache as a process that has just begun sees it."""
    found = caches.create_connection(alias)
    assert isinstance(found, SharedCache)
    return found


@pytest.mark.parametrize(
    "value", [0, 7, -3, b"", b"page\n\x00\xff", "words", [1.5, 2.5], True, None]
)
def test_values_come_back_as_they_were(value: Any) -> None:
    values = PlainValues()
    stored = values.dumps(value)
    as_sent = str(stored).encode() if isinstance(stored, int) else stored
    assert values.loads(as_sent) == value
    assert type(values.loads(as_sent)) is type(value)


def test_what_somebody_else_wrote_there_runs_no_code() -> None:
    with pytest.raises(ValueError, match="invalid literal for int"):
        PlainValues().loads(b"\x80\x04\x95\x0c\x00\x00\x00\x00\x00\x00\x00\x8c\x02os")


def test_bursts_are_counted_by_all_processes(
    shared: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MOST_PER_MINUTE = {"search": 3}
    moment = datetime(2026, 11, 27, 12, 0, 40, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    asker = Client(REMOTE_ADDR="192.0.2.7")
    assert [asker.get("/en/search/").status_code for _time in range(2)] == [200, 200]
    names = [key.decode() for key in caches["bursts"]._cache.get_client().keys("*")]
    (name,) = [name for name in names if "search" in name]
    assert "192.0.2" not in name
    assert another_process("bursts").incr(name.split(":1:", 1)[1]) == 3
    assert asker.get("/en/search/").status_code == 429


def test_tries_to_sign_in_are_counted_there(shared: Any) -> None:
    for _try in range(6):
        Client().post("/en/account/login/", {"login": "a@example.org", "password": "wrong"})
    keys = caches["counters"]._cache.get_client().keys("*")
    assert any(b"allauth:rl:" in key for key in keys)


def test_a_page_kept_by_one_process_is_served_by_another(shared: Any) -> None:
    first = Client().get("/en/")
    kept = caches["pages"]._cache.get_client().keys("*pages*")
    assert len(kept) == 1
    assert first.headers["ETag"] == Client().get("/en/").headers["ETag"]


def test_while_the_server_is_away_pages_limits_and_sign_in_go_on(
    shared: Any, settings: Any
) -> None:
    settings.MOST_PER_MINUTE = {"search": 2}
    assert Client().get("/en/").status_code == 200
    shared.kill()
    shared.wait()
    assert Client().get("/en/").status_code == 200
    assert Client().get("/en/account/login/").status_code == 200
    answers = [Client().get("/en/search/").status_code for _time in range(3)]
    assert answers == [200, 200, 429]


def test_two_installations_on_one_server_share_nothing(shared: Any, settings: Any) -> None:
    caches["pages"].set("key", b"page", 60)
    assert another_process("pages").get("key") == b"page"
    settings.SECRET_KEY = "of another installation"
    assert another_process("pages").get("key") is None
