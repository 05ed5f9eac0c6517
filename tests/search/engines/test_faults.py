"""Elasticsearch is killed, hangs, is slow or cuts its answers: the site goes on, and loses nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from search import services
from search.engines.base import EngineUnavailable
from search.engines.elasticsearch import comparing, rebuilding
from search.engines.elasticsearch.node import Condition, availability, client
from search.engines.elasticsearch.pushing import push_waiting
from tests.elasticsearch_node import Node
from tests.faulty_proxy import Fault, FaultyProxy, faulty_proxy
from tests.search.conftest import Library, push, titles

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.elasticsearch,
    pytest.mark.xdist_group("elasticsearch"),
]

# One search may wait for the time-out of a second and the embedded engine after it.
SLOWEST = 2.0
QUICK = 0.6
SENTENCE = "The search engine does not answer at the moment."


def seconds(act: Callable[[], object]) -> float:
    start = time.monotonic()
    act()
    return time.monotonic() - start


def wait_until_ready() -> None:
    """What the thread that asks every two seconds does, at most ten seconds long."""
    deadline = time.monotonic() + 10
    while availability.condition is not Condition.READY and time.monotonic() < deadline:
        time.sleep(0.2)
    assert availability.condition is Condition.READY


@pytest.fixture
def proxy(elasticsearch: Node, settings: Any) -> Iterator[FaultyProxy]:
    """The real node, seen through a proxy that can fail."""
    with faulty_proxy(elasticsearch.http) as between:
        settings.ELASTICSEARCH_URL = between.url
        client.cache_clear()
        yield between
        between.fault = Fault.NONE
    settings.ELASTICSEARCH_URL = elasticsearch.url
    client.cache_clear()


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.NONE])
def test_a_bad_connection_costs_one_slow_answer_and_no_error(
    proxy: FaultyProxy, library: Library, find: Any, fault: Fault, client: Client
) -> None:
    library.record("A record")
    assert find("record").engine == "elasticsearch"

    proxy.fault = fault
    assert seconds(lambda: find("record")) < SLOWEST
    assert seconds(lambda: find("record")) < QUICK
    page = client.get("/en/search/?q=record")
    assert page.status_code == 200
    assert SENTENCE in page.content.decode()
    assert "A record" in page.content.decode()
    answer = client.get("/api/v1/search?q=record").json()
    assert (answer["engine"], answer["degraded"], answer["total"]) == ("embedded", True, 1)

    proxy.fault = Fault.NONE
    wait_until_ready()
    assert find("record").engine == "elasticsearch"
    assert SENTENCE not in client.get("/en/search/?q=record").content.decode()


def test_a_killed_node_loses_nothing(
    elasticsearch: Node, library: Library, find: Any, client: Client
) -> None:
    kept, withdrawn, removed = (
        library.record(title) for title in ("Kept record", "Withdrawn record", "Removed record")
    )
    elasticsearch.kill()

    assert seconds(lambda: find("record")) < SLOWEST
    assert find("record").total == 3
    kept.title = "Changed record"
    assert seconds(lambda: kept.save_revision().publish()) < SLOWEST
    withdrawn.unpublish()
    removed.delete()
    assert sorted(titles(find("record"))) == ["Changed record"]
    with pytest.raises(EngineUnavailable):
        push_waiting()
    health = client.get("/readyz").json()["search"]
    assert (health["engine"], health["condition"], health["waiting"]) == ("embedded", "down", 3)

    elasticsearch.start()
    wait_until_ready()
    # Before anything was pushed, nothing old is shown.
    assert titles(find("record")) == ["Changed record"]
    push()
    assert titles(find("record")) == ["Changed record"]
    assert services.health().waiting == 0
    assert comparing.differences() == []


def test_a_node_that_hangs_is_left_alone_until_it_answers(
    elasticsearch: Node, library: Library, find: Any
) -> None:
    library.record("A record")
    elasticsearch.suspend()
    try:
        assert seconds(lambda: find("record")) < SLOWEST
        assert seconds(lambda: [find("record") for _number in range(20)]) < 20 * QUICK
        assert find("record").degraded is True
    finally:
        elasticsearch.resume()
    # Its first answer may come too late, and it is left alone once more.
    for _time in range(3):
        wait_until_ready()
        if not (answer := find("record")).degraded:
            break
    assert answer.degraded is False


def test_a_rebuild_outlasts_a_node_that_is_away_for_a_moment(
    proxy: FaultyProxy, row: Any, find: Any
) -> None:
    for number in range(3):
        row({"en": (f"Record {number}", "")})

    def break_off(done: int, total: int) -> None:
        if done == 0:
            proxy.fault = Fault.RESET
            threading.Timer(1.5, lambda: setattr(proxy, "fault", Fault.NONE)).start()

    assert rebuilding.rebuild(break_off) == 3
    wait_until_ready()
    assert find("record").engine == "elasticsearch"
    assert comparing.differences() == []
