"""Real processes, killed at bad moments: gunicorn, the worker, a rebuild, Elasticsearch, PostgreSQL.

Each test ends with ``search_check``: 0 differences, no edit lost, none shown stale. The processes have a
PostgreSQL server and an index of their own, so the tests do not depend on the database of the suite.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.elasticsearch_node import Node, free_port
from tests.lacking import lacks
from tests.postgres import Server, programs, temporary_server

pytestmark = [pytest.mark.elasticsearch, pytest.mark.xdist_group("elasticsearch")]

RECORDS = 500
SENTENCE = b"The search engine does not answer at the moment."


@dataclass
class Site:
    """A deployment on this machine: two web processes, a worker, both servers."""

    environment: dict[str, str]
    port: int
    database: Server
    node: Node
    access_log: Path

    def manage(self, *arguments: str) -> str:
        """What a command prints; raises ``CalledProcessError`` where it fails."""
        return self.start("manage.py", *arguments).communicate_checked()

    def start(self, *arguments: str, log: Any = subprocess.PIPE) -> Process:
        """A Python process of this deployment; one that goes on logs to a file: a full pipe stops it."""
        return Process(
            [sys.executable, *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdout=log,
            stderr=log,
            text=True,
        )

    def get(self, path: str) -> tuple[int, bytes, float]:
        """Status, body and seconds of an address."""
        begin = time.monotonic()
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}{path}", timeout=20
            ) as answer:
                return answer.status, answer.read(), time.monotonic() - begin
        except urllib.error.HTTPError as error:
            return error.code, error.read(), time.monotonic() - begin

    def ready(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.get("/readyz")[1])["search"]
        return found

    def wait_until_settled(self, seconds: float = 40) -> float:
        """Wait until Elasticsearch answers again and nothing waits to be sent; returns the seconds."""
        begin = time.monotonic()
        while time.monotonic() - begin < seconds:
            health = self.ready()
            if health["engine"] == "elasticsearch" and not health["waiting"]:
                return time.monotonic() - begin
            time.sleep(0.2)
        raise AssertionError(f"Not settled after {seconds} s: {health}")

    def ask_elasticsearch(self, path: str, seconds: float = 60) -> dict[str, Any]:
        """What Elasticsearch answers: one slow answer on a busy machine gives others two seconds to the
        engine that stands in for it, which is what readers want and not what is asked here."""
        deadline = time.monotonic() + seconds
        while True:
            found: dict[str, Any] = json.loads(self.get(path)[1])
            if found["engine"] == "elasticsearch":
                return found
            assert time.monotonic() < deadline, f"Elasticsearch gave no answer in {seconds} s"
            time.sleep(0.5)

    def assert_nothing_lost(self, *edits: dict[str, Any]) -> None:
        """``search_check`` finds no difference, and every edit is found as it was made last."""
        self.wait_until_settled()
        time.sleep(1)  # the index shows a change half a second after it has it
        assert "0 differences." in self.manage("search_check")
        expected: dict[str, str | None] = {}
        for edit in edits:
            expected.update(edit["expected"])
        lost = stale = 0
        for key, title in expected.items():
            found = self.ask_elasticsearch(f"/api/v1/search?q=%22{key[:8]}%22")
            shown = {result["id"]: result["title"] for result in found["results"]}
            if title is not None and key not in shown:
                lost += 1
            elif shown.get(key) not in (None, title) or (title is None and key in shown):
                stale += 1
                print(f"stale: {key} {shown.get(key)!r} instead of {title!r}")
        print(f"{len(expected)} records edited: {lost} lost, {stale} stale")
        assert (lost, stale) == (0, 0)


class Process(subprocess.Popen[str]):
    """A process whose output is wanted."""

    def communicate_checked(self) -> str:
        """Its output; raises ``CalledProcessError`` with what it said where it failed."""
        out, err = self.communicate(timeout=900)
        if self.returncode:
            print(out, err)  # a failing test shows it
            raise subprocess.CalledProcessError(self.returncode, self.args, out, err)
        return out

    def edits(self) -> dict[str, Any]:
        """What :mod:`tests.search.editing` reports."""
        found: dict[str, Any] = json.loads(self.communicate_checked().splitlines()[-1])
        return found


@pytest.fixture(scope="module")
def site(node: Node, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The deployment, with synthetic records, found in Elasticsearch."""
    if programs() is None:
        lacks("TESTS OF REAL PROCESSES NOT RUN: install PostgreSQL (requirements/system.sh test).")
    with temporary_server() as database:
        port = free_port()
        environment = {
            **os.environ,
            "DATABASE_URL": database.url,
            "DJANGO_SETTINGS_MODULE": "kb.settings.dev",
            "DEBUG": "false",
            "ALLOWED_HOSTS": "127.0.0.1",
            "ELASTICSEARCH_URL": node.url,
            # All visitors of these tests have one address.
            "SEARCHES_PER_MINUTE": "0",
            "ELASTICSEARCH_PREFIX": f"process-{secrets.token_hex(3)}",
        }
        access_log = tmp_path_factory.mktemp("site") / "access.log"
        deployed = Site(environment, port, database, node, access_log)
        # Two hosts start together: both come to their end, and the first page is there once.
        hosts = [deployed.start("manage.py", "prepare") for _host in range(2)]
        said = sorted(host.communicate_checked() for host in hosts)
        assert "created, 0 updated" in said[0]
        assert "Nothing changed (" in said[1]
        deployed.manage("make_corpus", str(RECORDS), "--force")
        deployed.manage("search_rebuild")
        bind = ("-b", f"127.0.0.1:{port}", "--access-logfile", str(deployed.access_log))
        with access_log.with_name("errors.log").open("w") as log:
            web = deployed.start("-m", "gunicorn", "kb.wsgi", *bind, log=log)
        try:
            for _try in range(100):
                try:
                    if deployed.get("/healthz")[0] == 200:
                        break
                except OSError:
                    time.sleep(0.2)
            with working(deployed):
                yield deployed
        finally:
            web.terminate()
            web.communicate(timeout=60)


@contextmanager
def working(site: Site) -> Iterator[Process]:
    """A worker that is ended afterwards."""
    with site.access_log.with_name("worker.log").open("a") as log:
        worker = site.start("manage.py", "search_push", "--pause", "0.2", log=log)
    try:
        yield worker
    finally:
        worker.terminate()
        worker.communicate(timeout=60)


class Visitors(threading.Thread):
    """Search so many times a second until told to stop, and remember what came back."""

    def __init__(self, site: Site, per_second: float) -> None:
        super().__init__(daemon=True)
        self.site, self.pause = site, 1 / per_second
        self.stopping = threading.Event()
        self.statuses: Counter[int] = Counter()
        self.seconds: list[float] = []
        self.degraded = 0

    def run(self) -> None:
        with ThreadPoolExecutor(8) as pool:
            while not self.stopping.wait(self.pause):
                pool.submit(self.visit)

    def visit(self) -> None:
        status, body, seconds = self.site.get("/en/search/?q=record")
        self.statuses[status] += 1
        self.seconds.append(seconds)
        self.degraded += SENTENCE in body


@contextmanager
def visitors(site: Site, per_second: float = 8) -> Iterator[Visitors]:
    crowd = Visitors(site, per_second)
    crowd.start()
    try:
        yield crowd
    finally:
        crowd.stopping.set()
        crowd.join(timeout=30)


def test_a_node_killed_under_load_gives_no_error_and_comes_back_by_itself(site: Site) -> None:
    with visitors(site) as crowd:
        time.sleep(2)
        editor = site.start("-m", "tests.search.editing", "--seconds", "8")
        time.sleep(2)
        site.node.kill()
        time.sleep(4)
        site.node.start()
        edits = editor.edits()
        back = site.wait_until_settled()
    assert set(crowd.statuses) == {200}
    assert crowd.degraded > 0
    print(
        f"{sum(crowd.statuses.values())} searches, no error; settled {back:.1f} s after the start"
    )
    site.assert_nothing_lost(edits)


@pytest.mark.audit
def test_workers_killed_at_any_moment_lose_nothing(site: Site) -> None:
    editor = site.start(
        "-m", "tests.search.editing", "--seconds", "8", "--pause", "0", "--seed", "2"
    )
    for round_ in range(5):
        with working(site) as worker:
            time.sleep(1 + round_ * 0.13)
            worker.send_signal(signal.SIGKILL)
    site.assert_nothing_lost(editor.edits())


def test_an_editor_killed_right_after_a_commit_loses_nothing(site: Site) -> None:
    """The web process dies before its own thread could send anything; the worker does it."""
    script = (
        "import django, os, signal; django.setup()\n"
        "from practices.models import RecordPage\n"
        # In one language alone: of others the page in the reader's language is shown.
        "from django.db.models import Count\n"
        "alone = RecordPage.objects.order_by().values('translation_key')\n"
        "alone = alone.annotate(versions=Count('pk')).filter(versions=1).values('translation_key')\n"
        "page = RecordPage.objects.filter(live=True, translation_key__in=alone).last().specific\n"
        "page.title = 'Killed ' + str(page.translation_key)[:8]\n"
        "page.save_revision().publish()\n"
        "print(page.translation_key, flush=True); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    editor = site.start("-c", script)
    key = editor.communicate(timeout=60)[0].strip()
    assert editor.returncode == -signal.SIGKILL
    site.assert_nothing_lost({"expected": {key: f"Killed {key[:8]}"}})


@pytest.mark.audit
def test_a_rebuild_killed_half_way_under_edits_is_resumed(site: Site) -> None:
    editor = site.start(
        "-m", "tests.search.editing", "--seconds", "14", "--pause", "0.1", "--seed", "3"
    )
    first = site.start("manage.py", "search_rebuild")
    assert first.stdout is not None
    for line in first.stdout:
        if line.split(" of ")[0].replace(",", "").isdigit() and not line.startswith("0 "):
            break
    first.send_signal(signal.SIGKILL)
    first.communicate()
    # The dead one still seems to work for a moment: this is what a second one at once meets.
    second = site.start("manage.py", "search_rebuild")
    _out, words = second.communicate(timeout=60)
    assert second.returncode == 1
    assert "Another rebuild is at work." in words
    time.sleep(40)
    assert "documents in the elasticsearch index." in site.manage("search_rebuild")
    site.assert_nothing_lost(editor.edits())


def test_a_database_broken_off_costs_what_was_under_way_and_nothing_after(site: Site) -> None:
    assert site.get("/en/search/?q=record")[0] == 200
    site.database.restart()
    assert Counter(site.get("/en/search/?q=record")[0] for _number in range(20)) == {200: 20}
    editor = site.start("-m", "tests.search.editing", "--seconds", "2", "--seed", "4")
    site.assert_nothing_lost(editor.edits())


def test_while_the_database_is_away_readers_are_told_so_in_their_language(site: Site) -> None:
    site.database.stop()
    try:
        for language, sentence in (
            ("en", "Its database does not answer."),
            ("de", "Ihre Datenbank antwortet nicht."),
            ("ru", "База данных не отвечает."),
        ):
            for address in ("", "search/?q=exit", "my-city/", "account/login/"):
                status, body, _seconds = site.get(f"/{language}/{address}")
                assert (status, sentence in body.decode()) == (503, True), address
        status, body, _seconds = site.get("/api/v1/search?q=exit")
        assert (status, json.loads(body)) == (503, {"detail": "The database does not answer."})
        assert site.get("/readyz")[0] == 503
        assert site.get("/healthz")[0] == 200
    finally:
        site.database.start()
    assert site.get("/en/")[0] == 200
    site.wait_until_settled()  # the worker waited too


def test_the_access_log_holds_neither_searches_nor_secrets(site: Site) -> None:
    site.get("/en/search/?q=somebody+in+particular")
    site.get("/en/invitation/a-secret-of-a-link/")
    # A line is written after its answer has left.
    deadline = time.monotonic() + 20
    while "/en/invitation/" not in (log := site.access_log.read_text()):
        assert time.monotonic() < deadline, log[-500:]
        time.sleep(0.1)
    lines = log.splitlines()
    assert any(" GET /en/search/ 200 " in line for line in lines)
    assert any(" GET /en/invitation/…/ 404 " in line for line in lines)
    assert [
        line for line in lines if "particular" in line or "a-secret" in line or "?" in line
    ] == []


def test_a_read_only_index_keeps_reading_and_takes_all_edits_later(site: Site) -> None:
    def block(value: str) -> None:
        request = urllib.request.Request(
            f"{site.node.url}/{site.environment['ELASTICSEARCH_PREFIX']}-*/_settings",
            data=json.dumps({"index.blocks.read_only_allow_delete": value}).encode(),
            headers={"Content-Type": "application/json"},
            method="PUT",
        )
        assert urllib.request.urlopen(request, timeout=10).status == 200

    block("true")
    editor = site.start("-m", "tests.search.editing", "--seconds", "2", "--seed", "5")
    edits = editor.edits()
    assert site.ask_elasticsearch("/api/v1/search?q=record")["total"] > 0
    assert site.ready()["waiting"] > 0
    block("false")
    site.assert_nothing_lost(edits)


def test_what_is_published_is_found_within_two_seconds(site: Site) -> None:
    """All of it is found; half of it in two seconds, as a busy machine may take its time for one."""
    script = (
        "import django, json, time; django.setup()\n"
        "from practices.models import RecordPage\n"
        "for page in RecordPage.objects.filter(live=True).order_by('-pk')[:12]:\n"
        "    page = page.specific\n"
        "    page.title = 'Fresh ' + str(page.translation_key)[:8]\n"
        "    page.save_revision().publish()\n"
        "    print(page.translation_key, time.time(), flush=True)\n"
        "    time.sleep(1)\n"
    )
    editor = site.start("-c", script)
    assert editor.stdout is not None
    waits = []
    for line in editor.stdout:
        key, committed = line.split()
        address = f"/api/v1/search?q=%22fresh+{key[:8]}%22"
        while not json.loads(site.get(address)[1])["total"]:
            assert time.time() - float(committed) < 30
            time.sleep(0.02)
        waits.append(time.time() - float(committed))
    editor.communicate()
    print(f"published to findable: median {sorted(waits)[6]:.2f} s, longest {max(waits):.2f} s")
    assert len(waits) == 12
    assert sorted(waits)[6] < 2


@pytest.mark.audit
def test_many_at_once_with_hostile_ones_among_them_get_answers(site: Site) -> None:
    hostile = [
        "%00" * 50,
        "%22" * 200,
        "a" * 5_000,
        "((((" * 100,
        "-" * 300,
        "%F0%9F%92%A9" * 99,
        "*:*",
    ]
    addresses = [
        f"/en/search/?q={hostile[number % len(hostile)]}"
        if number % 10 == 0
        else f"/en/search/?q=record+{number % 50}"
        for number in range(600)
    ]
    with ThreadPoolExecutor(64) as pool:
        statuses = Counter(status for status, _body, _seconds in pool.map(site.get, addresses))
    # 414: gunicorn's own answer to an address of more than 4,094 characters.
    assert set(statuses) <= {200, 414, 503}
    assert statuses[200] >= 580
    assert site.get("/en/search/?q=record")[0] == 200


def test_readers_do_not_wait_for_a_locked_table(site: Site) -> None:
    """Somebody holds the row of state that writers take one after the other: reading goes on.

    A document waits to be built, too, which a reader would do if nobody else were writing.
    """
    script = (
        "import django, time; django.setup()\n"
        "from django.db import transaction\n"
        "from search.table.state import locked_state\n"
        "from search.models import SearchDocument\n"
        "from search.table.waiting import mark\n"
        "mark([SearchDocument.objects.first().key])\n"
        "with transaction.atomic():\n"
        "    locked_state(); print('locked', flush=True); time.sleep(5)\n"
    )
    holder = site.start("-c", script)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "locked\n"
    status, _body, seconds = site.get("/en/search/?q=record")
    assert (status, seconds < 2) == (200, True)
    holder.communicate(timeout=30)
