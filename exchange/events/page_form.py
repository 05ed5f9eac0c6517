"""The form in which an event's page is written, with the facts that stand once for all its languages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminDateInput

from exchange.models.event import EVENT_FACTS, Event, time_zones
from exchange.models.times import is_on_the_clock
from kb.site.shared_facts import SharedFactsForm
from kb.texts.lines.fields import typed_formfield


def _field_of_a_fact(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """As of other forms; languages are ticked, zones chosen, days picked from a calendar."""
    if isinstance(field, models.JSONField):
        return forms.MultipleChoiceField(
            label=field.verbose_name,
            choices=settings.LANGUAGES,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
    if field.name == "time_zone":
        return forms.ChoiceField(label=field.verbose_name, choices=time_zones)
    if isinstance(field, models.DateField):
        kwargs["widget"] = AdminDateInput
    return typed_formfield(field, **kwargs)


class TypedFacts(forms.ModelForm):
    """The facts of an event alone."""

    class Meta:
        model = Event
        fields = EVENT_FACTS
        formfield_callback = _field_of_a_fact


class EventFactFields:
    """The fields of an event's row; Django's forms take them in as declared fields."""

    declared_fields = TypedFacts.base_fields


class EventPageForm(EventFactFields, SharedFactsForm):
    """The words of a page and the facts of its event, which :mod:`exchange.events.facts` stores."""

    facts = EVENT_FACTS

    def is_valid(self) -> bool:
        """Sessions stand within the days of the event, at times that the clock shows there."""
        valid: bool = super().is_valid()
        sessions = self.formsets.get("sessions")
        if not valid or sessions is None:
            return valid
        event = self.instance.event
        for form in sessions.forms:
            typed = dict(form.cleaned_data)
            if typed.get("DELETE") or not typed.get("day"):
                continue
            if not event.starts_on <= typed["day"] <= event.ends_on:
                form.add_error("day", _("This day is not one of the event."))
                valid = False
            for name in ("begins", "ends"):
                if not is_on_the_clock(typed["day"], typed[name], event.zone):
                    form.add_error(
                        name, _("The clock is put forward then: there is no such time on this day.")
                    )
                    valid = False
        return valid
