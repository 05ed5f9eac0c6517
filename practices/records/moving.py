"""Moving a record to another city, in all its languages at once."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState

from kb.site.moving import CannotBeMoved, move, refusal_to_move
from practices.models import RecordPage, ReviewTaskState, Submission
from practices.records.life import locked


def refusal_to_move_record(record: RecordPage, destination: Page) -> str:
    """Why a record cannot stand below that page in all its languages; empty where it can."""
    pages = RecordPage.objects.filter(record=record.record_id).values_list("pk", flat=True)
    if ReviewTaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__object_id__in=[str(number) for number in pages],
    ).exists():
        return _("It waits in the review in one of its languages: answer it there first.")
    if Submission.objects.filter(
        record=record.record_id, clearance_asked_at__isnull=False
    ).exists():
        return _("It waits for approval by its city: move it when that is answered.")
    return refusal_to_move(record, destination)


@transaction.atomic
def move_to_city(record: RecordPage, destination: Page, user: Any) -> None:
    """The record is that of another city, or of none below the list of cities; its old addresses lead on.

    Where the city has no page in one of the record's languages, a draft of it is made that only holds the
    record. Raises ``PermissionDenied`` and ``CannotBeMoved``.
    """
    now, _row = locked(record)
    refusal = refusal_to_move_record(now, destination)
    if refusal:
        raise CannotBeMoved(refusal)
    move(now, destination, user)
