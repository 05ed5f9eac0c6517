"""What somebody of a city says of themselves when asking for an account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from kb.contact.forms import LetterForm, one_line
from kb.texts.lines.fields import TypedEmailField, TypedField

LONGEST_WORDS = 2000


class AccountForm(LetterForm):
    """For which city, as what, and where to answer: in the reader's language."""

    city = TypedField(
        label=_("Your city or region"),
        max_length=100,
        validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "cities-there"}),
        help_text=_("Its name in your language; it need not be on this site yet."),
    )
    country = forms.ChoiceField(label=_("Country"))
    function = TypedField(
        label=_("Your function"),
        max_length=150,
        validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    email = TypedEmailField(
        label=_("Your work e-mail address"),
        max_length=254,
        help_text=_("You get a link there; the request goes on once you have opened it."),
        validators=[one_line],
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(label=_("Language for our mails"), choices=settings.LANGUAGES)
    words = TypedField(
        label=_("What you would like to share (optional)"),
        max_length=LONGEST_WORDS,
        required=False,
        help_text=_("A sentence is enough. Never write about a person."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    subject = None  # type: ignore[assignment]
    organisation = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", "–"), *countries]  # type: ignore[attr-defined]
        self.fields["language"].initial = get_language()

    @property
    def asked(self) -> list[Any]:
        names = ("city", "country", "name", "function", "email", "language", "words")
        return [self[name] for name in names]
