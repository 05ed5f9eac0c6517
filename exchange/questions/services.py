"""Verbs of questions: ask, confirm, answer, send, take back, withdraw. Each locks the row."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from exchange.models import Question
from exchange.models.questions import WAITING
from exchange.permissions import can_reply, can_send
from exchange.questions import mails
from exchange.questions.kind import QUESTIONS, readers_changed
from exchange.review import services as review
from practices.models import Record

State = Question.State
# So many mails may one address get from the form before it is confirmed.
MOST_UNCONFIRMED = 3
# So many questions on one record wait for somebody; a record with more is a target.
MOST_WAITING = 50


@transaction.atomic
def ask(record: Record, asked: dict[str, Any]) -> None:
    """Write the question down and send the link; nobody reads it before the address is confirmed."""
    email = asked["email"].lower()
    unconfirmed = Question.objects.filter(email=email, state=State.UNCONFIRMED)
    if unconfirmed.count() >= MOST_UNCONFIRMED:
        return
    typed = {name: asked[name] for name in ("part", "words", "language")}
    made: Question = Question.objects.create(record=record, email=email, **typed)
    mails.tell_question_to_confirm(made)


@transaction.atomic
def confirm(question: Question) -> bool:
    """The address is right: the editors get it. False where it was confirmed, or very many wait."""
    Record.objects.select_for_update().get(pk=question.record_id)
    found = review.locked(question)
    waiting = Question.objects.filter(record=found.record_id, state__in=WAITING)
    if found.state != State.UNCONFIRMED or waiting.count() >= MOST_WAITING:
        return False
    found.state, found.confirmed_at = State.ASKED, timezone.now()
    found.sent_at = found.confirmed_at
    found.save()
    mails.tell_question_asked(found)
    return True


@transaction.atomic
def forget(question: Question) -> None:
    """Whoever asked takes it back: it is gone, for readers too."""
    found = review.locked(question)
    was_public = found.state == State.PUBLIC
    found.delete()
    if was_public:
        readers_changed(found)


@transaction.atomic
def store(question: Question, by: Any, typed: dict[str, str]) -> Question:
    """Store the city's answer. A public one leaves its readers until editors have read what is new.

    Raises ``PermissionDenied``.
    """
    found = review.locked_for(question, by, can_reply)
    was_public = found.state == State.PUBLIC
    if typed["reply"] != found.reply:
        found.translations.update(reply="")
    found.reply, found.reply_language = typed["reply"], typed["reply_language"]
    found.edited_by = by
    found.version += 1
    if found.state in (State.PUBLIC, State.WITHDRAWN, State.UNANSWERED):
        found.state = State.OPEN
    found.save()
    if was_public:
        readers_changed(found)
    return found


@transaction.atomic
def send(question: Question, by: Any) -> bool:
    """Hand the answer to the editors; False where it is with them already. Raises ``PermissionDenied``."""
    before = {State.OPEN, State.CHANGES} if question.reply else set()
    sent = review.hand_in(question, by, can_send, before)
    if sent:
        mails.tell_reply_sent(sent)
    return sent is not None


def take_back(question: Question, by: Any) -> bool:
    """The city writes on; False where the editors have answered. Raises ``PermissionDenied``."""
    return review.move(QUESTIONS, question, by, can_send, {State.SENT}, State.OPEN)


def withdraw(question: Question, by: Any) -> bool:
    """The city takes question and answer from their readers. Raises ``PermissionDenied``."""
    return review.move(QUESTIONS, question, by, can_send, {State.PUBLIC}, State.WITHDRAWN)


@transaction.atomic
def leave(question: Question, by: Any) -> bool:
    """The city does not answer; whoever asked is told. Raises ``PermissionDenied``."""
    before = {State.OPEN, State.CHANGES}
    if not review.move(QUESTIONS, question, by, can_send, before, State.UNANSWERED):
        return False
    mails.tell_end(Question.objects.get(pk=question.pk))
    return True
