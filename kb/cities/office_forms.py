"""Forms of the secretariat: a new city with its first coordinator, and who of the cities is looked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from kb.accounts.forms import InviteForm
from kb.cities.bringing import cities_like_new
from kb.contact.persons import PersonsForm
from kb.models import City, RoleKind
from kb.templatetags.kb_tags import language_name
from kb.texts.language_field import OFFERED
from kb.texts.lines.fields import TypedEmailField, TypedField, typed_formfield
from kb.texts.sorting import name_key


def country_choices() -> list[tuple[str, str]]:
    """All countries by name in the reader's language."""
    return [("", "–"), *countries]


class LookUpForm(forms.Form):
    """Name and country, to be proposed the rest."""

    name = TypedField(label=_("Name of the city, in any language"), max_length=100)
    country = forms.ChoiceField(label=_("Country"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = country_choices()  # type: ignore[attr-defined]


class NewCityForm(forms.ModelForm):
    """What is known of a city, and whom to invite as its first coordinator."""

    languages = forms.MultipleChoiceField(
        label=_("Languages spoken there"), required=False, widget=forms.SelectMultiple({"size": 6})
    )
    email = TypedEmailField(
        label=_("E-mail address of the first coordinator"),
        required=False,
        max_length=254,
        help_text=_("The invitation leaves at once. Empty: nobody is invited yet."),
    )
    mail_language = forms.ChoiceField(
        label=_("Language of the invitation"), choices=settings.LANGUAGES
    )
    another = forms.BooleanField(
        label=_("It is another city than those named above"), required=False
    )

    class Meta:
        model = City
        formfield_callback = typed_formfield
        fields = (
            "names",
            "official_name",
            "country",
            "latitude",
            "longitude",
            "coordinates_source",
            "population",
            "population_year",
            "population_basis",
            "population_source",
            "languages",
            "website",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(code, language_name(code)) for code in OFFERED]
        named.sort(key=lambda choice: name_key(choice[1]))
        self.fields["languages"].choices = named  # type: ignore[attr-defined]
        self.alike: list[City] = []

    def clean_languages(self) -> str:
        """As the city's row keeps them."""
        return ", ".join(self.cleaned_data["languages"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            self.add_error("longitude", _("Give both, latitude and longitude, or neither."))
        names, country = cleaned.get("names"), cleaned.get("country")
        if names and country:
            self.alike = cities_like_new(
                names, str(country), cleaned.get("latitude"), cleaned.get("longitude")
            )
            if self.alike and not cleaned.get("another"):
                self.add_error(
                    "another",
                    _("This could be a city that is here already: %(names)s.")
                    % {"names": ", ".join(city.name_in() for city in self.alike)},
                )
        return cleaned

    def _post_clean(self) -> None:
        """The row itself is made and examined by :func:`kb.cities.bringing.make_city`."""

    @property
    def facts(self) -> dict[str, Any]:
        """What the city's row takes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @property
    def invitation(self) -> dict[str, Any] | None:
        """Whom to invite, if anybody."""
        if not self.cleaned_data["email"]:
            return None
        return {
            "email": self.cleaned_data["email"],
            "role": RoleKind.COORDINATOR,
            "language": self.cleaned_data["mail_language"],
        }


class DeclineForm(PersonsForm):
    """Why there is no account."""

    read_for_persons = ("why",)

    why = TypedField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("It is sent as it stands; write in the language of whoever asks."),
    )


__all__ = ["DeclineForm", "InviteForm", "LookUpForm", "NewCityForm"]
