"""The Elasticsearch engine beside the raw call and beside the plain Wagtail way, in the same run.

``python -m tests.postgres python -m tests.elasticsearch_node python -m benchmarks.engine --prepare 100000``
(``make benchmark-engine``) fills an empty PostgreSQL and an empty node, measures and prints Markdown. Without
``--prepare`` it measures what is in ``DATABASE_URL`` and ``ELASTICSEARCH_URL``; ``--parts`` chooses tables.

The raw call is ``Elasticsearch.search`` with the very body that the page sends, on the same connection. The
plain way is what Wagtail's documentation leads to on the same node: ``Page.search`` with its Elasticsearch
backend, ``.count()``, the first 20 pages, and ``.facet()`` per facet. Ways are asked in turn, query by query.
"""

from __future__ import annotations

import argparse
import os
import secrets
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any
from unittest import mock

from benchmarks.search_page import PAGE, queries
from benchmarks.tables import table
from tests.elasticsearch_node import free_port

FACETS = ("theme", "audience", "setting", "prevention_level", "method", "ideology", "evidence")
FIELDS = (
    "kind_code",
    "scrutiny",
    "status",
    "language_code",
    "country_code",
    "city_code",
    "provision_codes",
)
Ways = dict[str, Callable[[str], Any]]


def spread(values: list[float]) -> list[str]:
    """Median, 95th percentile and longest, in milliseconds."""
    return [
        f"{statistics.median(values):.1f}",
        f"{statistics.quantiles(values, n=20)[-1]:.1f}",
        f"{max(values):.1f}",
    ]


def timed(act: Callable[[], Any]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1_000


def alternate(ways: Ways, asked: list[str]) -> dict[str, list[float]]:
    """Milliseconds of each way per query; the order of the ways turns with each query."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    # Warmed up with other queries: Elasticsearch keeps its answers of facets without hits, as Wagtail asks.
    for query in queries(2 * len(asked))[len(asked) :]:
        for way in ways.values():
            way(query)
    names = list(ways)
    for number, query in enumerate(asked):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            times[name].append(timed(lambda name=name, query=query: ways[name](query)))  # type: ignore[misc]
    return times


def raw_call(query: str) -> None:
    """Elasticsearch alone, with the very bodies that the page sends (two where nothing has all words)."""
    from search.engines.elasticsearch.node import alias, client

    for body in _bodies_of(query):
        answer = client().search(index=alias(), **body)
        if answer["hits"]["total"]["value"]:
            return


@cache
def _bodies_of(query: str) -> list[dict[str, Any]]:
    from search import services
    from search.engines.elasticsearch import queries as bodies
    from search.engines.elasticsearch.engine import _parameters
    from search.request.query import parse_query
    from search.request.request import SearchRequest

    parsed = parse_query(query, "en", services.terms())
    words = parsed.loosened.loose
    return [
        _parameters(bodies.search_body(SearchRequest(language="en", q=query), parsed, said))
        for said in ((), (1.0,) * len(words))
        if len(words) > 1 or not said
    ]


def get(address: str) -> Callable[[str], Any]:
    """A whole answer of the site, in this process."""
    from django.test import Client

    client = Client(headers={"host": "localhost"})

    def ask(query: str) -> Any:
        response = client.get(address, {"q": query})
        assert response.status_code == 200
        return response

    return ask


def declare_plain_way() -> None:
    """What a site that searches with Wagtail alone would declare; only in this process."""
    from django.conf import settings
    from wagtail.search import index

    from practices.models import (
        PracticePage,
        RecordPage,
        StudyVisitReportPage,
        TrainingProgrammePage,
    )

    settings.WAGTAILSEARCH_BACKENDS["plain"] = {
        "BACKEND": "wagtail.search.backends.elasticsearch9",
        "URLS": [settings.ELASTICSEARCH_URL],
        "INDEX": "plain",
        "TIMEOUT": 60,
        "AUTO_UPDATE": False,
    }
    for facet in FACETS:
        setattr(
            RecordPage,
            f"{facet}_codes",
            property(
                lambda page, facet=facet: [
                    one.code for one in page.concepts.all() if one.facet == facet
                ]  # type: ignore[misc]
            ),
        )
    values: dict[str, Callable[[Any], Any]] = {
        "kind_code": lambda page: page.specific_class.indexed_kind,
        "language_code": lambda page: page.locale.language_code,
        "country_code": lambda page: str(page.city.country) if page.city else "",
        "city_code": lambda page: page.city.code if page.city else "",
        "provision_codes": lambda page: [one.provision for one in page.provision_answers.all()],
    }
    for name, value in values.items():
        setattr(RecordPage, name, property(value))
    texts = [index.SearchField(name) for name in ("summary", "description", "results", "lessons")]
    filters = [index.FilterField(f"{facet}_codes") for facet in FACETS]
    filters += [index.FilterField(name) for name in FIELDS]
    for model in (RecordPage, PracticePage, TrainingProgrammePage, StudyVisitReportPage):
        model.search_fields = [*model.search_fields, *texts, *filters]


def plain_way(query: str) -> int:
    """Wagtail's search with as many facets as ours; renders nothing."""
    from practices.models import RecordPage

    results = RecordPage.objects.live().public().search(query, operator="and", backend="plain")
    total = int(results.count())
    for page in results[:PAGE]:
        str(page.specific.title)
    for name in [*(f"{facet}_codes" for facet in FACETS), *FIELDS]:
        results.facet(name)
    return total


def results_page(asked: list[str]) -> str:
    """(a) and (b): raw call, our search, API and page, and the plain way."""
    from search.engines.elasticsearch.node import client

    ways: Ways = {
        "raw Elasticsearch call, same bodies": raw_call,
        "JSON API, end to end": get("/api/v1/search"),
        "results page, end to end": get("/en/search/"),
        "plain Wagtail way, no page": plain_way,
    }
    # What an earlier run asked: nobody asks twice here.
    client().indices.clear_cache(index="_all")
    times = alternate(ways, asked)
    raw = statistics.median(times["raw Elasticsearch call, same bodies"])
    plain = statistics.median(times["plain Wagtail way, no page"])
    rows = [
        [
            name,
            *spread(values),
            f"{statistics.median(values) / raw:.2f}",
            f"{plain / statistics.median(values):.1f}",
        ]
        for name, values in times.items()
    ]
    heads = ["way", "median ms", "p95 ms", "longest ms", "times raw", "times faster than plain"]
    return f"{table(heads, rows)}\n\n{requests_of_a_page(asked)}"


def requests_of_a_page(asked: list[str]) -> str:
    """How often a page asks Elasticsearch and the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from search.engines.elasticsearch import engine

    page = get("/en/search/")
    numbers: list[tuple[int, int]] = []
    for query in asked[:40]:
        with (
            mock.patch.object(engine, "ask", wraps=engine.ask) as asking,
            CaptureQueriesContext(connection) as captured,
        ):
            page(query)
        numbers.append((asking.call_count, len(captured)))
    once = sum(asks == 1 for asks, _statements in numbers)
    return (
        f"Of {len(numbers)} pages {once} asked Elasticsearch once, the others (no record has all the words) "
        f"twice; SQL queries of a page: {max(statements for _asks, statements in numbers)} at most."
    )


def suggestions(asked: list[str]) -> str:
    """(d): while typing, one to six letters."""
    prefixes = [word[: number % 6 + 1] for number, word in enumerate(" ".join(asked).split())]
    times = alternate({"suggestions, end to end": get("/en/search/suggest")}, prefixes)
    rows = [[name, *spread(values)] for name, values in times.items()]
    return table(["way", "median ms", "p95 ms", "longest ms"], rows)


def filling() -> str:
    """(c): documents a second of a rebuild, and of a bulk of ready documents."""
    from elasticsearch import helpers

    from search.engines import chosen_engine
    from search.engines.elasticsearch import mapping
    from search.engines.elasticsearch.node import writing_client
    from search.models import SearchDocument

    ready = [
        {"_id": str(row.key), "_source": mapping.body(row)}
        for row in SearchDocument.objects.filter(deleted=False).iterator(1_000)
    ]
    number = len(ready)
    client = writing_client()
    client.options(ignore_status=404).indices.delete(index="ready-made")
    client.indices.create(
        index="ready-made", mappings=mapping.mappings(), settings=mapping.settings()
    )

    def bulk() -> None:
        for _taken in helpers.parallel_bulk(client, ready, thread_count=2, index="ready-made"):
            pass
        client.indices.refresh(index="ready-made")

    raw = timed(bulk)
    client.indices.delete(index="ready-made")
    ready.clear()
    ours = timed(lambda: chosen_engine().rebuild(lambda done, total: None))
    speeds = {
        "parallel_bulk of ready documents": number / raw,
        "search_rebuild": number / ours,
    }
    return speed_table(speeds)


def updating() -> str:
    """(c): Wagtail's own way to fill its index; the plain way of the results page needs it too."""
    from django.core.management import call_command

    from practices.models import RecordPage

    plain = timed(lambda: call_command("update_index", "--backend", "plain", verbosity=0))
    return speed_table({"Wagtail's update_index (pages)": RecordPage.objects.count() / plain})


def speed_table(speeds: dict[str, float]) -> str:
    """Documents a second, from documents a millisecond, and the part of the first way."""
    first = next(iter(speeds.values()))
    rows = [
        [name, f"{speed * 1_000:,.0f}", f"{speed / first:.2f}"] for name, speed in speeds.items()
    ]
    return table(["way", "documents a second", "part of the first"], rows)


def load(asked: list[str]) -> str:
    """(e): eight at once, then thirty a second for a minute, on two web processes; and their memory."""
    port = free_port()
    bind = f"127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "kb.wsgi", "-w", "2", "--threads", "4", "-b", bind]
    web = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    addresses = [
        f"http://{bind}/en/search/?q={urllib.request.quote(query)}&page={number % 3 + 1}"
        for number, query in enumerate(asked * 100)
    ]
    failures: list[str] = []

    def visit(address: str) -> float:
        start = time.perf_counter()
        try:
            with urllib.request.urlopen(address, timeout=20) as answer:
                answer.read()
        except OSError as error:
            failures.append(str(error))
        return (time.perf_counter() - start) * 1_000

    try:
        time.sleep(5)
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(visit, addresses[:200]))
            before = memory(web.pid)
            start = time.perf_counter()
            at_once = list(pool.map(visit, addresses[:1_000]))
            rate = 1_000 / (time.perf_counter() - start)
        times: list[float] = []
        with ThreadPoolExecutor(32) as pool:
            start = time.perf_counter()
            waiting = []
            for number in range(1_800):
                time.sleep(max(0.0, start + number / 30 - time.perf_counter()))
                waiting.append(pool.submit(visit, addresses[number]))
            times = [one.result() for one in waiting]
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(visit, addresses[:7_000]))
        after = memory(web.pid)
    finally:
        web.terminate()
        web.wait(30)
    rows = [
        [f"8 clients at once ({rate:.0f} pages a second)", *spread(at_once)],
        ["30 a second for a minute", *spread(times)],
    ]
    heads = ["load", "median ms", "p95 ms", "longest ms"]
    return (
        f"{table(heads, rows)}\n\n{len(failures)} of 10,000 searches failed. Memory of the web processes: "
        f"{before:.0f} MB after 200 searches, {after:.0f} MB after 10,000 ({after / before - 1:+.1%})."
    )


def memory(parent: int) -> float:
    """Megabytes that the children of a process hold."""
    found = subprocess.run(
        ["ps", "-o", "rss=", "--ppid", str(parent)], capture_output=True, text=True, check=True
    )
    return sum(int(line) for line in found.stdout.split()) / 1_024


def publishing() -> str:
    """(f): what search adds to a publish request, and how long until it is found."""
    from django.conf import settings
    from django.test import Client

    from practices.models import RecordPage
    from search import signal_handlers
    from search.engines.elasticsearch.node import alias, client
    from search.engines.elasticsearch.pushing import pusher

    numbers = RecordPage.objects.filter(live=True).order_by("-pk").values_list("pk", flat=True)[:60]
    pages = [RecordPage.objects.get(pk=number).specific for number in numbers]
    spent: list[float] = []
    mark = signal_handlers.mark

    def marked(keys: Any) -> None:
        # Outside of a transaction, as here, waking the thread is a part of it.
        spent.append(timed(lambda: mark(keys)))

    def publish(page: Any, word: str) -> str:
        page.title = f"{word} {str(page.translation_key)[:8]} {secrets.token_hex(3)}"
        page.save_revision().publish()
        return str(page.title)

    def measure(name: str, some: list[Any]) -> list[str]:
        spent.clear()
        whole = []
        for page in some:
            whole.append(timed(lambda page=page: publish(page, name)))  # type: ignore[misc]
            time.sleep(0.2)  # the thread builds meanwhile
        return [f"Elasticsearch {name}", *spread(spent), f"{statistics.median(whole):.1f}"]

    rows = []
    with mock.patch.object(signal_handlers, "mark", marked):
        rows.append(measure("up", pages[:20]))
        address = settings.ELASTICSEARCH_URL
        settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{free_port()}"
        client.cache_clear()
        rows.append(measure("down", pages[20:40]))
        settings.ELASTICSEARCH_URL = address
        client.cache_clear()
    with mock.patch.object(signal_handlers, "mark"):
        whole = [timed(lambda page=page: publish(page, "without")) for page in pages[:20]]  # type: ignore[misc]
    rows.append(["without search", "", "", "", f"{statistics.median(whole):.1f}"])
    mark([page.translation_key for page in pages[:20]])
    time.sleep(16)  # the pusher's longest pause after failures
    pusher.wake()
    time.sleep(3)
    visitor, waits = Client(headers={"host": "localhost"}), []
    for page in pages[40:]:
        title = publish(page, "Fresh")
        start = time.perf_counter()
        # By the raw index: our own answers would already be mended from the table.
        while not client().search(index=alias(), q=f'"{title}"')["hits"]["total"]["value"]:
            time.sleep(0.01)
        waits.append((time.perf_counter() - start) * 1_000)
        assert visitor.get("/api/v1/search", {"q": f'"{title}"'}).json()["total"] == 1
    heads = ["", "search's part: median ms", "p95 ms", "longest ms", "whole publish: median ms"]
    return f"{table(heads, rows)}\n\nPublished to findable in Elasticsearch: " + (
        "median {} ms, p95 {} ms, longest {} ms.".format(*spread(waits))
    )


def fallback(asked: list[str]) -> str:
    """The embedded engine on this database, with all facets, without a page."""
    from search import services
    from search.engines.embedded import EmbeddedEngine
    from search.request.query import parse_query
    from search.request.request import SearchRequest

    now, known, engine = services.state(), services.terms(), EmbeddedEngine()

    def ask(query: str) -> Any:
        request = SearchRequest(language="en", q=query)
        return engine.search(request, parse_query(query, "en", known), now)

    times = alternate({"embedded engine, all facets": ask}, asked)
    rows = [[name, *spread(values)] for name, values in times.items()]
    return table(["way", "median ms", "p95 ms", "longest ms"], rows)


def main() -> None:
    """Prepare, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--prepare", type=int, default=0, metavar="RECORDS")
    parser.add_argument("--queries", type=int, default=120)
    parser.add_argument("--parts", default="filling,update,page,suggest,fallback,publish,load")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.dev")
    os.environ["DEBUG"] = "false"
    os.environ |= {"SEARCHES_PER_MINUTE": "0", "SUGGESTIONS_PER_MINUTE": "0"}
    from django.core.management import call_command

    import kb.wsgi  # noqa: F401  (begins as each web process does)
    from search.models import SearchDocument

    if options.prepare:
        call_command("migrate", verbosity=0)
        call_command("setup_site", verbosity=0)
        call_command("load_content", demonstration=True, verbosity=0)
        call_command("make_corpus", options.prepare, "--force", verbosity=0)
        call_command("search_rebuild")
    declare_plain_way()
    asked = queries(options.queries)
    parts: dict[str, tuple[str, Callable[[], str]]] = {
        "filling": ("Filling the index", filling),
        "update": ("Filling Wagtail's index", updating),
        "page": ("Results page", lambda: results_page(asked)),
        "suggest": ("Suggestions", lambda: suggestions(asked)),
        "fallback": ("Fallback", lambda: fallback(asked)),
        "publish": ("Publishing", publishing),
        "load": ("Load", lambda: load(asked)),
    }
    print(f"## {SearchDocument.objects.filter(deleted=False).count():,} records\n")
    for name in options.parts.split(","):
        heading, measure = parts[name]
        print(f"### {heading}\n\n{measure()}\n", flush=True)
    # Threads of the engine would keep the process.
    os._exit(0) if threading.active_count() > 1 else None


if __name__ == "__main__":
    main()
