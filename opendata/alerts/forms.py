"""The form of an alert: where to, and how often."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kb.contact.forms import LetterForm, one_line
from kb.texts.lines.fields import TypedEmailField
from opendata.models import Rhythm


class AlertForm(LetterForm):
    """An address and a rhythm; nothing else is asked."""

    read_for_persons: tuple[str, ...] = ()

    email = TypedEmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("You get a link there; nothing is sent before you have opened it."),
        validators=[one_line],
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    rhythm = forms.ChoiceField(
        label=_("How often"),
        choices=Rhythm.choices,
        initial=Rhythm.WEEKLY,
        widget=forms.RadioSelect(),
    )
    name = None  # type: ignore[assignment]
    organisation = None  # type: ignore[assignment]
    subject = None  # type: ignore[assignment]
    words = None  # type: ignore[assignment]

    @property
    def asked(self) -> list[Any]:
        return [self["email"], self["rhythm"]]
