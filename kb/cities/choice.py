"""Choosing a city in a form, by its name in the language of who chooses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, ForeignKey, OuterRef, QuerySet
from django.forms.models import ModelChoiceIterator
from wagtail.admin.forms.models import register_form_field_override

from kb.models import City, CityPage
from kb.texts.sorting import name_key


def cities_with_a_page() -> QuerySet[City]:
    """The cities that readers can find."""
    return City.objects.filter(Exists(CityPage.objects.live().filter(city=OuterRef("pk"))))


class _ByName(ModelChoiceIterator):
    """Names in the order of the alphabet of who reads; cities are as many as a list can hold."""

    def __iter__(self) -> Iterator[Any]:
        choices = list(super().__iter__())
        empty = 1 if self.field.empty_label is not None else 0  # type: ignore[attr-defined]
        yield from choices[:empty]
        yield from sorted(choices[empty:], key=lambda one: name_key(str(one[1])))


class CityChoiceField(forms.ModelChoiceField):
    """A city."""

    iterator = _ByName

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name_in())

    def to_python(self, value: Any) -> Any:
        """The city; what is no key of one is refused like a key that no city has."""
        try:
            return super().to_python(value)
        except ValidationError as error:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice"
            ) from error


def register() -> None:
    """Wagtail's forms choose cities so; called once, when the app is ready."""
    register_form_field_override(ForeignKey, to=City, override={"form_class": CityChoiceField})
