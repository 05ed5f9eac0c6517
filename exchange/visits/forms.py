"""Forms of study visits, all with the guard over persons: asking, days and programme, what was taken home."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.models import StudyVisit, VisitOffer
from exchange.offers.words import month_choices
from exchange.translations import LanguageOfWordsField
from exchange.visits.services import LONGEST
from kb.contact.persons import PersonsForm
from kb.models import City
from kb.texts.capitals import capitalised
from kb.texts.lines.fields import TypedField

# Days further away are a slip of the pen.
FURTHEST = timedelta(days=3 * 366)


class AskForm(PersonsForm):
    """What a city would like to see: some of what is offered, and why."""

    read_for_persons = ("aims",)

    city = forms.ChoiceField(label=gettext_lazy("Your city"))
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("Themes"), widget=forms.CheckboxSelectMultiple
    )
    months = forms.MultipleChoiceField(
        label=gettext_lazy("Months"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("In which of the offered months could you come?"),
    )
    group_size = forms.IntegerField(label=gettext_lazy("Number of visitors"), min_value=1)
    aims = TypedField(
        label=gettext_lazy("What would you like to learn?"),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Only the two cities and the secretariat read it."),
    )

    def __init__(self, *args: Any, offer: VisitOffer, cities: list[City], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered, self.cities = offer, {city.code: city for city in cities}
        themes = [(one.code, capitalised(one.label())) for one in offer.themes.all()]
        months = [choice for choice in month_choices() if choice[0] in offer.months]
        names = [(city.code, city.name_in()) for city in cities]
        for name, choices in (("city", names), ("themes", themes), ("months", months)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        if len(cities) == 1:
            self.fields["city"].widget = forms.HiddenInput()
            self.fields["city"].initial = cities[0].code
        size: Any = self.fields["group_size"]
        size.widget.attrs.update(min=1, max=offer.group_size)

    def clean_group_size(self) -> int:
        """No more than the host receives."""
        number: int = self.cleaned_data["group_size"]
        if number > self.offered.group_size:
            raise forms.ValidationError(
                _("The host receives at most %(limit)d.") % {"limit": self.offered.group_size}
            )
        return number

    def visiting_city(self) -> City:
        """Who asks."""
        return self.cities[self.cleaned_data["city"]]

    def values(self) -> dict[str, Any]:
        """What is to be stored."""
        chosen = set(self.cleaned_data["themes"])
        themes = [one for one in self.offered.themes.all() if one.code in chosen]
        names = ("months", "group_size", "aims")
        return {"themes": themes, **{name: self.cleaned_data[name] for name in names}}


class DaysOfVisitForm(PersonsForm):
    """Days and programme that one side proposes to the other."""

    read_for_persons = ("programme",)

    starts_on = forms.DateField(
        label=gettext_lazy("First day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    programme = TypedField(
        label=gettext_lazy("Programme"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Who speaks is named by function, never by name."),
    )
    language = LanguageOfWordsField("days")

    def __init__(self, *args: Any, visit: StudyVisit, **kwargs: Any) -> None:
        named = {name: getattr(visit, name) for name in ("starts_on", "ends_on", "programme")}
        if visit.programme_language:
            named["language"] = visit.programme_language
        super().__init__(*args, initial=named, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Days to come, in their order, no more than a month."""
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        today = timezone.localdate()
        if first and first < today:
            self.add_error("starts_on", _("This day is past."))
        elif first and first > today + FURTHEST:
            self.add_error("starts_on", _("This year is out of reach."))
        if first and last and last < first:
            self.add_error("ends_on", _("The end lies before the start."))
        elif first and last and (last - first).days >= LONGEST:
            self.add_error("ends_on", _("This is longer than a month. Check the days."))
        return cleaned


class TakenHomeForm(PersonsForm):
    """What the visitors took home."""

    text = TypedField(
        label=gettext_lazy("What have you taken home, and what has come of it?"),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 5, "id": "id_home_text"}),
        help_text=gettext_lazy("The host reads it. For others, write it into the report."),
    )
    language = LanguageOfWordsField("home")
