"""The connection to Elasticsearch, and whether it can be asked at all.

One client per process. The first failure opens the circuit: from then on nobody waits for
Elasticsearch, a thread asks it every two seconds, and as soon as it answers with an index that fits the
code it is used again.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from django.conf import settings
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch, NotFoundError

from search.engines.base import EngineUnavailable
from search.engines.elasticsearch.mapping import fingerprint

logger = logging.getLogger(__name__)

PROBE_SECONDS = 2.0
WRITE_TIMEOUT = 30
CONNECTIONS = 20
# For so long the node holds a state of the index between two questions about it.
HELD = "2m"
PATIENCE = 1.3  # times the time-out, for a whole answer
Answer = TypeVar("Answer")
_askers = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="elasticsearch")


class Condition(Enum):
    """How the engine stands, as ``/readyz`` names it; ``foreign``: the index is another installation's."""

    UNKNOWN = "unknown"
    READY = "ready"
    DOWN = "down"
    NEEDS_REBUILD = "needs-rebuild"
    FOREIGN = "foreign"


def alias() -> str:
    """The name under which the current index is searched."""
    return f"{settings.ELASTICSEARCH_PREFIX}-records"


@cache
def client() -> Elasticsearch:
    """The client of this process; a question gets ``ELASTICSEARCH_TIMEOUT`` seconds and no second try."""
    options: dict[str, Any] = {
        "request_timeout": settings.ELASTICSEARCH_TIMEOUT,
        "max_retries": 0,
        "retry_on_timeout": False,
        "connections_per_node": CONNECTIONS,
    }
    if settings.ELASTICSEARCH_API_KEY:
        options["api_key"] = settings.ELASTICSEARCH_API_KEY
    elif settings.ELASTICSEARCH_USER:
        options["basic_auth"] = (settings.ELASTICSEARCH_USER, settings.ELASTICSEARCH_PASSWORD)
    if settings.ELASTICSEARCH_CA:
        options["ca_certs"] = settings.ELASTICSEARCH_CA
    return Elasticsearch(settings.ELASTICSEARCH_URL, **options)


def writing_client() -> Elasticsearch:
    """The same connections, with time enough for a bulk of documents."""
    return client().options(request_timeout=WRITE_TIMEOUT)


@dataclass
class Availability:
    """Whether Elasticsearch is asked, and why not."""

    condition: Condition = Condition.UNKNOWN
    reason: str = ""

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._prober: threading.Thread | None = None

    def usable(self) -> bool:
        """Whether to ask it; looks for itself the first time."""
        if self.condition is Condition.UNKNOWN:
            self.look()
        return self.condition is Condition.READY

    def look(self) -> Condition:
        """Ask it how it stands, and remember the answer."""
        try:
            condition, reason = _in_time(_examine)
        except (TransportError, ApiError, FutureTimeout) as error:
            condition, reason = Condition.DOWN, f"{type(error).__name__}: {error}"
        if condition is not self.condition:
            log = logger.info if condition is Condition.READY else logger.error
            log("Elasticsearch is %s. %s", condition.value, reason)
        self.condition, self.reason = condition, reason
        if condition is not Condition.READY:
            self._probe()
        return condition

    def failed(self, error: Exception) -> None:
        """A question was not answered: nobody else waits until it answers again."""
        with self._lock:
            if self.condition is Condition.READY:
                logger.error("Elasticsearch is down: %s: %s", type(error).__name__, error)
            self.condition, self.reason = Condition.DOWN, f"{type(error).__name__}: {error}"
        self._probe()

    def _probe(self) -> None:
        with self._lock:
            if self._prober is None or not self._prober.is_alive():
                self._prober = threading.Thread(
                    target=self._look_until_ready, name="elasticsearch-probe", daemon=True
                )
                self._prober.start()

    def _look_until_ready(self) -> None:
        pause = threading.Event()
        while not pause.wait(PROBE_SECONDS):
            if self.look() is Condition.READY:
                return


availability = Availability()


def owner_of(index: Mapping[str, Any]) -> str:
    """The installation that an index says it belongs to; empty where it says nothing."""
    return str(index["mappings"].get("_meta", {}).get("owner") or "")


def _examine() -> tuple[Condition, str]:
    """Whether the index is there, made for this code, and can be read."""
    try:
        found = client().indices.get_mapping(index=alias()).body
        stamps = {index["mappings"].get("_meta", {}).get("fingerprint") for index in found.values()}
        base_url = settings.WAGTAILADMIN_BASE_URL
        others = {owner_of(index) for index in found.values()} - {""}
        if any(owner.split()[-1] != base_url for owner in others):
            return (
                Condition.FOREIGN,
                "Its index belongs to another installation; give this one an ELASTICSEARCH_PREFIX.",
            )
        if stamps != {fingerprint()}:
            return (
                Condition.NEEDS_REBUILD,
                "Its index was made for another version; run manage.py search_rebuild.",
            )
        client().search(
            index=alias(), size=0, track_total_hits=False, allow_partial_search_results=False
        )
    except NotFoundError:
        return Condition.NEEDS_REBUILD, "It has no index yet; run manage.py search_rebuild."
    return Condition.READY, ""


def _in_time(question: Callable[[], Answer]) -> Answer:
    """The answer, or ``TimeoutError``: the client's own limit starts anew with each piece that arrives,
    so an answer that comes in drops would never be late."""
    return _askers.submit(question).result(timeout=settings.ELASTICSEARCH_TIMEOUT * PATIENCE)


@contextmanager
def point_in_time() -> Iterator[dict[str, str]]:
    """A state of the index that stays while it is walked through; the node lets it go by itself as well."""
    try:
        opened = _in_time(
            lambda: client().open_point_in_time(
                index=alias(), keep_alive=HELD, allow_partial_search_results=False
            )
        )
    except (TransportError, ApiError, FutureTimeout) as error:
        availability.failed(error)
        raise EngineUnavailable(str(error)) from error
    try:
        yield {"id": opened["id"], "keep_alive": HELD}
    finally:
        with suppress(TransportError, ApiError, FutureTimeout):
            _in_time(lambda: client().close_point_in_time(id=opened["id"]))


def ask(**parameters: Any) -> Mapping[str, Any]:
    """One search request, of the index or of a point in time (``pit``).

    Raises ``EngineUnavailable`` where it is not answered whole and in time.
    """
    # A point in time says itself of which index it is, and that no part of it may be missing.
    of: dict[str, Any] = (
        {} if "pit" in parameters else {"index": alias(), "allow_partial_search_results": False}
    )
    try:
        answer = _in_time(lambda: client().search(**of, **parameters))
        body: Mapping[str, Any] = answer.body
        if body["timed_out"]:
            raise EngineUnavailable("The answer was cut short.")
    except (TransportError, ApiError, FutureTimeout, KeyError, TypeError) as error:
        availability.failed(error)
        raise EngineUnavailable(str(error)) from error
    return body
