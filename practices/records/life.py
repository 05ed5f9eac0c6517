"""What every verb that changes a record does: lock its row, change it, tell the search."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta
from wagtail.models import Page

from practices.models import Evaluation, Record, RecordPage, Submission
from search import services as search

REVIEW_AFTER_MONTHS = 24
# Where little is known of what the work does, it is looked at again sooner.
THIN_EVIDENCE_MONTHS = 12
# The states of a record that nobody has taken down.
READABLE = {"taken_down_on": None, "taken_down_reason": "", "withdrawn": False}


def locked(record: RecordPage) -> tuple[RecordPage, Record]:
    """A page of a record and the record's row as they are now, locked against other verbs."""
    Page.objects.select_for_update().get(pk=record.pk)
    now: RecordPage = type(record).objects.get(pk=record.pk)
    now.record = Record.objects.select_for_update().get(pk=now.record_id)
    return now, now.record


def tell_readers(row: Record) -> None:
    """What the record is in the search, in all languages, is made anew; kept pages follow its row."""
    search.refresh([row.key])


def submission_of(record: RecordPage) -> Submission:
    """What belongs to the record on its way, in all languages; made where the record came another way."""
    found, _made = Submission.objects.get_or_create(record_id=record.record_id)
    return found


def review_date(record: RecordPage, start: date) -> date:
    """When what was confirmed on ``start`` is looked at again: in two years, in one where little is known."""
    evaluated = getattr(record, "evaluation", "") in (
        Evaluation.INTERNAL,
        Evaluation.EXTERNAL,
        Evaluation.BOTH,
    )
    thin = record.kind == "practice" and not evaluated
    return start + relativedelta(months=THIN_EVIDENCE_MONTHS if thin else REVIEW_AFTER_MONTHS)
