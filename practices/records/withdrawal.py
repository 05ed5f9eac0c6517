"""Taking a record from its readers: by the editors, or at its city's wish. In all its languages at once."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from practices.mails import review as mails
from practices.models import Record, RecordPage, Submission
from practices.permissions import can_take_down_record, can_withdraw_record
from practices.records.life import READABLE, locked, submission_of
from practices.records.originals import original_of_record
from search import services as search


@transaction.atomic
def take_down(record: RecordPage, user: Any, reason: str) -> None:
    """Nobody reads it from now on, in no language; its addresses say when and why. Its city cannot change it.

    Raises ``PermissionDenied``.
    """
    if not can_take_down_record(user, record):
        raise PermissionDenied
    original = _from_readers(record, user, reason, withdrawn=False)
    mails.tell_taken_down(submission_of(original), original)


@transaction.atomic
def withdraw(record: RecordPage, user: Any, reason: str) -> None:
    """The city wants it to be read no longer: as taking down, but the city can change and send it again.

    Raises ``PermissionDenied``.
    """
    if not can_withdraw_record(user, record):
        raise PermissionDenied
    original = _from_readers(record, user, reason, withdrawn=True)
    mails.tell_withdrawn(submission_of(original), original, user)


def _from_readers(record: RecordPage, user: Any, reason: str, *, withdrawn: bool) -> RecordPage:
    versions, row = _locked_versions(record)
    row.change(taken_down_on=timezone.localdate(), taken_down_reason=reason, withdrawn=withdrawn)
    # All of them first: the search writes its row with the first signal, and no language is left in it.
    Page.objects.filter(pk__in=[page.pk for page in versions]).update(live=False)
    for page in versions:
        state = page.current_workflow_state
        if state is not None and state.is_active:
            state.cancel(user=user)
        # Drafts that were to appear by themselves.
        Revision.objects.for_instance(page).update(approved_go_live_at=None)
        if page.live:
            # The rule has been asked before; the secretariat needs no right to publish pages for this.
            UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)
        action = "practices.withdraw" if withdrawn else "practices.take_down"
        log(instance=page, action=action, user=user, data={"reason": reason})
    Submission.objects.filter(record=row).update(due_on=None, clearance_asked_at=None)
    search.refresh([record.translation_key])
    return original_of_record(versions)


@transaction.atomic
def allow_again(record: RecordPage, user: Any) -> None:
    """What was taken down may be written and sent again; nobody reads it before it is published anew.

    Raises ``PermissionDenied``.
    """
    if not can_take_down_record(user, record):
        raise PermissionDenied
    now, row = locked(record)
    row.change(**READABLE)
    log(instance=now, action="practices.allow_again", user=user)


def _locked_versions(record: RecordPage) -> tuple[list[RecordPage], Record]:
    """The record in all its languages and its row, as they are now."""
    pages = Page.objects.filter(translation_key=record.translation_key).order_by("pk")
    list(pages.select_for_update().values_list("pk"))
    row = Record.objects.select_for_update().get(pk=record.record_id)
    versions = [page.specific for page in pages.select_related("locale")]
    for page in versions:
        page.record = row
    return versions, row
