"""Form fields for what is typed: cleaned before it is checked, so that what is shown is what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models

from kb.texts.lines.cleaning import clean_line, clean_lines

refuse_null = ProhibitNullCharactersValidator()

if TYPE_CHECKING:
    _Base = forms.CharField
else:
    _Base = object


class _Typed(_Base):
    """Takes out what nobody sees, composes letters; on one line, blanks become single ones."""

    def to_python(self, value: Any) -> Any:
        """The visible words. A line break is left for ``clean``: a validator may refuse it before.

        Raises ``ValidationError`` for the sign that no keyboard and no clipboard gives: a program sent it.
        """
        if value in self.empty_values:
            return super().to_python(value)
        refuse_null(str(value))
        return super().to_python(clean_lines(str(value)))

    def clean(self, value: Any) -> Any:
        """The words, on one line where the box has one."""
        words = super().clean(value)
        has_lines = isinstance(self.widget, forms.Textarea)
        return words if has_lines or not isinstance(words, str) else clean_line(words)


class TypedField(_Typed, forms.CharField):
    """Words on one line, or on several in a larger box."""


class TypedEmailField(_Typed, forms.EmailField):
    """An e-mail address: one with an invisible sign could not be reached, and nobody would see why."""


class TypedURLField(_Typed, forms.URLField):
    """A web address; one without a scheme is taken for ``https``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **kwargs})


FORM_CLASSES: dict[type[models.Field], type[forms.Field]] = {
    models.CharField: TypedField,
    models.TextField: TypedField,
    models.EmailField: TypedEmailField,
    models.URLField: TypedURLField,
}


def typed_formfield(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """The form field of a model's field; the ``formfield_callback`` of our forms."""
    if type(field) in FORM_CLASSES:
        kwargs.setdefault("form_class", FORM_CLASSES[type(field)])
    made: forms.Field | None = field.formfield(**kwargs)
    return made
