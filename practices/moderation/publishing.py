"""Publishing beside the review: by the editor's button, many at once, by the API, by schedule.

All doors of Wagtail's admin ask here, by way of a page's permissions. What a city wrote is published by the
review alone; what an editor wrote may be published by another one without it.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import TaskState

from kb.models import User
from kb.permissions import is_editor
from practices.models import RecordPage, ReviewTaskState, Submission
from practices.permissions import can_moderate_record, can_publish_record, revision_authors
from practices.records.rules import missing_parts
from practices.submission.guard.privacy import findings
from practices.submission.sending.small_changes import own_small_change


def refusal_to_publish(user: Any, record: RecordPage) -> str:
    """Why somebody may not publish a record's newest version outside its review; empty where they may."""
    if not can_moderate_record(user, record):
        return _("You may not publish there.")
    if record.workflow_in_progress:
        return _("It waits in the review: answer it there.")
    if not can_publish_record(user, record) and own_small_change(user, record) is None:
        return _("You wrote it, so another editor has to read and publish it.")
    if was_approved(record):
        return ""
    if holds_unsent_words(record):
        return _("Its city has not sent this version to the editors.")
    newest: RecordPage = record.get_latest_revision_as_object()
    missing = missing_parts(newest)
    if missing:
        return missing[0].message
    if unexplained_findings(record, newest):
        return _(
            "The guard found what may be data about a person: hand it to the review, where it is shown."
        )
    return ""


def was_approved(record: RecordPage) -> bool:
    """Whether the newest version is the one that an editor has just let through in its review."""
    return ReviewTaskState.objects.filter(
        revision=record.latest_revision_id, status=TaskState.STATUS_APPROVED
    ).exists()


def holds_unsent_words(record: RecordPage) -> bool:
    """Whether somebody who is no editor wrote some of what is not public yet.

    A review that published it has made its words public; whatever is left was never sent, or given back.
    """
    if record.latest_revision_id == record.live_revision_id:
        return False
    return any(
        not is_editor(author, record)
        for author in User.objects.filter(pk__in=revision_authors(record), is_active=True)
    )


def unexplained_findings(record: RecordPage, newest: RecordPage) -> bool:
    """Whether the guard over persons finds what is neither public already nor explained by the city."""
    found = {finding.id for finding in findings(newest)}
    if not found:
        return False
    explained = Submission.objects.filter(record=record.record_id).values_list(
        "explanations", flat=True
    )
    found -= set(explained.first() or ())
    if found and record.live and record.live_revision is not None:
        found -= {finding.id for finding in findings(record.live_revision.as_object())}
    return bool(found)
