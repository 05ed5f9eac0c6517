"""Mixed load: readers of all kinds of page while somebody publishes, as in service.

``python -m tests.postgres python -m benchmarks.mixed_load`` (``make benchmark-load``) fills an empty database
with a small corpus, starts two web processes, lets readers come at a steady rate while a record is published
every minute, and prints how many answers were pages kept ready, how long they took, how many failed, whether
any showed the words of before, and the memory of the processes. ``--shared`` starts a Redis or Valkey too.

Readers ask as unevenly as readers do: which record or city is drawn by Zipf's law (the tenth is asked for a
tenth as often as the first), half of them in English.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import itertools
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from benchmarks.engine import spread
from benchmarks.filling import fill
from benchmarks.tables import table
from tests.elasticsearch_node import free_port
from tests.redis_server import temporary_server

# Of a hundred reads; a search has words of its own and is never kept.
MIX = {
    "record": 46, "city": 17, "home": 12, "document": 8, "information": 6, "search": 4, "cities": 4,
    "evidence map": 3,
}  # fmt: skip
LANGUAGES = {"en": 5, "fr": 1, "de": 1, "it": 1, "ru": 1, "tr": 1}
FIXED = {
    "home": [""],
    "cities": ["cities/"],
    "evidence map": ["evidence-map/"],
    "information": ["about/", "how-to-search/", "privacy/", "accessibility/"],
}
WORDS = ("prison", "school", "mentor", "exit", "family", "police", "youth")


@dataclass
class Readings:
    """What was read: of each kind the milliseconds, how many came from kept pages, and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def note(self, kind: str, milliseconds: float, how: str) -> None:
        self.times.setdefault(kind, []).append(milliseconds)
        self.kept[kind] = self.kept.get(kind, 0) + how.endswith("; hit")


class Readers:
    """Addresses drawn as readers draw them, asked at a rate."""

    def __init__(self, port: int, seed: int) -> None:
        self.port, self.random = port, random.Random(seed)
        self.readings = Readings()
        self._own = threading.local()
        self._places = {**FIXED, **places()}
        self._weights = {
            kind: list(itertools.accumulate(1 / rank for rank in range(1, len(paths) + 1)))
            for kind, paths in self._places.items()
        }

    def draw(self) -> tuple[str, str]:
        """A kind of page and an address."""
        kind = self.random.choices(list(MIX), list(MIX.values()))[0]
        language = self.random.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]
        if kind == "search":
            return kind, f"/{language}/search/?q={self.random.choice(WORDS)}"
        paths = self._places[kind]
        return kind, f"/{language}/{self.random.choices(paths, cum_weights=self._weights[kind])[0]}"

    def read(self, kind: str, path: str) -> bytes:
        """Ask for a page, note how it came."""
        start = time.perf_counter()
        try:
            connection = self._connection()
            connection.request(
                "GET", path, headers={"Host": "localhost", "Accept-Encoding": "gzip"}
            )
            answer = connection.getresponse()
            content = answer.read()
            if answer.status != 200:
                self.readings.faults.append(f"{answer.status} {path}")
            how = answer.headers.get("Cache-Status", "")
        except (OSError, http.client.HTTPException) as error:
            self._own.connection = None
            self.readings.faults.append(f"{type(error).__name__} {path}")
            return b""
        self.readings.note(kind, (time.perf_counter() - start) * 1_000, how)
        return content

    def _connection(self) -> http.client.HTTPConnection:
        if getattr(self._own, "connection", None) is None:
            self._own.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection: http.client.HTTPConnection = self._own.connection
        return connection

    def come(self, rate: float, seconds: float) -> None:
        """So many a second, for so long; nobody waits for who came before."""
        with ThreadPoolExecutor(32) as pool:
            start = time.perf_counter()
            for number in range(int(rate * seconds)):
                time.sleep(max(0.0, start + number / rate - time.perf_counter()))
                pool.submit(self.read, *self.draw())


def places() -> dict[str, list[str]]:
    """The addresses of public records, cities and documents, below a language; in a mixed order."""
    from declarations.models import DocumentPage
    from kb.models import CityPage
    from kb.models.visibility import public
    from kb.site.addresses import path_below_language
    from practices.models import RecordPage

    found = {}
    for kind, model in (("record", RecordPage), ("city", CityPage), ("document", DocumentPage)):
        pages = public(model.objects.filter(locale__language_code="en")).order_by("pk")
        found[kind] = [path_below_language(page) for page in pages]
        random.Random(kind).shuffle(found[kind])
    return found


class Publisher(threading.Thread):
    """Publishes new words of the records most read, one after the other, and looks whether they are shown."""

    def __init__(self, readers: Readers, every: float) -> None:
        super().__init__(daemon=True)
        self.readers, self.every = readers, every
        self.stop = threading.Event()
        self.published, self.old = 0, 0
        self.looking = Readers(readers.port, seed=2)

    def run(self) -> None:
        from django.db import connection

        paths = self.readers._places["record"]
        while not self.stop.wait(self.every):
            self._publish(paths[self.published % 50])
        connection.close()

    def _publish(self, path: str) -> None:
        from practices.models import RecordPage

        slug = path.rstrip("/").rsplit("/", 1)[-1]
        page = (
            RecordPage.objects.filter(slug=slug, locale__language_code="en", live=True)
            .first()
            .specific
        )
        self.published += 1
        page.summary = f"Published anew, number {self.published}."
        page.save_revision().publish()
        for _look in range(8):  # by whichever process answers
            content = self.looking.read("look", f"/en/{path}")
            text = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
            self.old += bool(text) and page.summary.encode() not in text


@contextmanager
def site(port: int, cache_url: str) -> Iterator[subprocess.Popen[bytes]]:
    """Two web processes of four threads, as in service."""
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "kb.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--access-logfile",
        "/dev/null",
    ]
    environment = {**os.environ, "CACHE_URL": cache_url}
    web = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=environment)
    try:
        time.sleep(8)
        yield web
    finally:
        web.terminate()
        web.wait(30)


def memory(parent: int) -> list[int]:
    """Megabytes of each web process; what several share counts for each in part (PSS)."""
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=True
    )
    return [_megabytes(int(line)) for line in found.stdout.split()]


def _megabytes(process: int) -> int:
    with open(f"/proc/{process}/smaps_rollup") as lines:
        return next(int(line.split()[1]) // 1_024 for line in lines if line.startswith("Pss:"))


def report(readings: Readings) -> str:
    """A row for each kind of page, and one for all."""
    rows = []
    for kind in sorted(readings.times, key=lambda kind: -len(readings.times[kind])):
        times, kept = readings.times[kind], readings.kept[kind]
        rows.append([kind, len(times), f"{kept / len(times):.1%}", *spread(times)])
    every = [one for times in readings.times.values() for one in times]
    rows.append(
        ["all", len(every), f"{sum(readings.kept.values()) / len(every):.1%}", *spread(every)]
    )
    return table(["page", "reads", "kept", "median ms", "p95 ms", "longest ms"], rows)


def main() -> None:
    """Fill, warm, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument(
        "--records", type=int, default=2_000, help="0: those that are in the database"
    )
    parser.add_argument("--rate", type=float, default=30.0)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument(
        "--before", type=float, default=5.0, help="minutes of reading that are not counted"
    )
    parser.add_argument(
        "--every", type=float, default=60.0, help="seconds between two publications"
    )
    parser.add_argument(
        "--shared", action="store_true", help="with a Redis or Valkey of all processes"
    )
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "kb.settings.dev"
    os.environ |= {"DEBUG": "false", "SEARCHES_PER_MINUTE": "0", "DOWNLOADS_PER_MINUTE": "0"}
    import django

    django.setup()
    if options.records:
        fill(options.records)
    port = free_port()
    server: Any = temporary_server() if options.shared else nullcontext(("", None))
    with server as (url, _process), site(port, url) as web:
        readers = Readers(port, seed=1)
        publisher = Publisher(readers, options.every)
        publisher.start()
        readers.come(options.rate, options.before * 60)
        before = memory(web.pid)
        warming = readers.readings
        readers.readings = Readings()
        readers.come(options.rate, options.minutes * 60)
        publisher.stop.set()
        publisher.join(60)
        after = memory(web.pid)
    faults = [
        fault
        for readings in (warming, readers.readings, publisher.looking.readings)
        for fault in readings.faults
    ]
    print(report(readers.readings))
    print(
        f"\n{publisher.published} publications; {publisher.old} answers with the words of before; "
        f"{len(faults)} faults {faults[:3]}; "
        f"MB of the web processes: {before} before, {after} after."
    )


if __name__ == "__main__":
    main()
