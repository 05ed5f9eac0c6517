"""Forms of the report on searches that found nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kb.models import Concept, Word
from kb.texts.lines.fields import TypedField


class KnownAsForm(forms.Form):
    """What the words mean: a row of the lexicon, or a concept of the vocabulary."""

    word = TypedField(
        label=_("Word of the lexicon"),
        max_length=80,
        required=False,
        help_text=_("Its code. The words become one of its forms in this language."),
    )
    concept = forms.ModelChoiceField(
        label=_("Concept"),
        queryset=Concept.objects.order_by("facet", "sort_order", "code"),
        required=False,
        help_text=_("The words become one of its synonyms in this language."),
    )

    def clean_word(self) -> Word | None:
        """The row with this code."""
        code = self.cleaned_data["word"]
        word = Word.objects.filter(code=code).first() if code else None
        if code and word is None:
            raise ValidationError(_("There is no word with this code."))
        return word

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned = super().clean() or {}
        if not self.errors and bool(cleaned.get("word")) == bool(cleaned.get("concept")):
            raise ValidationError(_("Choose a word or a concept, one of the two."))
        return cleaned
