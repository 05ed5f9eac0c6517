"""A new index from the table, behind the alias, while edits go on."""

from __future__ import annotations

import secrets
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from itertools import islice

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from elastic_transport import TransportError
from elasticsearch import ApiError

from search.engines.base import EngineUnavailable
from search.engines.elasticsearch import mapping, node
from search.engines.elasticsearch.node import alias, writing_client
from search.engines.elasticsearch.ownership import (
    check_alias,
    forget_foreign,
    own_indices,
    owned,
    owner,
)
from search.engines.elasticsearch.pushing import (
    CHUNK,
    bulk,
    pauses_between_tries,
    push_to,
    push_waiting,
    write_down,
    write_name,
)
from search.models import SearchDocument, SearchFailure, SearchIndex, SearchState

SENDERS = 2
# A rebuild whose heart has not beaten for so long has died.
DEAD_AFTER = timedelta(seconds=40)
# A chunk that is not taken is sent again so often, with pauses that grow to about 15 s together.
TRIES = 5


class RebuildRuns(Exception):
    """Another rebuild is at work."""


def rebuild(progress: Callable[[int, int], None], *, take_over: bool = False) -> int:
    """Fill a new index, catch up with what changed meanwhile, swap, delete the old one.

    Goes on where an earlier rebuild of the same mapping died. Returns how many live documents there are.
    Raises :class:`RebuildRuns` while another one works, ``EngineUnavailable`` where the node does not
    take it, ``ForeignIndex`` where another installation is searched under our prefix.
    """
    try:
        check_alias(take_over=take_over)
        forget_foreign()
        target = _begin()
        try:
            _copy(target, progress)
            _finish(target)
        finally:
            # Whoever comes next need not wait for this one to be counted as dead.
            SearchIndex.objects.filter(pk=target.pk, current=False).update(heartbeat=None)
    except (TransportError, ApiError) as error:
        raise EngineUnavailable(f"{type(error).__name__}: {error}") from error
    node.availability.look()
    return SearchDocument.objects.filter(deleted=False).count()


def is_current() -> bool:
    """Whether the index that is searched was made from this database for this code."""
    index = own_indices().filter(current=True).first()
    if index is None or index.fingerprint != mapping.fingerprint():
        return False
    try:
        return bool(writing_client().indices.exists_alias(name=alias(), index=index.name))
    except (TransportError, ApiError) as error:
        raise EngineUnavailable(f"{type(error).__name__}: {error}") from error


def _begin() -> SearchIndex:
    """The index to fill: one that a dead rebuild left, or a new one."""
    now = timezone.now()
    left = SearchIndex.objects.filter(current=False).first()
    if left:
        dead = Q(heartbeat=None) | Q(heartbeat__lt=now - DEAD_AFTER)
        if not SearchIndex.objects.filter(dead, pk=left.pk).update(heartbeat=now):
            raise RebuildRuns
        if left.fingerprint == mapping.fingerprint() and _is_there(left.name):
            return left
        writing_client().options(ignore_status=404).indices.delete(index=left.name)
        left.delete()
    state = SearchState.objects.filter(pk=1).first()
    name = f"{settings.ELASTICSEARCH_PREFIX}-records-{now:%Y%m%d%H%M%S}-{secrets.token_hex(3)}"
    try:
        with transaction.atomic():
            target = SearchIndex.objects.create(
                name=name,
                fingerprint=mapping.fingerprint(),
                owner=owner(),
                # Whatever gets a higher version from here on is pushed after the copying.
                pushed=state.version if state else 0,
                heartbeat=now,
            )
    except IntegrityError as taken:
        raise RebuildRuns from taken
    writing_client().indices.create(
        index=name,
        mappings=mapping.mappings(owner()),
        settings=mapping.settings(),
        aliases={write_name(name): {}},
    )
    return target


def _is_there(index: str) -> bool:
    return bool(writing_client().indices.exists_alias(name=write_name(index), index=index))


def _copy(target: SearchIndex, progress: Callable[[int, int], None]) -> None:
    """Send all live rows in the order of their numbers, a few chunks at once."""
    live = SearchDocument.objects.filter(deleted=False)
    total, done = live.count(), live.filter(pk__lte=target.copied).count()
    progress(done, total)
    with ThreadPoolExecutor(SENDERS) as pool:
        under_way: deque[tuple[Future[list[SearchFailure]], list[SearchDocument]]] = deque()
        for rows in _chunks(target.copied):
            under_way.append((pool.submit(_send, target.name, rows), rows))
            if len(under_way) > SENDERS:
                done += _settle(target, *under_way.popleft())
                progress(done, total)
        while under_way:
            done += _settle(target, *under_way.popleft())
            progress(done, total)


def _send(index: str, rows: list[SearchDocument]) -> list[SearchFailure]:
    """Send a chunk; where the node is away or too busy, wait and try again before giving up.

    All waiting together is shorter than ``DEAD_AFTER``, so that no other rebuild takes this one for dead.
    """
    for pause in islice(pauses_between_tries(), TRIES):
        try:
            return bulk(index, rows)
        except EngineUnavailable:
            time.sleep(pause)
    return bulk(index, rows)


def _settle(
    target: SearchIndex, sending: Future[list[SearchFailure]], rows: list[SearchDocument]
) -> int:
    """Wait until a chunk has arrived and note how far the copy has come."""
    write_down(sending.result(), [row.key for row in rows])
    target.copied, target.heartbeat = rows[-1].pk, timezone.now()
    target.save(update_fields=["copied", "heartbeat"])
    return len(rows)


def _chunks(after: int) -> Iterator[list[SearchDocument]]:
    while True:
        rows = list(
            SearchDocument.objects.filter(pk__gt=after, deleted=False).order_by("pk")[:CHUNK]
        )
        if not rows:
            return
        yield rows
        after = rows[-1].pk


def _finish(target: SearchIndex) -> None:
    """Catch up, let the alias point here and nowhere else in one call, drop the old index."""
    indices = writing_client().indices
    push_to(target)
    indices.put_settings(
        index=target.name,
        settings={
            "refresh_interval": mapping.REFRESH_INTERVAL,
            "number_of_replicas": settings.ELASTICSEARCH_REPLICAS,
        },
    )
    indices.refresh(index=target.name)
    old = set(writing_client().options(ignore_status=404).indices.get_alias(name=alias()).body)
    old -= {"error", "status", target.name}
    indices.update_aliases(
        actions=[
            *({"remove": {"index": name, "alias": alias()}} for name in sorted(old)),
            {"add": {"index": target.name, "alias": alias()}},
        ]
    )
    # Another installation's index that was taken over has lost its alias and nothing else.
    ours = owned(old) | set(own_indices().filter(current=True).values_list("name", flat=True))
    for name in ours:
        writing_client().options(ignore_status=404).indices.delete(index=name)
    with transaction.atomic():
        SearchIndex.objects.filter(current=True).delete()
        target.current, target.heartbeat = True, None
        target.save(update_fields=["current", "heartbeat"])
    push_waiting(refresh=True)
