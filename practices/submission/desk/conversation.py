"""City and editors talk: messages on a submission, Wagtail's comments on fields."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Comment, CommentReply, Page

from practices.mails import review as mails
from practices.models import Message, RecordPage, Submission


def open_comments(record: Page) -> QuerySet[Comment]:
    """What editors remarked and nobody has settled yet, with the answers."""
    return (
        Comment.objects.filter(page_id=record.pk, resolved_at=None)
        .select_related("user")
        .prefetch_related("replies__user")
        .order_by("created_at", "pk")
    )


@transaction.atomic
def say(
    submission: Submission, record: RecordPage, author: Any, text: str, *, from_city: bool
) -> Message:
    """One more line of the conversation; the other side gets a mail."""
    said = submission.messages.create(author=author, from_city=from_city, text=text)
    mails.tell_message(submission, record, said.pk, from_city)
    return said


def answer(comment: Comment, author: Any, text: str) -> CommentReply:
    """An answer below a comment; editors see it in Wagtail's editor too."""
    return CommentReply.objects.create(comment=comment, user=author, text=text)
