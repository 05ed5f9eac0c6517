"""The form of one date of a training, with the guard over persons."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from kb.contact.persons import PersonsForm
from kb.texts.capitals import capitalised
from kb.texts.lines.fields import typed_formfield
from practices.models import TrainingDate
from practices.records.training_dates import TYPED

# A date further away is a slip of the pen.
FURTHEST = timedelta(days=3 * 365)


def _formfield(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """The form field for a field of a date; kept lazy, as the form's class is made once."""
    if isinstance(field, models.DateField):
        kwargs["widget"] = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    elif isinstance(field, models.TimeField):
        kwargs["widget"] = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    elif isinstance(field, models.URLField):
        kwargs["assume_scheme"] = "https"
    made = typed_formfield(field, **kwargs)
    if made is not None:
        made.label = capitalised(field.verbose_name)
    return made


class DateForm(PersonsForm, forms.ModelForm):
    """When, where, in which language a training is given, and for whom.

    ``known``: hosts to which readers are led already; a link that no editor has seen leads nowhere else.
    """

    read_for_persons = ("place", "seats")

    class Meta:
        model = TrainingDate
        fields = TYPED
        formfield_callback = _formfield

    def __init__(self, *args: Any, known: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known

    def clean(self) -> dict[str, Any]:
        """Days to come; links to known places. Their order is the model's matter."""
        cleaned = super().clean()
        today = timezone.localdate()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and (last or first) < today:
            self.add_error("starts_on", _("This day is past."))
        elif first and first > today + FURTHEST:
            self.add_error("starts_on", _("This year is out of reach."))
        host = urlsplit(cleaned.get("registration_url") or "").hostname
        if host and host not in self.known:
            self.add_error(
                "registration_url",
                _(
                    "Nobody of the editors has seen this site yet. Name a page of your city’s own site."
                ),
            )
        return cleaned

    def values(self) -> dict[str, Any]:
        """What is to be stored."""
        return {name: getattr(self.instance, name) for name in TYPED}
