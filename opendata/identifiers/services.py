"""Registering DOIs: what became public, changed or was withdrawn is told to DataCite, once a minute.

What there is to do is read from the search table, as harvesters read it
(:func:`search.services.changes`), so that a record that nobody may read is never told, and nothing is
forgotten while DataCite, or this site, is away.
"""

from __future__ import annotations

import base64
import hashlib
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Max
from lxml import etree

from opendata.facts import Teller, address_of
from opendata.identifiers.account import Account, NoAnswer, Refused, account
from opendata.identifiers.datacite import newest_versions, resource, tombstone, written
from opendata.models import DoiRegistration
from opendata.whole import KINDS
from practices.models import Record, RecordPage
from search import services as search
from search.services import PublicRecord

logger = logging.getLogger(__name__)
State = DoiRegistration.State
NOTICED_AT_ONCE, MOST_NOTICED, MOST_SENT = 100, 2_000, 100
LONGEST_PAUSE = timedelta(days=1)


def register_dois(now: datetime) -> str:
    """Bring DataCite up to date, a part at a time; what came of it, in a line."""
    named = account()
    if named is None:
        return "No account at DataCite is set: no DOI is registered."
    _notice_changes(named, now)
    done = failed = 0
    tellers = {code: Teller(code) for code, _name in settings.LANGUAGES}
    due = DoiRegistration.objects.filter(due_at__lte=now).order_by("due_at", "pk")
    for row in due[:MOST_SENT]:
        try:
            _bring_up_to_date(row, named, tellers, now)
            done += 1
        except Refused as refused:
            _try_later(row, f"refused: {refused.status}", now)
            failed += 1
        except NoAnswer as fault:
            # The others would wait for nothing as well.
            _try_later(row, f"no answer: {fault}", now)
            failed += 1
            break
    left = DoiRegistration.objects.filter(due_at__isnull=False).count()
    return f"{done} DOIs looked at, {failed} failed, {left} left to do."


def doi_for(prefix: str, key: Any) -> str:
    """The DOI of a record: its permanent identifier below the prefix, so that nobody has to remember it."""
    return f"{prefix}/{key}"


def _notice_changes(named: Account, now: datetime) -> None:
    """Write down which records changed or went since the last time, with what is done for each."""
    after = DoiRegistration.objects.aggregate(last=Max("noticed"))["last"] or 0
    for _part in range(MOST_NOTICED // NOTICED_AT_ONCE):
        found = search.changes(NOTICED_AT_ONCE, after=after)
        if not found:
            return
        after = found[-1].version
        DoiRegistration.objects.bulk_create(
            (
                DoiRegistration(
                    record_key=change.key,
                    doi=doi_for(named.prefix, change.key),
                    noticed=change.version,
                    due_at=now,
                )
                for change in found
            ),
            update_conflicts=True,
            unique_fields=["record_key"],
            update_fields=["noticed", "due_at"],
        )


def _bring_up_to_date(
    row: DoiRegistration, named: Account, tellers: Mapping[str, Teller], now: datetime
) -> None:
    change = search.change_of(row.record_key)
    if change is None or change.record is None:
        _withdraw(row, named, now)
    elif change.kind in KINDS and not (named.is_for_good and _is_demonstration(row)):
        _publish(row, change.record, named, tellers)
    # A change that came meanwhile has a later day.
    row.due_at, row.attempts, row.trouble = None, 0, ""
    row.save(update_fields=["due_at", "attempts", "trouble"])


def _publish(
    row: DoiRegistration, record: PublicRecord, named: Account, tellers: Mapping[str, Teller]
) -> None:
    version = newest_versions([record.key]).get(record.key)
    metadata = written(resource(record, tellers, version, row.doi))
    digest = hashlib.sha256(metadata).hexdigest()
    if row.state == State.NONE:
        named.draft(row.doi, _attributes(row, metadata))
        row.now_is(State.DRAFT)
    if row.state != State.FINDABLE or row.sent != digest:
        named.publish(row.doi, _attributes(row, metadata))
        row.now_is(State.FINDABLE, digest)
    shown = Record.objects.filter(pk=record.key).exclude(doi=row.doi).first()
    if shown is not None:
        shown.change(doi=row.doi)
        search.mark([record.key])


def _withdraw(row: DoiRegistration, named: Account, now: datetime) -> None:
    """A draft goes; what could be found is said to be gone, without a word of what it was."""
    if row.state == State.DRAFT:
        named.discard(row.doi)
        row.now_is(State.NONE)
    elif row.state == State.FINDABLE:
        gone: etree._Element = tombstone(row.doi, row.record_key, now.year)
        named.hide(row.doi, _attributes(row, written(gone)))
        row.now_is(State.REGISTERED)


def _attributes(row: DoiRegistration, metadata: bytes) -> dict[str, Any]:
    return {"url": address_of(row.record_key), "xml": base64.b64encode(metadata).decode()}


def _is_demonstration(row: DoiRegistration) -> bool:
    """Such a record goes one day, and a DOI does not."""
    pages = RecordPage.objects.filter(translation_key=row.record_key, is_demonstration=True)
    return pages.exists()


def _try_later(row: DoiRegistration, trouble: str, now: datetime) -> None:
    logger.warning("The DOI of record %s: %s", row.record_key, trouble)
    row.attempts += 1
    pause = min(timedelta(minutes=2 ** min(row.attempts - 1, 11)), LONGEST_PAUSE)
    row.due_at, row.trouble = now + pause, trouble[:100]
    row.save(update_fields=["due_at", "attempts", "trouble"])
