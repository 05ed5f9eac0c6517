"""A value per language in one column: for names and labels that belong to a thing, not to a text.

A concept or a city is one row whatever the language; only what it is called differs. Running text,
which is translated and reviewed page by page, is wagtail-localize's business instead.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.texts.current_language import current_language
from kb.texts.lines.fields import TypedField

MAX_NAME_LENGTH = 200
MAX_TEXT_LENGTH = 1000


def in_language(values: dict[str, Any], language: str | None = None, default: Any = "") -> Any:
    """Return the value for ``language`` (the active one if None), else English, else any there is."""
    code = (language or current_language()).split("-")[0]
    return (
        values.get(code)
        or values.get(settings.LANGUAGE_CODE)
        or next((value for value in values.values() if value), default)
    )


class NamesWidget(forms.MultiWidget):
    """One text box per site language, each labelled with its language for those who cannot see it."""

    template_name = "kb/widgets/names.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {
                code: self.box({"lang": code, "aria-label": str(name)})
                for code, name in settings.LANGUAGES
            },
            attrs,
        )

    def box(self, attrs: dict[str, Any]) -> forms.Widget:
        """The box of one language."""
        return forms.TextInput(attrs)

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        return [(value or {}).get(code, "") for code, _name in settings.LANGUAGES]


class NamesFormField(forms.MultiValueField):
    """Form field for :class:`NamesField`; English is required, the others may wait."""

    widget = NamesWidget
    box: type[forms.Widget] = forms.TextInput
    longest = MAX_NAME_LENGTH

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        required = kwargs.get("required", True)
        super().__init__(
            fields=[
                TypedField(
                    max_length=self.longest,
                    required=required and code == settings.LANGUAGE_CODE,
                    widget=self.box,
                )
                for code, _name in settings.LANGUAGES
            ],
            require_all_fields=False,
            **kwargs,
        )

    def compress(self, data_list: list[str]) -> dict[str, str]:
        codes = [code for code, _name in settings.LANGUAGES]
        return {code: value for code, value in zip(codes, data_list, strict=False) if value}


class SynonymsWidget(NamesWidget):
    """One text box per language, several words separated by a semicolon."""

    def decompress(self, value: dict[str, list[str]] | None) -> list[str]:  # type: ignore[override]
        return ["; ".join((value or {}).get(code, [])) for code, _name in settings.LANGUAGES]


class SynonymsFormField(NamesFormField):
    """Form field for :class:`SynonymsField`: semicolons separate, nothing is required."""

    widget = SynonymsWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # A list of words is longer than a name; each word is bounded by SynonymsField.
        self.fields = [TypedField(required=False, max_length=2000) for _field in self.fields]

    def compress(self, data_list: list[str]) -> dict[str, list[str]]:  # type: ignore[override]
        return {
            code: words
            for code, text in super().compress(data_list).items()
            if (words := [word.strip() for word in text.split(";") if word.strip()])
        }


class NamesField(models.JSONField):
    """``{"en": "Copenhagen", "de": "Kopenhagen", …}``: English present, keys are site languages.

    Raises ``ValidationError`` (in ``clean``) for other keys, other types or overlong names.
    """

    longest = MAX_NAME_LENGTH

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if not isinstance(value, dict) or set(value) - {code for code, _name in settings.LANGUAGES}:
            raise ValidationError(_("Give one name per language of this site."), code="languages")
        if not self.blank and not value.get(settings.LANGUAGE_CODE):
            raise ValidationError(_("The English name is required."), code="required")
        for words in value.values():
            self._validate_words(words)

    def _validate_words(self, words: Any) -> None:
        if not isinstance(words, str) or len(words) > self.longest:
            raise ValidationError(
                _("A name has at most %(limit)d characters."),
                params={"limit": self.longest},
                code="max_length",
            )

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": NamesFormField, **kwargs})


class TextsWidget(NamesWidget):
    """One larger text box per site language."""

    def box(self, attrs: dict[str, Any]) -> forms.Widget:
        """A box of three lines."""
        return forms.Textarea({**attrs, "rows": 3})


class TextsFormField(NamesFormField):
    """Form field for :class:`TextsField`."""

    widget = TextsWidget
    box = forms.Textarea
    longest = MAX_TEXT_LENGTH


class TextsField(NamesField):
    """``{"en": "Say what you do.", …}``: a short text per language, English present."""

    longest = MAX_TEXT_LENGTH

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": TextsFormField, **kwargs})


class SynonymsField(NamesField):
    """``{"en": ["PVE", "CVE"], …}``: other words under which the same thing is looked for."""

    def _validate_words(self, words: Any) -> None:
        if not isinstance(words, list):
            raise ValidationError(_("Give a list of words per language."), code="type")
        for word in words:
            super()._validate_words(word)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": SynonymsFormField, **kwargs})
