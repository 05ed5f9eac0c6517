"""Forms of questions, both with the guard: what a reader asks, what a city answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from exchange.models.questions import LONGEST_QUESTION, LONGEST_REPLY
from kb.contact.forms import LetterForm, one_line
from kb.contact.persons import PersonsForm
from kb.texts.lines.fields import TypedEmailField, TypedField


class QuestionForm(LetterForm):
    """A question on one part; of whoever asks nothing but where to answer."""

    read_for_persons: tuple[str, ...] = ("words",)

    part = forms.ChoiceField(label=_("What it is about"), required=False)
    words = TypedField(
        label=_("Your question"),
        max_length=LONGEST_QUESTION,
        help_text=_(
            "Never write about a person: no names, no cases. Ask about the work of the city."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    language = forms.ChoiceField(label=_("Language of your question"), choices=settings.LANGUAGES)
    email = TypedEmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_(
            "You get a link there, and later the answer. Nobody else sees it; it is deleted a month after."
        ),
        validators=[one_line],
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    consent = forms.BooleanField(
        label=_("My question may be published with the answer, without my name and my address.")
    )
    name = None  # type: ignore[assignment]
    organisation = None  # type: ignore[assignment]
    subject = None  # type: ignore[assignment]

    def __init__(self, *args: Any, parts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = parts  # type: ignore[attr-defined]
        self.fields["language"].initial = get_language()

    @property
    def asked(self) -> list[Any]:
        return [self[name] for name in ("part", "words", "language", "email", "consent")]


class ReplyForm(PersonsForm):
    """What the city answers; anybody reads it once an editor has."""

    read_for_persons = ("reply",)

    reply = TypedField(
        label=_("Your answer"),
        max_length=LONGEST_REPLY,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Anybody reads this on the record’s page. No names, no cases."),
    )
    reply_language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
