"""What was sent and answered, to be read again: the version that was read, the decision, the talk."""

from __future__ import annotations

from typing import Any

from wagtail.models import Revision

from practices.models import RecordPage, ReviewTaskState
from practices.moderation.criteria import TIERS, Answer
from practices.permissions import can_take_down_record, can_withdraw_record
from practices.reading.presentation import field_label, pictures_to_check
from practices.records.files import record_attachments
from practices.records.life import submission_of
from practices.submission.desk.forms import MessageForm
from practices.submission.desk.services import STATES, records_of
from practices.submission.desk.views import history
from practices.submission.writing.answers import answers_of


def last_answer(record: RecordPage) -> ReviewTaskState | None:
    """The last review that has ended, with its checklist."""
    return (
        ReviewTaskState.objects.filter(
            workflow_state__object_id=str(record.pk), finished_at__isnull=False
        )
        .select_related("revision", "finished_by")
        .order_by("-finished_at", "-pk")
        .first()
    )


def answered_context(
    user: Any, record: RecordPage, message_form: MessageForm | None = None
) -> dict[str, Any]:
    """All that stands on the page of a record that waits for no answer of the editors.

    Of its words only the version that they have read: what the city writes since is not sent yet.
    """
    submission = submission_of(record)
    answer = last_answer(record)
    revision: Revision | None = answer.revision if answer else record.live_revision
    read: RecordPage | None = revision.as_object() if revision else None
    stands = records_of(record.city).get(pk=record.pk).state if record.city else ""
    checklist = answer.checklist if answer else {}
    return {
        "record": record,
        "title": read.title if read else record.draft_title,
        "submission": submission,
        "city": record.city,
        "language": record.locale.language_code,
        "record_language": record.locale.language_code,
        "state": STATES.get(stands),
        "answer": answer,
        "questions": _ticked(checklist.get("answers", {})),
        "remarks": [
            (field_label(record, name.split(".")[0]), text)
            for name, text in checklist.get("comments", {}).items()
        ],
        "chapters": answers_of(read) if read else [],
        "pictures": pictures_to_check(read) if read else [],
        "attachments": record_attachments(read) if read else [],
        "talk": submission.messages.select_related("author"),
        "message_form": message_form or MessageForm(),
        "history": history(record),
        "may_take_down": can_take_down_record(user, record),
        "may_withdraw": can_withdraw_record(user, record),
    }


def _ticked(answers: dict[str, dict[str, str]]) -> list[tuple[Any, Any, str]]:
    """The questions of the checklist that were answered: question, answer, words."""
    return [
        (
            criterion.question,
            Answer(said["answer"]).label if said.get("answer") else "",
            said["words"],
        )
        for tier in TIERS
        for criterion in tier.criteria
        if (said := answers.get(criterion.code))
    ]
