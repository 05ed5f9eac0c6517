"""Keeping records right: confirming, reminding, archiving. ``manage.py keep_fresh`` runs it daily."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from practices.mails import review as mails
from practices.models import PeerAnswer, PeerCheck, Record, RecordPage
from practices.models.requests import PEER_ASKED_AFTER
from practices.permissions import can_moderate_record
from practices.records.life import locked, review_date, submission_of, tell_readers
from practices.records.originals import original_of_record

# Days before (after, where negative) the review date on which the city is reminded.
REMINDERS = (60, 14, 0, -30)
# Days after the review date from which nobody answers for a record any longer.
ARCHIVED_AFTER = 365


@transaction.atomic
def confirm_record(record: RecordPage, user: Any) -> date:
    """The city says that what is public is still right; returns the day of the next question.

    Only days change, in all languages; no words are published by this.
    """
    now, row = locked(record)
    today = timezone.localdate()
    until = review_date(now, today)
    row.change(last_confirmed_on=today, review_by=until, archived_on=None)
    log(instance=now, action="practices.confirm", user=user)
    tell_readers(row)
    return until


def remind(today: date) -> int:
    """Write to the cities whose records are to be confirmed; how many mails were written.

    Each reminder of each review date is written once, however often this runs; a day on which it did not
    run is made up for.
    """
    return sum(_remind(row, today) for row in _answered_for(today).iterator(chunk_size=200))


def _answered_for(today: date) -> QuerySet[Record]:
    """Records that a city has to confirm within the longest notice, or had to within a year."""
    return Record.objects.filter(
        review_by__lte=today + timedelta(days=max(REMINDERS)),
        review_by__gte=today - timedelta(days=ARCHIVED_AFTER),
        archived_on=None,
    ).order_by("pk")


def _remind(row: Record, today: date) -> int:
    record = answered_for(row)
    if record is None or row.review_by is None:
        return 0
    left = (row.review_by - today).days
    # The reminder that is due, not those that were missed before it.
    step = min((days for days in REMINDERS if left <= days), default=None)
    if step is None:
        return 0
    with transaction.atomic():
        return mails.tell_review_due(submission_of(record), record, step)


def answered_for(row: Record) -> RecordPage | None:
    """The public original, which its city answers for; none of an editor's summary of public sources."""
    pages = list(row.pages.filter(live=True).select_related("locale", "record"))
    original = original_of_record(pages) if pages else None
    if original is None or original.is_editor_summary:
        return None
    found: RecordPage = original.specific
    return found


def archive(today: date) -> int:
    """Archive records that nobody has confirmed for a year after their review date; how many.

    They stay readable at their address, which says so, and are found only where archived ones are asked for.
    """
    until = today - timedelta(days=ARCHIVED_AFTER)
    old = Record.objects.filter(~runs_elsewhere_said(today), review_by__lt=until, archived_on=None)
    return sum(_archive(row, until, today) for row in old.order_by("pk").iterator(chunk_size=200))


def runs_elsewhere_said(today: date) -> Exists:
    """Of a row: a city like it has said within a year that the work still runs. It is not archived then."""
    since = today - timedelta(days=ARCHIVED_AFTER)
    said = PeerCheck.objects.filter(
        record=OuterRef("pk"), review_by=OuterRef("review_by"), answer=PeerAnswer.RUNS
    )
    return Exists(said.filter(answered_on__gte=since))


def silent(today: date) -> QuerySet[Record]:
    """Records not confirmed for so long that a city like it is asked, and none was; the longest first."""
    asked = PeerCheck.objects.filter(record=OuterRef("pk"), review_by=OuterRef("review_by"))
    return Record.objects.filter(
        ~Exists(asked),
        review_by__lte=today - timedelta(days=PEER_ASKED_AFTER),
        review_by__gte=today - timedelta(days=ARCHIVED_AFTER),
        archived_on=None,
    ).order_by("review_by", "pk")


@transaction.atomic
def _archive(row: Record, until: date, today: date) -> int:
    row = Record.objects.select_for_update().get(pk=row.pk)
    record = answered_for(row)
    if record is None or row.archived_on or row.review_by is None or row.review_by >= until:
        return 0  # it was confirmed a moment ago, or archived by another process
    row.change(archived_on=today)
    tell_readers(row)
    log(instance=record, action="practices.archive")
    mails.tell_archived(submission_of(record), record)
    return 1


@transaction.atomic
def bring_back(record: RecordPage, user: Any) -> date:
    """An editor takes a record from the archive; returns the day on which its city is asked again.

    Raises ``PermissionDenied``.
    """
    if not can_moderate_record(user, record):
        raise PermissionDenied
    now, row = locked(record)
    until = review_date(now, timezone.localdate())
    row.change(review_by=until, archived_on=None)
    log(instance=now, action="practices.bring_back", user=user)
    tell_readers(row)
    return until
