"""Records whose documents have to be built anew, written down by the very transaction that changed them.

Publishing only adds a row here; building a document reads a dozen tables and is not what an editor should
wait for. A thread of the same process builds it right after the commit. Where that process dies first, the
worker does, or whoever searches next: a search first builds what waits, so that no reader finds the text
before the change.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import DatabaseError, connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from wagtail.models import Page

from search.models import (
    SearchCode,
    SearchDocument,
    SearchFailure,
    SearchState,
    SearchWaiting,
)
from search.table.documents import indexed_models
from search.table.state import locked_state, state
from search.table.threads import WakefulThread
from search.table.topics import note_asked
from search.table.writing import refresh

logger = logging.getLogger(__name__)

CHUNK = 500
# A reader builds no more than this before being answered; the others are left to the thread.
READERS_SHARE = 20


def mark(keys: Iterable[uuid.UUID]) -> None:
    """Have the documents of these records built after the commit.

    Rows are only ever added: whoever builds takes away just the rows read before reading the pages, so an
    edit made meanwhile keeps its own.
    """
    rows = SearchWaiting.objects.bulk_create(
        [SearchWaiting(key=key) for key in keys], batch_size=2_000
    )
    if rows:
        transaction.on_commit(builder.wake, robust=True)


@transaction.atomic
def vocabulary_changed(facet: str | None = None, codes: Iterable[str] = ()) -> None:
    """Labels, synonyms or the tree of codes have changed; documents with these codes are built anew."""
    now = locked_state()
    now.terms_stamp = uuid.uuid4()
    now.save()
    codes = list(codes)
    if facet is not None and codes:
        having = SearchCode.objects.filter(facet=facet, code__in=codes).values("document")
        mark(SearchDocument.objects.filter(pk__in=having).values_list("key", flat=True).iterator())


def mark_missed(within: timedelta) -> int:
    """Mark records that were published or withdrawn without anybody writing that down; returns how many.

    Outside of a transaction (scheduled publishing, scripts) Wagtail commits a page before it tells of it; a
    process that dies in between tells nobody. Of what was published only the time ``within`` is looked at.
    """
    since = timezone.now() - within
    built = SearchDocument.objects.filter(
        key=OuterRef("translation_key"), updated_at__gte=OuterRef("last_published_at")
    )
    live = Page.objects.filter(translation_key=OuterRef("key"), live=True)
    missed = set(
        SearchDocument.objects.filter(~Exists(live), deleted=False).values_list("key", flat=True)
    )
    for model in indexed_models():
        missed.update(
            model._default_manager.filter(
                ~Exists(built), live=True, last_published_at__gte=since
            ).values_list("translation_key", flat=True)
        )
    mark(missed)
    return len(missed)


def build_waiting(*, most: int | None = None, wait: bool = False) -> int:
    """Build what waits, ``most`` records of it; returns how many were built.

    Returns at once where somebody else writes to the table just now: that one, or the next, builds it. With
    ``wait`` nothing waits any longer when it returns: for whoever takes all that is public, and for a
    command, whose own building thread ends with it.
    """
    built = 0
    while most is None or built < most:
        with transaction.atomic():
            if locked_state(wait=wait) is None:
                return built
            rows = list(SearchWaiting.objects.order_by("pk")[: min(CHUNK, (most or CHUNK) - built)])
            if not rows:
                return built
            _build({row.key for row in rows})
            SearchWaiting.objects.filter(pk__in=[row.pk for row in rows]).delete()
        built += len(rows)
    return built


def _build(keys: Iterable[uuid.UUID]) -> None:
    """Build these; one that cannot be built is written down and keeps no other waiting."""
    ordered: Sequence[uuid.UUID] = sorted(keys)
    try:
        with transaction.atomic():
            refresh(ordered)
            SearchFailure.objects.filter(key__in=ordered, version=0).delete()
    except DatabaseError:
        raise
    except Exception as error:
        if len(ordered) > 1:
            for key in ordered:
                _build([key])
            return
        logger.exception("The document of record %s cannot be built.", ordered[0])
        SearchFailure.objects.update_or_create(
            key=ordered[0], defaults={"version": 0, "reason": f"cannot be built: {error}"[:2_000]}
        )


class Builder(WakefulThread):
    """Builds right after a commit. SQLite has one writer only: there it is done at once."""

    name = "search-build"

    def wake(self) -> None:
        """Something waits; build it soon."""
        if connection.vendor == "sqlite":
            build_waiting()
        else:
            super().wake()

    def _run(self) -> None:
        while self._wanted.wait():
            self._wanted.clear()
            try:
                build_waiting()
            except DatabaseError as error:
                # What waits stays written down; the next commit, search or worker comes back to it.
                logger.warning("Building documents failed (%s).", error)
            finally:
                connection.close()


builder = Builder()


def catch_up() -> None:
    """Before a search is answered: build what waits, so far as it is little and nobody else is at it."""
    try:
        build_waiting(most=READERS_SHARE)
    except DatabaseError as error:
        logger.warning("Building documents before a search failed (%s).", error)


def caught_up() -> SearchState:
    """Where the table stands, with what was published a moment ago in it; asked before any engine is."""
    note_asked()
    now = state()
    if now.waiting:
        catch_up()
        now = state()
    return now
