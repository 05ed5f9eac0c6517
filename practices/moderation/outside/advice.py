"""Advice from outside: asking somebody without an account to read one sent version, the link, the answer.

It decides nothing: the rule of two persons and the editors' own checklist do not know of it.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from kb.models import OutgoingMail, User
from practices.mails import outside as outside_mails
from practices.models import OutsideReview, RecordPage
from practices.moderation.criteria import TIERS, VERSION
from practices.moderation.criteria import Answer as Choice
from practices.moderation.services import open_review
from practices.moderation.versions import ReadVersion
from practices.permissions import coauthor_right, works_on_record
from practices.records.life import submission_of
from practices.records.rules import public_contact
from practices.submission.writing.answers import Answer, answers_of
from practices.submission.writing.chapters import Chapter

# Of one record, asked now or before: nobody's mailbox is filled from here.
MOST_REVIEWERS = 10
CONTACT_FIELDS = {"contact_office", "contact_email"}


@transaction.atomic
def ask(
    record: RecordPage, by: Any, version: ReadVersion, *, name: str, email: str, language: str
) -> OutsideReview:
    """Send somebody the link to the version that was read.

    Raises ``PermissionDenied`` and ``RecordHasChanged``, and ``ValidationError`` where the address belongs
    to the record's own people, is being waited for, or so many were asked.
    """
    now, state = open_review(record, by, version)
    submission = submission_of(now)
    email = email.strip().lower()
    account = User.objects.filter(email__iexact=email).first()
    if account is not None and (works_on_record(account, now) or coauthor_right(account, now)):
        raise ValidationError(_("This address takes part in the record already."))
    asked = OutsideReview.objects.filter(submission=submission)
    if asked.waiting().filter(email=email).exists():
        raise ValidationError(_("This address has been asked already."))
    if asked.count() >= MOST_REVIEWERS:
        raise ValidationError(_("At most ten persons outside are asked about a record."))
    secret = secrets.token_urlsafe(32)
    revision: Revision = now.latest_revision
    made = OutsideReview.objects.create(
        submission=submission,
        task_state=state,
        revision=revision,
        version_at=revision.created_at,
        name=name,
        email=email,
        address_hash=OutsideReview.hash_of(email),
        language=language,
        secret_hash=OutsideReview.hash_of(secret),
        asked_by=by,
    )
    # Without the name: the city reads this log too.
    log(instance=now, action="practices.ask_outside", user=by, revision=revision)
    outside_mails.tell_reviewer_asked(made, record_sent(made), secret)
    return made


def find(secret: str) -> OutsideReview | None:
    """What a link opens; None for one that is guessed, old, withdrawn, or whose version is decided."""
    found = OutsideReview.objects.reachable().filter(secret_hash=OutsideReview.hash_of(secret))
    return found.select_related("submission", "task_state__workflow_state", "revision").first()


def reviews_asked_of(record: RecordPage) -> QuerySet[OutsideReview]:
    """Who was asked about a record in this language."""
    return OutsideReview.objects.filter(task_state__workflow_state__object_id=str(record.pk))


def _record_of(asked: OutsideReview) -> RecordPage:
    number = asked.task_state.workflow_state.object_id
    found: RecordPage = RecordPage.objects.get(pk=number).specific
    return found


def record_sent(asked: OutsideReview) -> RecordPage:
    """The record as it stood in the version that was named."""
    version: RecordPage = asked.revision.as_object()  # type: ignore[union-attr]
    return version


def shown_answers(version: RecordPage) -> list[tuple[Chapter, list[Answer]]]:
    """What a reviewer reads: the chapters with what stands there, the contact only if readers will see it."""
    hidden = {"contact_agreed"} | (set() if public_contact(version) else CONTACT_FIELDS)
    shown = (
        (chapter, [answer for answer in answers if answer.html and answer.name not in hidden])
        for chapter, answers in answers_of(version)
    )
    return [(chapter, answers) for chapter, answers in shown if answers]


def advice_rows(asked: OutsideReview) -> list[dict[str, str]]:
    """What was advised, as it is read: each question that was answered, in the order of the checklist."""
    said = asked.checklist.get("answers", {})
    labels = dict(Choice.choices)
    return [
        {
            "question": str(criterion.question),
            "answer": str(labels.get(said[criterion.code].get("answer"), "–")),
            "words": said[criterion.code].get("words", ""),
        }
        for tier in TIERS
        for criterion in tier.criteria
        if criterion.code in said
    ]


@transaction.atomic
def answer(asked: OutsideReview, *, checklist: dict[str, Any], words: str) -> bool:
    """Keep the advice, once; False where the link opens nothing any longer or was used.

    The address is forgotten with it.
    """
    Page.objects.select_for_update().get(pk=asked.task_state.workflow_state.object_id)
    kept = (
        OutsideReview.objects.waiting()
        .filter(pk=asked.pk)
        .update(
            answered_at=timezone.now(),
            checklist={"version": VERSION, "answers": checklist},
            words=words,
        )
    )
    if not kept:
        return False
    record = _record_of(asked)
    log(instance=record, action="practices.answer_outside", revision=asked.revision)
    outside_mails.tell_advice_given(asked, record)
    forget_addresses(OutsideReview.objects.filter(pk=asked.pk))
    return True


@transaction.atomic
def withdraw(asked: OutsideReview, by: Any) -> bool:
    """The link opens nothing from this moment on; False where it was answered or ended before."""
    open_one = OutsideReview.objects.filter(pk=asked.pk, answered_at=None, withdrawn_at=None)
    if not open_one.update(withdrawn_at=timezone.now()):
        return False
    log(instance=_record_of(asked), action="practices.withdraw_outside", user=by)
    forget_addresses(OutsideReview.objects.filter(pk=asked.pk))
    return True


def forget_name(asked: OutsideReview) -> None:
    """Somebody whom nothing is waited for from asks not to be named: the advice stays."""
    done = OutsideReview.objects.filter(pk=asked.pk)
    forget_addresses(done)
    done.update(name="", address_hash="")


def forget_addresses(asked: QuerySet[OutsideReview]) -> int:
    """Forget where these were written to, the mails too; how many."""
    keys = [outside_mails.mail_key(number) for number in asked.values_list("pk", flat=True)]
    OutgoingMail.objects.filter(key__in=keys).delete()
    return asked.exclude(email="").update(email="")


def forget_ended() -> int:
    """Forget the addresses of all whom nothing is waited for from any longer; how many."""
    kept = OutsideReview.objects.exclude(email="")
    return forget_addresses(kept.exclude(pk__in=OutsideReview.objects.waiting().values("pk")))


@transaction.atomic
def forget_person(email: str) -> int:
    """Erase a person: what was not answered goes, an answer stays without its writer; how many rows."""
    theirs = OutsideReview.objects.filter(address_hash=OutsideReview.hash_of(email.strip().lower()))
    found = theirs.count()
    forget_addresses(theirs)
    theirs.filter(answered_at=None).delete()
    theirs.update(name="", address_hash="")
    return found
