"""Counts that wait in memory and are written once a minute, each kind in one statement, by a thread."""

from __future__ import annotations

import atexit
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Hashable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection

logger = logging.getLogger(__name__)
EVERY_SECONDS = 60.0
# What waits is bounded: where the database does not answer for long, the rarest is lost.
MOST_WAITING = 5_000
Writer = Callable[[dict[Any, int]], None]


class Waiting:
    """Numbers by key, until ``write`` takes them."""

    def __init__(self, write: Writer) -> None:
        self._write = write
        self._lock = threading.Lock()
        self._counts: Counter[Hashable] = Counter()

    def add(self, key: Hashable, number: int = 1) -> None:
        """Count it; it is written within a minute."""
        with self._lock:
            if key in self._counts or len(self._counts) < MOST_WAITING:
                self._counts[key] += number
        _begin(self)

    def write(self) -> None:
        """Write what waits. What could not be written waits for the next time."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            self._write(dict(counts))
        except DatabaseError:
            logger.warning("%d counts could not be written; they are tried again.", len(counts))
            with self._lock:
                self._counts = Counter(dict((self._counts + counts).most_common(MOST_WAITING)))


_all: dict[int, Waiting] = {}
_lock = threading.Lock()
_thread: threading.Thread | None = None


def _begin(waiting: Waiting) -> None:
    """A process that counts has a thread that writes; one that was forked begins its own."""
    global _thread
    if not settings.COUNTS_ARE_WRITTEN:
        return
    with _lock:
        _all[id(waiting)] = waiting
        if _thread is None or not _thread.is_alive():
            if _thread is None:
                atexit.register(_write_all)
            _thread = threading.Thread(target=_run, name="usage", daemon=True)
            _thread.start()


def _run() -> None:
    while True:
        time.sleep(EVERY_SECONDS)
        _write_all()


def _write_all() -> None:
    try:
        for waiting in list(_all.values()):
            waiting.write()
    finally:
        connection.close()
