"""Choosing a record in the admin: Wagtail's chooser offers pages, what is stored is their record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminPageChooser

from practices.models import Record, RecordPage
from practices.records.originals import original_of_record

RECORD_TYPES = [
    "practices.PracticePage",
    "practices.TrainingProgrammePage",
    "practices.StudyVisitReportPage",
]
LONGEST_NUMBER = 18


class RecordChoiceField(forms.ModelChoiceField):
    """A record, by the page of any of its language versions."""

    def prepare_value(self, value: Any) -> Any:
        """The number of the page that the chooser shows: of the original; of a typed one if there is such."""
        if isinstance(value, Record):
            value = value.pk
        if not isinstance(value, UUID):
            page = _page(value)
            return page.pk if page else None
        pages = list(RecordPage.objects.filter(record=value).select_related("locale", "record"))
        return original_of_record(pages).pk if pages else None

    def to_python(self, value: Any) -> Record | None:
        """The record to which the chosen page belongs."""
        if value in self.empty_values:
            return None
        page = _page(value)
        if page is None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        record: Record = page.record
        return record

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another record was chosen: another version of it is none."""
        return str(self.prepare_value(initial) or "") != str(data or "")


def _page(number: Any) -> RecordPage | None:
    """The record's page with this number; Wagtail's chooser breaks on one that no page has."""
    text = str(number)
    if not text.isdecimal() or len(text) > LONGEST_NUMBER:
        return None
    return RecordPage.objects.filter(pk=text).select_related("record").first()


def install() -> None:
    """Wagtail's forms choose records so; called once, when the app is ready."""
    register_form_field_override(
        ForeignKey,
        to=Record,
        override={
            "form_class": RecordChoiceField,
            "widget": AdminPageChooser(target_models=RECORD_TYPES),
        },
    )
