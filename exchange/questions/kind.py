"""Questions with their answers as a kind of text that an editor reads; new ones are let through first."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from exchange.models import Question
from exchange.models.questions import LONGEST_QUESTION, LONGEST_REPLY
from exchange.permissions import can_moderate
from exchange.questions.mails import tell_question_decided
from exchange.questions.parts import part_heading, public_page
from exchange.review.kinds import DECISIONS, Decision, Kind, Piece
from practices.records.touched import record_changed
from search import services as search

State = Question.State
LET_THROUGH = Decision(
    "let-through",
    _("Pass it on to the city"),
    (State.ASKED,),
    State.OPEN,
    can_moderate,
    needs_words=False,
    look="",
)
DECLINE = Decision("decline", _("Decline"), (State.ASKED,), State.DECLINED, can_moderate, look="no")


def readers_changed(question: Question) -> None:
    """The record's pages show other questions, and are found by other words."""
    search.mark([question.record_id])
    record_changed(question.record)


def shown_to_editor(question: Question) -> dict[str, Any]:
    """The record and the part that it is about."""
    page = public_page(question.record)
    return {
        "question": question,
        "record_page": page,
        "part": part_heading(page, question.part) if page else "",
        "translations": question.translations.all(),
    }


def pieces_of(question: Question) -> tuple[Piece, ...]:
    """The question, and the answer where there is one."""
    asked = Piece("words", _("Question"), question.language, LONGEST_QUESTION * 2)
    reply = Piece("reply", _("Answer"), question.reply_language, LONGEST_REPLY * 2)
    return (asked, reply) if question.reply else (asked,)


QUESTIONS = Kind(
    model=Question,
    title=_("Questions to cities"),
    address="exchange_office:question",
    template="exchange/admin/_question.html",
    tell_answered=tell_question_decided,
    readers_changed=readers_changed,
    shown=(State.ASKED, State.SENT, State.PUBLIC, State.TAKEN_DOWN),
    decisions=(LET_THROUGH, DECLINE, *DECISIONS),
    related=("record__city",),
    context=shown_to_editor,
    pieces=pieces_of,
)
