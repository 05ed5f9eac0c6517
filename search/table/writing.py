"""The only writer of the search table: documents are built, compared, versioned, stored."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from search.engines.embedded import EmbeddedEngine
from search.models import SearchDocument, SearchState
from search.table.counts import counted_codes, counts_changed
from search.table.documents import Document, build_document, indexed_models, public_translations
from search.table.state import locked_state
from search.table.topics import RECORDS, followed_facets, record_topic
from search.terms import current_terms

CHUNK = 500
WRITTEN = [
    "kind",
    "version",
    "deleted",
    "archived",
    "published_at",
    "changed_at",
    "reviewed_on",
    "year_from",
    "year_to",
    "weight",
    "data",
    "updated_at",
]


Listener = Callable[[Collection[str]], None]
_listeners: list[Listener] = []


def on_change(tell: Listener) -> None:
    """Have this called, within the transaction, with the topics of documents that were written.

    From ``AppConfig.ready``.
    """
    if tell not in _listeners:
        _listeners.append(tell)


@transaction.atomic
def refresh(keys: Iterable[uuid.UUID]) -> int:
    """Write the documents of these records anew; returns how many differed from what was there.

    A record without a live, public page becomes a tombstone. What has not changed is not written.
    """
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return 0
    now = locked_state()
    known = current_terms(now)
    families = public_translations(wanted)
    rows = {row.key: row for row in SearchDocument.objects.filter(key__in=wanted)}
    changed, counted_before = [], []
    topics = {RECORDS}
    for key in wanted:
        document = build_document(families.get(key, []), known)
        before = rows[key].data if key in rows else {}
        counted = counted_codes(rows[key]) if key in rows else None
        row = _updated(rows.get(key), document)
        if row is not None:
            changed.append(row)
            counted_before.append(counted)
            topics |= _topics(key, before, row.data)
    if not changed:
        return 0
    moment = timezone.now()  # a bulk update sets no moment by itself
    for row in changed:
        now.version += 1
        row.version, row.updated_at = now.version, moment
    now.stamp = uuid.uuid4()
    now.save()
    new = [row for row in changed if row.pk is None]
    SearchDocument.objects.bulk_create(new)
    old = [row for row in changed if row not in new]
    SearchDocument.objects.bulk_update(
        old,
        WRITTEN,
        batch_size=100,
    )
    EmbeddedEngine().put(changed)
    counts_changed(counted_before, map(counted_codes, changed))
    for tell in _listeners:
        tell(topics)
    return len(changed)


def _topics(key: uuid.UUID, *versions: dict[str, Any]) -> set[str]:
    """The record, and the codes under which it stood before or stands now."""
    return {record_topic(key)} | {
        f"{facet}:{code}"
        for data in versions
        for facet in followed_facets()
        for code in data.get("codes", {}).get(facet, ())
    }


@transaction.atomic
def number_again(keys: Iterable[uuid.UUID], *, above: int) -> None:
    """Give these rows new versions, beyond ``above``, so that an engine takes them as news."""
    now = locked_state()
    # One more, because a deletion in an index counts as a version of its own.
    now.version = max(now.version, above) + 1
    rows = list(SearchDocument.objects.filter(key__in=list(keys)))
    for row in rows:
        now.version += 1
        row.version = now.version
    SearchDocument.objects.bulk_update(rows, ["version"], batch_size=CHUNK)
    now.stamp = uuid.uuid4()
    now.save()


def _updated(row: SearchDocument | None, document: Document | None) -> SearchDocument | None:
    """The row as it has to be written, or None if it is right already."""
    if document is None:
        if row is None or row.deleted:
            return None
        row.deleted, row.archived, row.data = True, False, {}
        row.published_at = row.changed_at = None
        row.reviewed_on = row.year_from = row.year_to = None
        return row
    values = {
        "kind": document.kind,
        "published_at": document.published_at,
        "changed_at": document.changed_at,
        "reviewed_on": document.reviewed_on,
        "year_from": document.year_from,
        "year_to": document.year_to,
        "weight": document.weight,
        "archived": document.archived,
        "data": document.data,
        "deleted": False,
    }
    if row is None:
        return SearchDocument(key=document.key, **values)
    if all(getattr(row, name) == value for name, value in values.items()):
        return None
    for name, value in values.items():
        setattr(row, name, value)
    return row


def refresh_subtree(page: Page) -> None:
    """Write anew the documents of all records at and below a page."""
    keys = sorted(keys_below([page]))
    for start in range(0, len(keys), CHUNK):
        refresh(keys[start : start + CHUNK])


def keys_below(pages: Iterable[Page]) -> set[uuid.UUID]:
    """The keys of all records at and below some pages."""
    keys: set[uuid.UUID] = set()
    for page in pages:
        for model in indexed_models():
            below = model._default_manager.filter(path__startswith=page.path)
            keys.update(below.values_list("translation_key", flat=True))
    return keys


def differences() -> list[tuple[uuid.UUID, str]]:
    """Records whose row is not what their live, public pages say: ``(key, reason)``; reads only."""
    found: list[tuple[uuid.UUID, str]] = []
    known = current_terms(SearchState.objects.get_or_create(pk=1)[0])
    keys = set(SearchDocument.objects.values_list("key", flat=True))
    for model in indexed_models():
        keys.update(
            model._default_manager.filter(live=True).values_list("translation_key", flat=True)
        )
    ordered = sorted(keys)
    for start in range(0, len(ordered), CHUNK):
        part = ordered[start : start + CHUNK]
        families = public_translations(part)
        rows = {row.key: row for row in SearchDocument.objects.filter(key__in=part)}
        for key in part:
            document = build_document(families.get(key, []), known)
            row = rows.get(key)
            if document is None:
                if row is not None and not row.deleted:
                    found.append((key, "is in the table but not public"))
            elif row is None or row.deleted:
                found.append((key, "is public but not in the table"))
            elif _updated(row, document) is not None:
                found.append((key, "differs from its page"))
    return found
