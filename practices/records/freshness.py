"""Keeping records right: confirming, reminding, archiving. ``manage.py keep_fresh`` runs it daily."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page

from kb.site.page_cache import public_pages_changed
from practices.mails import review as mails
from practices.models import RecordPage
from practices.moderation.services import review_date, submission_with, take_from_archive
from practices.permissions import can_moderate_record
from search import services as search

# Days before (after, where negative) the review date on which the city is reminded.
REMINDERS = (60, 14, 0, -30)
# Days after the review date from which nobody answers for a record any longer.
ARCHIVED_AFTER = 365


@transaction.atomic
def confirm_record(record: RecordPage, user: Any) -> date:
    """The city says that what is public is still right; returns the day of the next question.

    Only dates change, in the public version and in a newer draft alike; no words are published by this.
    """
    Page.objects.select_for_update().get(pk=record.pk)
    now: RecordPage = type(record).objects.get(pk=record.pk)
    today = timezone.localdate()
    until = review_date(now, today)
    now.last_confirmed_on, now.review_by = today, until
    now.save(clean=False, update_fields=["last_confirmed_on", "review_by"])
    _into_revisions(now, last_confirmed_on=today, review_by=until)
    log(instance=now, action="practices.confirm", user=user)
    take_from_archive(now)
    # Whose words a record is, and whether its city stands behind them, is a facet of the search.
    search.refresh([now.translation_key])
    return until


def _into_revisions(record: RecordPage, **days: date) -> None:
    for revision in {record.live_revision, record.latest_revision} - {None}:
        revision.content = {
            **revision.content,
            **{name: day.isoformat() for name, day in days.items()},
        }
        revision.save(update_fields=["content"])


def remind(today: date) -> int:
    """Write to the cities whose records are to be confirmed; how many mails were written.

    Each reminder of each review date is written once, however often this runs; a day on which it did not
    run is made up for.
    """
    due = (
        RecordPage.objects.live()
        .filter(review_by__lte=today + timedelta(days=max(REMINDERS)))
        .filter(review_by__gte=today - timedelta(days=ARCHIVED_AFTER), is_editor_summary=False)
        .filter(archived_on=None)
        .order_by("pk")
    )
    return sum(_remind(record.specific, today) for record in due.iterator(chunk_size=200))


def _remind(record: RecordPage, today: date) -> int:
    if record.review_by is None:
        return 0
    left = (record.review_by - today).days
    # The reminder that is due, not those that were missed before it.
    step = min((days for days in REMINDERS if left <= days), default=None)
    if step is None:
        return 0
    with transaction.atomic():
        return mails.tell_review_due(submission_with(record), record, step)


def archive(today: date) -> int:
    """Archive records that nobody has confirmed for a year after their review date; how many.

    They stay readable at their address, which says so, and are found only where archived ones are asked for.
    """
    old = RecordPage.objects.live().filter(
        review_by__lt=today - timedelta(days=ARCHIVED_AFTER),
        is_editor_summary=False,
        archived_on=None,
    )
    return sum(_archive(record, today) for record in _specific(old))


def _specific(records: Any) -> Iterable[RecordPage]:
    return (record.specific for record in records.order_by("pk").iterator(chunk_size=200))


@transaction.atomic
def _archive(record: RecordPage, today: date) -> int:
    """All language versions at once: they are one record."""
    family = RecordPage.objects.filter(translation_key=record.translation_key, archived_on=None)
    if not family.update(archived_on=today):
        return 0  # with another language version, a moment ago
    search.refresh([record.translation_key])
    public_pages_changed()
    log(instance=record, action="practices.archive")
    mails.tell_archived(submission_with(record), record)
    return 1


@transaction.atomic
def bring_back(record: RecordPage, user: Any) -> date:
    """An editor takes a record from the archive; returns the day on which its city is asked again.

    Raises ``PermissionDenied``.
    """
    if not can_moderate_record(user, record):
        raise PermissionDenied
    Page.objects.select_for_update().get(pk=record.pk)
    now: RecordPage = type(record).objects.get(pk=record.pk)
    until = review_date(now, timezone.localdate())
    now.review_by = until
    now.save(clean=False, update_fields=["review_by"])
    _into_revisions(now, review_by=until)
    log(instance=now, action="practices.bring_back", user=user)
    take_from_archive(now)
    return until
