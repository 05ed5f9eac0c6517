"""A city's coordinator clears what an official wants to send: asking, giving back, asking no longer.

Clearing itself is sending (``practices.submission.sending.sending.send``): the coordinator sends what
was asked for.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page

from practices.mails import review as mails
from practices.models import RecordPage, Submission
from practices.permissions import can_ask_for_clearance, waits_for_clearance
from practices.records.life import submission_of
from practices.submission.writing.drafts import newest


@transaction.atomic
def ask(
    record: RecordPage,
    user: Any,
    *,
    explanations: dict[str, str],
    duplicate_answers: dict[str, dict[str, str]],
) -> Submission:
    """Ask the coordinator to send the newest version; what was said to the questions waits with it.

    Raises ``PermissionDenied`` where somebody may not ask, or need not.
    """
    Page.objects.select_for_update().get(pk=record.pk)
    now = newest(record)
    if not can_ask_for_clearance(user, now):
        raise PermissionDenied
    submission = submission_of(now)
    submission.explanations = explanations
    submission.duplicate_answers = duplicate_answers
    submission.clearance_asked_by = user
    submission.clearance_asked_at = timezone.now()
    submission.clearance_asked_for_id = now.pk
    submission.clearance_words = ""
    submission.save()
    log(instance=now, action="practices.ask_clearance", user=user, revision=now.latest_revision)
    mails.tell_clearance_asked(submission, now)
    return submission


@transaction.atomic
def give_back(record: RecordPage, user: Any, words: str) -> bool:
    """Give a record back to who asked, with words; False where it waits no longer."""
    Page.objects.select_for_update().get(pk=record.pk)
    submission = submission_of(record)
    if not waits_for_clearance(record):
        return False
    submission.clearance_asked_at, submission.clearance_words = None, words
    submission.save(update_fields=["clearance_asked_at", "clearance_words"])
    log(instance=record, action="practices.give_back", user=user)
    mails.tell_given_back(submission, record, user)
    return True


@transaction.atomic
def stop_asking(record: RecordPage, user: Any) -> None:
    """The city writes on before the coordinator has answered."""
    Page.objects.select_for_update().get(pk=record.pk)
    Submission.objects.filter(clearance_asked_for=record.pk).update(clearance_asked_at=None)
    log(instance=record, action="practices.take_back", user=user)
