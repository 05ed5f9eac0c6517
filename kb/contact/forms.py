"""What a reader writes to a city."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from kb.contact.alliance import Reason, own_path
from kb.contact.persons import PersonsForm
from kb.texts.current_language import current_language
from kb.texts.lines.fields import TypedEmailField, TypedField

# What becomes part of a mail's head or first line must not begin another line.
one_line = RegexValidator(
    r"^[^\x00-\x1f\x7f\x85\u2028\u2029]*$",
    _("This must fit on one line, without control characters."),
)
LONGEST_LETTER = 4000


class LetterForm(PersonsForm):
    """Who writes, where to answer, and the words.

    ``leave_empty`` is a trap: no person sees it, so whoever fills it in is a program.
    """

    # All that the city will read but the way to answer.
    read_for_persons: tuple[str, ...] = ("organisation", "subject", "words")

    name = TypedField(
        label=_("Your name"),
        max_length=100,
        strip=True,
        validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    organisation = TypedField(
        label=_("City or organisation (if any)"),
        max_length=150,
        required=False,
        validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    email = TypedEmailField(
        label=_("Where to answer"),
        max_length=254,
        help_text=_("Your e-mail address. Only those who get the message see it."),
        validators=[one_line],
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    subject = TypedField(label=_("What it is about"), max_length=150, validators=[one_line])
    words = TypedField(
        label=_("Your message"),
        max_length=LONGEST_LETTER,
        help_text=_(
            "Never write about a person: no names, no cases. Ask about the work of the city."
        ),
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    leave_empty = TypedField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    @property
    def asked(self) -> list[Any]:
        """The fields that people see."""
        return [self[name] for name in ("name", "organisation", "email", "subject", "words")]

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled in what no person sees."""
        return bool(self.data.get("leave_empty"))


class AllianceForm(LetterForm):
    """A message to the Alliance: its reason is chosen, the page comes with the link that led here."""

    reason = forms.ChoiceField(
        label=_("What it is about"), choices=Reason.choices, widget=forms.RadioSelect()
    )
    about = TypedField(
        label=_("Address of the page"),
        max_length=500,
        required=False,
        help_text=_("The part after the name of the site, such as /en/cities/."),
        validators=[one_line],
    )
    subject = None  # type: ignore[assignment]

    words = TypedField(
        label=_("Your message"),
        max_length=LONGEST_LETTER,
        help_text=_(
            "Where personal data is on a page, say where on the page it stands; do not repeat it."
        ),
        widget=forms.Textarea(attrs={"rows": 9}),
    )

    @property
    def asked(self) -> list[Any]:
        return [
            self[name] for name in ("reason", "about", "words", "name", "organisation", "email")
        ]

    def clean_about(self) -> str:
        """Only pages of this site."""
        typed: str = self.cleaned_data["about"]
        path = own_path(typed.removeprefix(settings.WAGTAILADMIN_BASE_URL.rstrip("/")))
        if typed and not path:
            raise forms.ValidationError(_("There is no such page on this site."))
        return path

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["language"] = current_language()
        return cleaned
