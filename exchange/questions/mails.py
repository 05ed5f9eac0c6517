"""Mails about questions: to whoever asks, to the editors in whose remit it is, to the people of the city."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from exchange.models import Question
from exchange.permissions import can_answer
from exchange.questions.links import QUESTION
from exchange.questions.parts import public_page
from exchange.review.mails import people_behind
from kb.mail.services import Letter, write, write_to_address
from kb.models import User
from kb.permissions import editors
from kb.site.addresses import absolute, language_path

State = Question.State


def _names(question: Question) -> dict[str, str]:
    """The record and its city, in the active language."""
    page = public_page(question.record, get_language() or "")
    city = question.of_city
    return {
        "title": page.title if page else str(question.record),
        "city": city.name_in() if city else "–",
    }


def _page_of(question: Question) -> str:
    page = public_page(question.record, get_language() or "")
    return absolute(language_path(page, get_language())) if page else QUESTION.link_of(question)


def _key(question: Question, what: str) -> str:
    return f"question:{question.pk}:{what}:{question.changed_at:%Y%m%d%H%M%S%f}"


def _to_asker(question: Question, what: str, compose: Any) -> None:
    """One mail to whoever asks, in the language of the question; none where the address is forgotten."""
    if question.email:
        write_to_address(question.email, question.language, _key(question, what), compose)


def tell_question_to_confirm(question: Question) -> None:
    """The link that confirms the address."""

    def compose() -> Letter:
        names = _names(question)
        return Letter(
            _("Please confirm your question: %(title)s") % names,
            [
                _("Somebody, we think you, asks %(city)s about “%(title)s”.") % names,
                _(
                    "Open the link to confirm your address. Only then does anybody read the question."
                ),
                _("If it was not you, do nothing: what was written is deleted in three days."),
            ],
            _("Confirm my question"),
            QUESTION.link_of(question),
        )

    _to_asker(question, "confirm", compose)


def _to_editors(question: Question, what: str, compose: Any) -> None:
    """One mail to each editor who may answer what waits."""
    for editor in editors():
        if can_answer(editor, question):
            write(editor, _key(question, what), compose)


def tell_question_asked(question: Question) -> None:
    """The editors learn that a question waits to be let through."""

    def compose() -> Letter:
        names = _names(question)
        return Letter(
            _("To be read: question to %(city)s") % names,
            [_("Somebody asks %(city)s about “%(title)s”. Let it through, or decline.") % names],
            _("Read and answer"),
            absolute(reverse("exchange_office:question", args=[question.pk])),
        )

    _to_editors(question, "asked", compose)


def tell_reply_sent(question: Question) -> None:
    """The editors learn that a city has answered."""

    def compose() -> Letter:
        names = _names(question)
        return Letter(
            _("To be read: answer of %(city)s") % names,
            [_("%(city)s has answered a question about “%(title)s”.") % names],
            _("Read and answer"),
            absolute(reverse("exchange_office:question", args=[question.pk])),
        )

    _to_editors(question, "sent", compose)


def tell_question_decided(question: Question) -> None:
    """The city learns what waits at its desk or was decided; whoever asks, how it ended."""
    state = State(question.state)
    if state in (State.OPEN, State.CHANGES, State.PUBLIC, State.TAKEN_DOWN):
        _to_city(question)
    if state in (State.PUBLIC, State.DECLINED):
        tell_end(question)


def _to_city(question: Question) -> None:
    def compose() -> Letter:
        names = _names(question)
        subject, words = {
            State.OPEN: (
                _("A question about your work: %(title)s"),
                _(
                    "Somebody asks about your record. The question stands at your desk; answer it there."
                ),
            ),
            State.CHANGES: (
                _("Changes asked for: %(title)s"),
                _("The editors ask for changes. Their words stand at your desk."),
            ),
            State.TAKEN_DOWN: (
                _("Taken down: %(title)s"),
                _("The editors have taken your answer down. Their words stand at your desk."),
            ),
        }.get(
            State(question.state),
            (
                _("Published: %(title)s"),
                _("Question and answer are published below the record."),
            ),
        )
        city = question.of_city
        address = reverse("questions:reply", args=[city.code if city else "-", question.pk])
        return Letter(subject % names, [words], _("To the question"), absolute(address))

    for person in _of_the_city(question):
        write(person, _key(question, str(question.state)), compose)


def _of_the_city(question: Question) -> list[User]:
    """Everybody of the city about a new question, later who answered it."""
    if question.state != State.OPEN:
        return people_behind(question)
    here = User.objects.filter(is_active=True, city_roles__city=question.record.city_id)
    return list(here.distinct().order_by("pk"))


def tell_end(question: Question) -> None:
    """Whoever asked learns that there is an answer, or that there will be none."""

    def compose() -> Letter:
        names = _names(question)
        if question.state == State.PUBLIC:
            return Letter(
                _("Answered: your question to %(city)s") % names,
                [
                    _("%(city)s has answered your question about “%(title)s”.") % names,
                    _("Question and answer are published below the record."),
                ],
                _("Read the answer"),
                _page_of(question),
            )
        is_declined = question.state == State.DECLINED
        why = (
            _("The editors have not passed your question on.")
            if is_declined
            else _("The city does not answer your question.")
        )
        said = [question.answer] if is_declined and question.answer else []
        return Letter(
            _("No answer: your question to %(city)s") % names,
            [why, *said, _("What you wrote is deleted in a month.")],
            _("To the record"),
            _page_of(question),
        )

    _to_asker(question, f"end-{question.state}", compose)
