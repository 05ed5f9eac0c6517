"""The form of an offer: what a city types, with the guard over persons and days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.models import VisitOffer
from exchange.models.offers import MOST_VISITORS, TYPED
from exchange.offers.words import exact_days_in, month_choices
from kb.cities.likeness import languages_of
from kb.contact.persons import PersonsForm
from kb.models import City
from kb.models.visibility import public
from kb.templatetags.kb_tags import language_name
from kb.texts.capitals import capitalised
from kb.texts.lines.fields import typed_formfield
from practices.editing.forms import ConceptsField
from practices.models import RecordPage

FURTHEST = timedelta(days=2 * 366)
# Of a city's public records so many can be chosen, the newest; nobody sees more on a visit.
MOST_OFFERED, MOST_CHOSEN = 60, 12
THEMES = 4


def language_choices(city: City) -> list[tuple[str, str]]:
    """The languages of the site and those of the city, by name."""
    codes = {code for code, _name in settings.LANGUAGES} | languages_of(city)
    named = [(code, str(capitalised(language_name(code)))) for code in codes]
    return sorted(named, key=lambda one: one[1])


def record_choices(city: City, chosen: list[str]) -> list[tuple[str, str]]:
    """The city's public records by title, each once: the newest, and those chosen before."""
    pages = public(RecordPage.objects.filter(record__city=city)).order_by("-first_published_at")
    titles: dict[str, str] = {}
    for key, title in pages.values_list("record", "title")[: MOST_OFFERED * 6]:
        if len(titles) < MOST_OFFERED:
            titles.setdefault(str(key), title)
    if missing := set(chosen) - titles.keys():
        for key, title in pages.filter(record__in=missing).values_list("record", "title"):
            titles.setdefault(str(key), title)
    return list(titles.items())


def _formfield(field: models.Field, **kwargs: Any) -> forms.Field | None:
    if isinstance(field, models.DateField):
        kwargs["widget"] = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    if field.name == "words":
        kwargs["widget"] = forms.Textarea(attrs={"rows": 6})
    made = typed_formfield(field, **kwargs)
    if made is not None:
        made.label = capitalised(field.verbose_name)
    return made


class DaysForm(PersonsForm):
    """A form whose words anybody may read: no persons, and no exact days."""

    def clean(self) -> dict[str, Any]:
        """Name the days that stand in the words."""
        cleaned = super().clean()
        for name in self.read_for_persons:
            if found := exact_days_in(str(cleaned.get(name) or "")):
                self.add_error(
                    name,
                    _("Name months only; days are agreed between the two cities: %(words)s.")
                    % {"words": "; ".join(found[:5])},
                )
        return cleaned


class OfferForm(DaysForm, forms.ModelForm):
    """What a city offers. Themes, months and languages are closed lists, the records its own public ones."""

    read_for_persons = ("title", "words")

    themes = ConceptsField("theme", THEMES)
    months = forms.MultipleChoiceField(
        label=gettext_lazy("Months"),
        choices=month_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("In which months you can receive visitors, in any year."),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages of the visit"), widget=forms.CheckboxSelectMultiple
    )
    records = forms.MultipleChoiceField(
        label=gettext_lazy("Your records of what is shown"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = VisitOffer
        fields = [
            name for name in TYPED if name not in ("themes", "months", "languages", "records")
        ]
        formfield_callback = _formfield

    def __init__(self, *args: Any, city: City, **kwargs: Any) -> None:
        super().__init__(*args, region=city.country_code, **kwargs)
        chosen = []
        if self.instance.pk:
            chosen = [str(key) for key in self.instance.records.values_list("pk", flat=True)]
            self.initial.setdefault("themes", list(self.instance.themes.all()))
            self.initial.setdefault("months", self.instance.months)
            self.initial.setdefault("languages", self.instance.languages)
            self.initial.setdefault("records", chosen)
        self.fields["themes"].required = True
        self.fields["languages"].choices = language_choices(city)  # type: ignore[attr-defined]
        self.fields["records"].choices = record_choices(city, chosen)  # type: ignore[attr-defined]
        self.fields["words"].help_text = _(
            "Anybody reads this. No names, no addresses, no days: those are agreed with the visitors."
        )
        self.fields["open_until"].help_text = _("After this day readers no longer see the offer.")
        self.fields["group_size"].widget.attrs.update(min=1, max=MOST_VISITORS)
        self.order_fields([*TYPED, "checked"])

    def clean_open_until(self) -> Any:
        """A day to come, within two years."""
        day, today = self.cleaned_data["open_until"], timezone.localdate()
        if day < today:
            raise forms.ValidationError(_("This day is past."))
        if day > today + FURTHEST:
            raise forms.ValidationError(_("At most two years ahead."))
        return day

    def clean_records(self) -> list[str]:
        """As many as one sees on a visit."""
        chosen: list[str] = self.cleaned_data["records"]
        if len(chosen) > MOST_CHOSEN:
            raise forms.ValidationError(_("Choose at most %(limit)d.") % {"limit": MOST_CHOSEN})
        return chosen

    def values(self) -> dict[str, Any]:
        """What is to be stored."""
        return {name: self.cleaned_data[name] for name in TYPED}
