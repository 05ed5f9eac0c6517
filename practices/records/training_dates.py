"""Dates of trainings: added, changed and called off by verbs, in all languages at once, without a review."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from practices.models import Record, RecordPage, TrainingDate
from practices.permissions import can_change_dates
from practices.records.touched import record_changed

# Coming dates of one training; a list with more is no person's.
MOST_COMING = 60
# Coming and past ones on the page of one training.
MOST_SHOWN = 100
TYPED = (
    "starts_on",
    "begins",
    "ends_on",
    "ends",
    "place",
    "language",
    "mode",
    "open_to_others",
    "seats",
    "registration_url",
)


def coming(dates: QuerySet[TrainingDate], today: date | None = None) -> QuerySet[TrainingDate]:
    """Those that are not over everywhere, the next first: some place on earth has yesterday's date still."""
    since = today or timezone.now().date() - timedelta(days=1)
    return dates.filter(ends_on__gte=since).order_by("starts_on", "begins", "key")


def date_rows(page: RecordPage) -> QuerySet[TrainingDate]:
    """What the page of a training shows: the last ones first, past ones too."""
    return TrainingDate.objects.filter(record=page.record_id).order_by("-starts_on", "key")[
        :MOST_SHOWN
    ]


@transaction.atomic
def add_date(page: RecordPage, values: dict[str, Any], user: Any) -> TrainingDate:
    """One date more. Raises ``PermissionDenied``, and ``ValidationError`` where there are very many."""
    row = _locked(page, user)
    if coming(row.training_dates.all()).count() >= MOST_COMING:
        raise ValidationError(
            _("At most %(limit)d coming dates can be named.") % {"limit": MOST_COMING}
        )
    made: TrainingDate = TrainingDate.objects.create(record=row, **values)
    _changed(page, row, made, user)
    return made


@transaction.atomic
def change_date(page: RecordPage, key: Any, values: dict[str, Any], user: Any) -> bool:
    """Other days, another place; False where it was called off meanwhile. Raises ``PermissionDenied``."""
    row = _locked(page, user)
    dates = row.training_dates.filter(pk=key, cancelled_on=None)
    if not dates.update(**values, sequence=F("sequence") + 1, changed_at=timezone.now()):
        return False
    _changed(page, row, row.training_dates.get(pk=key), user)
    return True


@transaction.atomic
def call_off_date(page: RecordPage, key: Any, user: Any) -> bool:
    """It does not take place, for good: pages and calendars say so. Raises ``PermissionDenied``."""
    row = _locked(page, user)
    called_off = row.training_dates.filter(pk=key, cancelled_on=None).update(
        cancelled_on=timezone.localdate(), sequence=F("sequence") + 1, changed_at=timezone.now()
    )
    if called_off:
        _changed(page, row, row.training_dates.get(pk=key), user)
    return bool(called_off)


def _locked(page: RecordPage, user: Any) -> Record:
    row = Record.objects.select_for_update().get(pk=page.record_id)
    if not can_change_dates(user, page):
        raise PermissionDenied
    return row


def _changed(page: RecordPage, row: Record, changed: TrainingDate, user: Any) -> None:
    log(
        instance=page,
        action="practices.dates",
        user=user,
        data={"day": str(changed.starts_on), "cancelled": changed.is_cancelled},
    )
    record_changed(row)
