"""Forms of editors about what a city wrote: the answer, and its words in other languages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.review.kinds import Piece
from exchange.translations import LanguageOfWordsField
from kb.contact.persons import PersonsForm
from kb.texts.capitals import capitalised
from kb.texts.language_field import language_name
from kb.texts.lines.fields import TypedField


class AnswerForm(forms.Form):
    """What an editor makes of a text; whoever does not approve it says why."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    words = TypedField(
        label=gettext_lazy("In words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The city reads it. Needed unless you approve."),
    )
    language = LanguageOfWordsField("answer")

    def __init__(self, *args: Any, needs_words: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs_words = needs_words

    def clean_words(self) -> str:
        """Said, where it has to be."""
        words: str = self.cleaned_data["words"]
        if self.needs_words and not words:
            raise forms.ValidationError(_("Say in a few words why."))
        return words


class TranslationsForm(PersonsForm):
    """A text in the languages in which it was not written, with the guard; empty boxes are not shown."""

    def __init__(self, *args: Any, pieces: tuple[Piece, ...], known: Any, **kwargs: Any) -> None:
        texts = {one.language: one for one in known}
        initial: dict[str, str] = {}
        boxes: dict[str, forms.Field] = {}
        for code, _name in settings.LANGUAGES:
            for piece in pieces:
                if code == piece.written:
                    continue
                boxes[f"{piece.name}-{code}"] = TypedField(
                    label=f"{piece.label} ({capitalised(language_name(code))})",
                    required=False,
                    max_length=piece.longest,
                    widget=forms.Textarea(attrs={"rows": 4, "lang": code}),
                )
                initial[f"{piece.name}-{code}"] = getattr(texts.get(code), piece.name, "")
        self.read_for_persons = tuple(boxes)
        super().__init__(*args, initial=initial, **kwargs)
        self.fields.update(boxes)
        self.order_fields([*boxes, "checked"])

    def texts(self) -> dict[str, dict[str, str]]:
        """By language what was typed of each piece."""
        found: dict[str, dict[str, str]] = {code: {} for code, _name in settings.LANGUAGES}
        for name in self.read_for_persons:
            piece, _dash, code = name.partition("-")
            found[code][piece] = self.cleaned_data[name]
        return {code: texts for code, texts in found.items() if any(texts.values())}
