"""What a reader writes to a city."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

# What becomes part of a mail's head or first line must not begin another line.
one_line = RegexValidator(
    r"^[^\x00-\x1f\x7f\x85\u2028\u2029]*$",
    _("This must fit on one line, without control characters."),
)
LONGEST_LETTER = 4000


class LetterForm(forms.Form):
    """Who writes, where to answer, and the words.

    ``leave_empty`` is a trap: no person sees it, so whoever fills it in is a program. ``checked`` counts only
    where the guard over persons has found something.
    """

    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        strip=True,
        validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    organisation = forms.CharField(
        label=_("City or organisation (if any)"),
        max_length=150,
        required=False,
        validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    email = forms.EmailField(
        label=_("Where to answer"),
        max_length=254,
        help_text=_("Your e-mail address. Only those who get the message see it."),
        validators=[one_line],
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    subject = forms.CharField(label=_("What it is about"), max_length=150, validators=[one_line])
    words = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_LETTER,
        help_text=_(
            "Never write about a person: no names, no cases. Ask about the work of the city."
        ),
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    leave_empty = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    checked = forms.BooleanField(
        label=_("I have read it again: it says nothing about a person."), required=False
    )

    @property
    def asked(self) -> list[Any]:
        """The fields that people see."""
        return [self[name] for name in ("name", "organisation", "email", "subject", "words")]

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled in what no person sees."""
        return bool(self.data.get("leave_empty"))

    @property
    def texts(self) -> str:
        """All that the city will read but the way to answer."""
        values = (self.cleaned_data.get(name, "") for name in ("organisation", "subject", "words"))
        return "\n".join(value for value in values if value)
