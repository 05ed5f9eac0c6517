"""From the table to Elasticsearch: what changed is sent, in the order of its versions, until it is there.

Each index remembers up to which version it has everything (``SearchIndex.pushed``). A pass reads the
rows beyond it, sends them with their versions as external ones (an older version never overwrites a
newer one, so any number of processes may push at once), and moves the mark. Killed at any point, the
next pass does the same again with the same outcome.
"""

from __future__ import annotations

import logging
import random
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, close_old_connections, connection
from elastic_transport import TransportError
from elasticsearch import ApiError, helpers

from search.engines.base import EngineUnavailable, uses_elasticsearch
from search.engines.elasticsearch.mapping import body
from search.engines.elasticsearch.node import writing_client
from search.engines.elasticsearch.ownership import indices_to_push, own_indices
from search.models import SearchDocument, SearchFailure, SearchIndex
from search.table.threads import WakefulThread
from search.table.waiting import build_waiting, mark_missed

logger = logging.getLogger(__name__)

CHUNK = 500
CHUNK_BYTES = 8 * 1024 * 1024
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
# Seconds between two looks of the worker for what was missed; how far back the first and the others look.
LOOKS_EVERY, LOOKS_BACK, LOOKS_AGAIN = 60.0, timedelta(days=7), timedelta(minutes=10)
CONFLICT = 409
# The node is busy or full, or the index is gone; the document is not to blame.
TRY_LATER = {403, 404, 429, 500, 502, 503, 504}


def write_name(index: str) -> str:
    """An alias that only this index has: writing through it never creates an index by mistake."""
    return f"{index}-write"


def push_waiting(*, refresh: bool = False) -> int:
    """Send every index what it lacks; returns how many documents were sent.

    Raises ``EngineUnavailable`` where Elasticsearch does not take them now; what it took stays taken.
    """
    sent = 0
    for index in indices_to_push():
        sent += push_to(index)
        if refresh:
            writing_client().indices.refresh(index=index.name)
    return sent


def push_to(index: SearchIndex) -> int:
    """Send one index what it lacks."""
    sent = 0
    while True:
        rows = list(
            SearchDocument.objects.filter(version__gt=index.pushed).order_by("version")[:CHUNK]
        )
        if not rows:
            return sent
        send(index.name, rows)
        index.pushed = rows[-1].version
        SearchIndex.objects.filter(pk=index.pk, pushed__lt=index.pushed).update(pushed=index.pushed)
        sent += len(rows)


def put(rows: list[SearchDocument]) -> None:
    """Send these rows to every index of this form, whatever their marks say."""
    for index in indices_to_push():
        send(index.name, rows)


def send(index: str, rows: list[SearchDocument]) -> None:
    """Send rows in bulk. A refused one is written down and the others go on.

    Raises ``EngineUnavailable`` where the node is away, busy or full.
    """
    write_down(bulk(index, rows), [row.key for row in rows])


def bulk(index: str, rows: list[SearchDocument]) -> list[SearchFailure]:
    """Send rows without touching the database; returns what was refused, unsaved."""
    refused: list[SearchFailure] = []
    versions = {str(row.key): row.version for row in rows}
    try:
        for taken, answer in helpers.streaming_bulk(
            writing_client(),
            _actions(index, rows),
            chunk_size=CHUNK,
            max_chunk_bytes=CHUNK_BYTES,
            raise_on_error=False,
            require_alias=True,
        ):
            result = answer["index"]
            if taken or result["status"] == CONFLICT:
                continue
            if result["status"] in TRY_LATER:
                raise EngineUnavailable(f"Status {result['status']}: {result['error']}")
            refused.append(
                SearchFailure(
                    key=uuid.UUID(result["_id"]),
                    version=versions[result["_id"]],
                    reason=str(result["error"])[:2_000],
                )
            )
    except (TransportError, ApiError) as error:
        raise EngineUnavailable(f"{type(error).__name__}: {error}") from error
    return refused


def write_down(refused: list[SearchFailure], keys: list[uuid.UUID]) -> None:
    """Failures of these rows are what was refused now; earlier ones are mended."""
    stands = {failure.key for failure in refused}
    mended = [key for key in keys if key not in stands]
    # Version 0: could not even be built; sending the row of before mends nothing.
    SearchFailure.objects.filter(key__in=mended, version__gt=0).delete()
    for failure in refused:
        logger.error("Elasticsearch refused document %s: %s", failure.key, failure.reason)
        SearchFailure.objects.update_or_create(
            key=failure.key, defaults={"version": failure.version, "reason": failure.reason}
        )


def _actions(index: str, rows: Iterable[SearchDocument]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {
            "_op_type": "index",
            "_index": write_name(index),
            "_id": str(row.key),
            "version": row.version,
            "version_type": "external",
            "_source": body(row),
        }


def forget(keys: Iterable[uuid.UUID]) -> None:
    """Delete documents from every index whose records the table does not know."""
    keys = set(keys) - set(
        SearchDocument.objects.filter(key__in=keys).values_list("key", flat=True)
    )
    if not keys:
        return
    for index in own_indices():
        actions = [
            {"_op_type": "delete", "_index": write_name(index.name), "_id": str(key)}
            for key in keys
        ]
        try:
            helpers.bulk(writing_client(), actions, raise_on_error=False, require_alias=True)
        except (TransportError, ApiError) as error:
            raise EngineUnavailable(f"{type(error).__name__}: {error}") from error


class Pusher(WakefulThread):
    """A thread of a web process that pushes soon after each commit.

    A publish request only sets a flag, so it never waits for Elasticsearch. Where the process dies first,
    the worker (``manage.py search_push``) or the next pass of any process does the rest.
    """

    name = "search-push"

    def __init__(self) -> None:
        super().__init__()
        self._to_repair: set[uuid.UUID] = set()

    def repair(self, keys: Iterable[uuid.UUID]) -> None:
        """Elasticsearch showed these records otherwise than the table has them; mend that soon."""
        with self._lock:
            self._to_repair.update(keys)
        self.wake()

    def _run(self) -> None:
        pauses = pauses_between_tries()
        while self._wanted.wait():
            self._wanted.clear()
            try:
                self._mend()
                push_waiting()
                pauses = pauses_between_tries()
            except (EngineUnavailable, DatabaseError) as error:
                pause = next(pauses)
                logger.warning("Pushing failed (%s); again in %.1f s.", error, pause)
                threading.Event().wait(pause)
                self._wanted.set()
            finally:
                connection.close()

    def _mend(self) -> None:
        with self._lock:
            keys, self._to_repair = self._to_repair, set()
        if not keys:
            return
        try:
            put(list(SearchDocument.objects.filter(key__in=keys)))
            forget(keys)
        except EngineUnavailable:
            with self._lock:
                self._to_repair |= keys
            raise


def pauses_between_tries() -> Iterator[float]:
    """Seconds to wait after each failure in a row: doubling, never all processes at once."""
    pause = FIRST_PAUSE
    while True:
        yield pause * random.uniform(0.5, 1.0)  # noqa: S311  (not for secrets)
        pause = min(pause * 2, LONGEST_PAUSE)


pusher = Pusher()


def work(pause: float, stop: threading.Event, mend: Callable[[], None]) -> None:
    """The worker's loop until told to stop: build and send what waits, and look for what was missed.

    ``mend`` is called with each look: it fills the index where that is needed. While the database or
    Elasticsearch is away the loop waits and goes on.
    """
    pauses = pauses_between_tries()
    next_look, within = 0.0, LOOKS_BACK
    while not stop.is_set():
        wait = pause
        try:
            close_old_connections()
            if time.monotonic() >= next_look:
                mark_missed(within)
                mend()
                next_look, within = time.monotonic() + LOOKS_EVERY, LOOKS_AGAIN
            build_waiting()
            if uses_elasticsearch():
                push_waiting()
            pauses = pauses_between_tries()
        except (EngineUnavailable, DatabaseError) as error:
            wait = next(pauses)
            logger.warning("Pushing failed (%s); again in %.1f s.", error, wait)
        stop.wait(wait)
