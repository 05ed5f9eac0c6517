"""What somebody says of themselves to come to an event: on one screen, without an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from exchange.models import Event
from exchange.models.registrations import LONGEST_NEEDS
from kb.contact.forms import LetterForm, one_line
from kb.texts.language_field import language_name
from kb.texts.lines.fields import TypedEmailField, TypedField

Session = tuple[str, str]
CHOICES_OF_VISITS = ("visit_1", "visit_2", "visit_3")


@dataclass(frozen=True)
class Offered:
    """What an event offers to choose from: sessions, and study visits with seats of their own."""

    sessions: list[Session]
    visits: list[Session]
    # The language of a visit's title, where it is not that of the page.
    languages: dict[str, str]


class SelectVisit(forms.Select):
    """A list of visits, each in the language of its title."""

    languages: dict[str, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if language := self.languages.get(str(value)):
            option["attrs"]["lang"] = language
        return option


class OwnWishes(forms.Form):
    """What may be changed later: function, languages, sessions, travel, needs."""

    function = TypedField(
        label=_("Your function"),
        max_length=150,
        validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    language = forms.ChoiceField(label=_("Language for our mails"), choices=settings.LANGUAGES)
    hears = forms.ChoiceField(
        label=_("In which language would you like to listen?"), required=False
    )
    sessions = forms.MultipleChoiceField(
        label=_("Which sessions will you attend?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    visit_1 = forms.ChoiceField(
        label=_("Study visit: first choice"),
        required=False,
        widget=SelectVisit,
        help_text=_("You get a seat in the first of your choices that has one."),
    )
    visit_2 = forms.ChoiceField(
        label=_("Study visit: second choice"), required=False, widget=SelectVisit
    )
    visit_3 = forms.ChoiceField(
        label=_("Study visit: third choice"), required=False, widget=SelectVisit
    )
    travel_support = forms.BooleanField(
        label=_("I need support for my travel costs"),
        required=False,
        help_text=_("Yes or no only. The secretariat writes to you about the rest."),
    )
    needs = TypedField(
        label=_("What do you need to take part (optional)?"),
        max_length=LONGEST_NEEDS,
        required=False,
        help_text=_(
            "A step-free way, sign language, food: only if you wish. It is deleted the day after the event."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    needs_consent = forms.BooleanField(
        label=_("The secretariat may read what I need, to arrange it."), required=False
    )

    event: Event

    def ask_about(self, event: Event, offered: Offered) -> None:
        """Offer the languages, sessions and visits of an event; what it has none of is not asked."""
        self.event = event
        heard = [(code, language_name(code)) for code in event.heard]
        self.fields["hears"].choices = [("", "–"), *heard]  # type: ignore[attr-defined]
        self.fields["sessions"].choices = offered.sessions  # type: ignore[attr-defined]
        for name in CHOICES_OF_VISITS:
            field: Any = self.fields[name]
            field.choices = [("", "–"), *offered.visits]
            field.widget.languages = offered.languages
        self.left_out = {
            *(["hears"] if len(heard) < 2 else []),
            *(["sessions"] if len(offered.sessions) < 2 else []),
            *CHOICES_OF_VISITS[len(offered.visits) :],
            *([] if event.offers_travel_support else ["travel_support"]),
        }
        for name in self.left_out:
            self.fields[name].disabled = True

    @property
    def wishes(self) -> list[Any]:
        """The fields that people see."""
        names = ("function", "language", "hears", "sessions", *CHOICES_OF_VISITS)
        more = ("travel_support", "needs", "needs_consent")
        return [self[name] for name in (*names, *more) if name not in self.left_out]

    def clean(self) -> dict[str, Any]:
        """Needs are data on health: without a word of consent of their own they are not taken."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("needs") and not cleaned.get("needs_consent"):
            self.add_error(
                "needs_consent",
                _("Tick this so that we may keep what you need, or leave it empty."),
            )
        for name in self.left_out:
            cleaned[name] = [] if name == "sessions" else False if name == "travel_support" else ""
        ranked = [cleaned.get(name) for name in CHOICES_OF_VISITS]
        cleaned["visits"] = list(dict.fromkeys(key for key in ranked if key))
        return cleaned


class RegistrationForm(OwnWishes, LetterForm):
    """Who would come: name, function, city and where to answer, and the wishes."""

    # Whoever registers writes of themselves.
    read_for_persons: tuple[str, ...] = ()

    city = TypedField(
        label=_("Your city or organisation"),
        max_length=150,
        validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "organization", "list": "cities-there"}),
    )
    email = TypedEmailField(
        label=_("Your work e-mail address"),
        max_length=254,
        help_text=_("You get a link there; your place is kept once you have opened it."),
        validators=[one_line],
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    consent = forms.BooleanField(
        label=_("I agree that the secretariat keeps what I write here for this event."),
        help_text=_(
            "It is read by the secretariat alone, never public, and deleted six months after the event."
        ),
    )
    subject = None  # type: ignore[assignment]
    organisation = None  # type: ignore[assignment]
    words = None  # type: ignore[assignment]

    def __init__(self, *args: Any, event: Event, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_about(event, offered)
        self.fields["language"].initial = get_language()
        self.fields["sessions"].initial = [key for key, _title in offered.sessions]

    @property
    def asked(self) -> list[Any]:
        own = [self[name] for name in ("name", "city", "email")]
        return [*own, *self.wishes, self["consent"]]


class ChangeForm(OwnWishes):
    """What somebody changes by the link in the mail."""

    def __init__(self, *args: Any, event: Event, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_about(event, offered)
