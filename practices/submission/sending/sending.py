"""Sending a record to the editors: what has to be settled before, the declaration, taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page

from practices.mails import review as mails
from practices.models import Outcome, RecordPage, StudyVisitReportPage, Submission
from practices.models.reviews import review_workflow
from practices.permissions import can_send_record, waits_for_clearance
from practices.records.life import submission_of
from practices.records.rules import MissingPart
from practices.submission.guard.duplicates import Likely, likely_duplicates
from practices.submission.guard.privacy import Finding, findings
from practices.submission.guard.wording import Hint, Mixture, hints, mixtures
from practices.submission.sending.adaptations import adapted_keys, link_adaptations
from practices.submission.writing.completeness import missing_before_sending
from practices.submission.writing.drafts import newest, store

DECLARATION_VERSION = "2026-11"
DECLARATION = {
    "rights": _(
        "We have the rights to all texts and agree to publish them under the licence chosen."
    ),
    "consent": _("Everybody whose words or work are shown has agreed."),
    "no-persons": _("Nobody is named or can be recognised who has not agreed; no client at all."),
}
# The editors' first answer, in working days.
ANSWER_WITHIN = 10


@dataclass(frozen=True)
class Readiness:
    """What stands between a draft and the editors. ``hints`` and ``mixtures`` are for thought only."""

    missing: list[MissingPart]
    findings: list[Finding]
    duplicates: list[Likely]
    hints: list[Hint]
    mixtures: list[Mixture]
    # The keys of the works that it names as those from which it was adapted.
    adapted: frozenset[str]


def readiness(record: RecordPage) -> Readiness:
    """Look through the newest version of a record; nothing is stored."""
    return Readiness(
        missing=missing_before_sending(record),
        findings=findings(record),
        duplicates=likely_duplicates(record),
        hints=hints(record),
        mixtures=mixtures(record),
        adapted=adapted_keys(record),
    )


def working_days_after(start: date, days: int) -> date:
    """The day so many working days (Monday to Friday) after another."""
    day = start
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


@transaction.atomic
def send(
    record: RecordPage,
    user: Any,
    *,
    explanations: dict[str, str],
    duplicate_answers: dict[str, dict[str, str]],
) -> Submission:
    """Send the newest version to the editors. The caller has asked ``readiness`` and all its questions.

    The city confirms by sending; a study visit's report is confirmed by the host, whose city it is.
    A coordinator who sends what an official has asked for clears it by that.

    Raises ``PermissionDenied`` where the city wants its coordinator to send.
    """
    Page.objects.select_for_update().get(pk=record.pk)
    now = newest(record)
    submission = submission_of(now)
    if now.workflow_in_progress:
        return submission
    if not can_send_record(user, now):
        raise PermissionDenied
    cleared_for = submission.clearance_asked_by if waits_for_clearance(now) else None
    today = timezone.localdate()
    if isinstance(now, StudyVisitReportPage):
        now.host_confirmed_on = today
    link_adaptations(now, duplicate_answers)
    store(now, user)
    submission.explanations = explanations
    submission.duplicate_answers = duplicate_answers
    submission.declaration_version = DECLARATION_VERSION
    submission.sent_by = user
    submission.sent_at = timezone.now()
    submission.due_on = working_days_after(today, ANSWER_WITHIN)
    submission.outcome = Outcome.OPEN
    if submission.clearance_asked_for_id in (None, now.pk):
        submission.clearance_asked_at, submission.clearance_words = None, ""
    submission.save()
    fresh: RecordPage = type(now).objects.get(pk=now.pk)
    state = fresh.current_workflow_state
    if state is not None and state.status == state.STATUS_NEEDS_CHANGES:
        state.resume(user=user)
    else:
        review_workflow().start(fresh, user)
    log(instance=fresh, action="practices.send", user=user, revision=fresh.latest_revision)
    mails.tell_sent(submission, fresh)
    if cleared_for is not None and cleared_for.pk != user.pk:
        mails.tell_cleared(submission, fresh, cleared_for)
    return submission


@transaction.atomic
def take_back(record: RecordPage, user: Any) -> bool:
    """The city takes back what the editors have not answered; False where they were quicker."""
    Page.objects.select_for_update().get(pk=record.pk)
    state = type(record).objects.get(pk=record.pk).current_workflow_state
    if state is None or state.status != state.STATUS_IN_PROGRESS:
        return False
    submission = submission_of(record)
    state.cancel(user=user)
    log(instance=record, action="practices.take_back", user=user)
    mails.tell_taken_back(submission, record, user)
    submission.due_on = None
    submission.save(update_fields=["due_on"])
    return True
