"""Reading and deciding. Every decision names the version that was read, so that none is published unread."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Comment, Page, TaskState

from practices.mails import review as mails
from practices.models import (
    Outcome,
    Record,
    RecordPage,
    ReviewTaskState,
    Scrutiny,
    Submission,
)
from practices.moderation.criteria import VERSION
from practices.moderation.versions import ReadVersion, newest_version
from practices.permissions import (
    can_moderate_record,
    can_publish_record,
)
from practices.records.life import READABLE, locked, review_date, submission_of, tell_readers


class RecordHasChanged(Exception):
    """Somebody wrote or decided since the page of the review was opened."""


def review_of(record: RecordPage) -> ReviewTaskState | None:
    """The open review of a record."""
    return (
        ReviewTaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS, workflow_state__object_id=str(record.pk)
        )
        .select_related("workflow_state", "revision")
        .first()
    )


def open_review(
    record: RecordPage, user: Any, version: ReadVersion
) -> tuple[RecordPage, ReviewTaskState]:
    """The record as it is now, locked, with its open review of just that version.

    Raises ``PermissionDenied`` and ``RecordHasChanged``.
    """
    Page.objects.select_for_update().get(pk=record.pk)
    now: RecordPage = type(record).objects.get(pk=record.pk)
    if not can_moderate_record(user, now):
        raise PermissionDenied
    state = review_of(now)
    if state is None or newest_version(now) != version:
        raise RecordHasChanged
    return now, state


def _note(
    state: ReviewTaskState,
    checklist: dict[str, Any],
    version: ReadVersion,
    comments: dict[str, str] | None = None,
) -> None:
    # The remarks are kept here too: Wagtail drops settled comments when a later version is saved.
    state.checklist = {
        "version": VERSION,
        "read": str(version),
        "answers": checklist,
        "comments": comments or {},
    }
    state.revision_id = version.revision
    state.save(update_fields=["checklist", "revision"])


@transaction.atomic
def keep_checklist(
    record: RecordPage, user: Any, version: ReadVersion, checklist: dict[str, Any]
) -> None:
    """Keep what was ticked so far, without a decision."""
    _now, state = open_review(record, user, version)
    _note(state, checklist, version)


@transaction.atomic
def ask_for_changes(
    record: RecordPage,
    user: Any,
    version: ReadVersion,
    *,
    checklist: dict[str, Any],
    words: str,
    comments: dict[str, str],
) -> None:
    """Give the record back to its city, with comments on fields (Wagtail's own) and a word to all of it.

    Raises ``PermissionDenied`` and ``RecordHasChanged``.
    """
    now, state = open_review(record, user, version)
    _note(state, checklist, version, comments)
    for field, text in comments.items():
        Comment.objects.create(
            page_id=now.pk,
            user=user,
            contentpath=field,
            text=text,
            revision_created_id=version.revision,
        )
    submission = submission_of(now)
    if words:
        submission.messages.create(author=user, from_city=False, text=words)
    submission.due_on = None
    submission.save(update_fields=["due_on"])
    state.reject(user=user, comment=words)
    mails.tell_changes_asked(submission, now, words, comments)


@transaction.atomic
def publish(
    record: RecordPage, user: Any, version: ReadVersion, *, checklist: dict[str, Any]
) -> None:
    """Publish exactly the version that was read.

    Raises ``PermissionDenied`` (also where the editor wrote some of it) and ``RecordHasChanged``.
    """
    now, state = open_review(record, user, version)
    if not can_publish_record(user, now):
        raise PermissionDenied
    _judge(now)
    _note(state, checklist, version)
    submission = submission_of(now)
    submission.due_on = None
    submission.outcome = Outcome.OPEN
    submission.save(update_fields=["due_on", "outcome"])
    state.approve(user=user)
    Comment.objects.filter(page=now, resolved_at=None).update(
        resolved_at=timezone.now(), resolved_by=user
    )
    public, row = locked(now)
    row.change(archived_on=None, **READABLE)
    if public.translation_state is None:
        _ask_again_later(public, row, submission)
    tell_readers(row)
    mails.tell_published(submission, public)
    mails.tell_contact(public)


def _judge(record: RecordPage) -> None:
    """What publication adds to the version of itself: who has read it. Not the words."""
    revision = record.latest_revision
    content = dict(revision.content)
    today = timezone.localdate()
    if record.get_latest_revision_as_object().scrutiny == Scrutiny.SUBMITTED:
        content["scrutiny"] = Scrutiny.EDITOR_CHECKED
        content["scrutiny_by"] = ""
        content["scrutiny_on"] = today.isoformat()
        content["scrutiny_against"] = VERSION
    revision.content = content
    revision.save(update_fields=["content"])


def _ask_again_later(record: RecordPage, row: Record, submission: Submission) -> None:
    """What a city has sent, it stands behind since that day; a new version is looked at again from today."""
    today = timezone.localdate()
    sent = timezone.localdate(submission.sent_at) if submission.sent_at else None
    confirmed = today if record.is_editor_summary else sent
    row.change(
        last_confirmed_on=max(filter(None, [row.last_confirmed_on, confirmed]), default=None),
        review_by=review_date(record, today),
    )


@transaction.atomic
def decline(
    record: RecordPage,
    user: Any,
    version: ReadVersion,
    *,
    checklist: dict[str, Any],
    reason: str,
    words: str,
) -> None:
    """End a submission without publishing, with a reason from the list and words.

    Raises ``PermissionDenied`` and ``RecordHasChanged``.
    """
    now, state = open_review(record, user, version)
    _note(state, checklist, version)
    submission = submission_of(now)
    submission.outcome, submission.decline_reason = Outcome.DECLINED, reason
    submission.outcome_words, submission.due_on = words, None
    submission.save()
    state.workflow_state.cancel(user=user)
    log(instance=now, action="practices.decline", user=user, data={"reason": reason})
    mails.tell_declined(submission, now)


@transaction.atomic
def merge(
    record: RecordPage,
    user: Any,
    version: ReadVersion,
    *,
    checklist: dict[str, Any],
    target: RecordPage,
    words: str,
) -> None:
    """End a submission because another record tells the same; its texts stay with the city as a draft.

    Raises ``PermissionDenied`` and ``RecordHasChanged``.
    """
    now, state = open_review(record, user, version)
    _note(state, checklist, version)
    submission = submission_of(now)
    submission.outcome, submission.merged_into_id = Outcome.MERGED, target.pk
    submission.outcome_words, submission.due_on = words, None
    submission.save()
    state.workflow_state.cancel(user=user)
    log(instance=now, action="practices.merge", user=user, data={"into": target.pk})
    mails.tell_declined(submission, now)


@transaction.atomic
def assign(record: RecordPage, editor: Any, by: Any) -> None:
    """Say which editor answers; None: nobody in particular."""
    submission = submission_of(record)
    submission.assigned_to = editor
    submission.save(update_fields=["assigned_to"])
    log(
        instance=record,
        action="practices.assign",
        user=by,
        data={"to": editor.pk if editor else None},
    )
