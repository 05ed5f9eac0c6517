"""The form in which an event's page is written, with the facts that stand once for all its languages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import construct_instance, fields_for_model, model_to_dict
from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminDateInput

from exchange.models.event import EVENT_FACTS, Event, time_zones
from exchange.models.times import is_on_the_clock
from kb.site.page_forms import PageForm
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


class EventFactFields:
    """The fields of an event's row; Django's forms take them in as declared fields."""

    declared_fields = fields_for_model(Event, EVENT_FACTS, formfield_callback=_field_of_a_fact)


class TypedFacts(forms.ModelForm):
    """The facts alone, read once more after Wagtail has saved the page: it hands on a page read anew."""

    class Meta:
        model = Event
        fields = EVENT_FACTS
        formfield_callback = _field_of_a_fact


class EventPageForm(EventFactFields, PageForm):
    """The words of a page and the facts of its event, examined together.

    What was typed stands in ``instance.event``, so that a preview shows it; a new page stores it with itself,
    and of a known event :func:`exchange.events.facts.store_facts` does, from :class:`TypedFacts`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page = self.instance
        if page.event_id is None:
            page.event = Event(key=page.translation_key)
        for name, value in model_to_dict(page.event, EVENT_FACTS).items():
            self.initial.setdefault(name, value)
        # Facts of a public event are public at once, so they are for those who may publish.
        may_not = page.pk and not page.permissions_for_user(self.for_user).can_publish()
        if may_not and page.event.pages.filter(live=True).exists():
            for name in EVENT_FACTS:
                self.fields[name].disabled = True

    def _post_clean(self) -> None:
        super()._post_clean()
        event = construct_instance(self, self.instance.event, EVENT_FACTS)
        try:
            event.full_clean(exclude={name for name in EVENT_FACTS if name in self._errors})
        except ValidationError as wrong:
            self.add_error(None, wrong)

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
