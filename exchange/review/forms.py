"""The answer of an editor to what a city wrote."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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

    def __init__(self, *args: Any, needs_words: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs_words = needs_words

    def clean_words(self) -> str:
        """Said, where it has to be."""
        words: str = self.cleaned_data["words"]
        if self.needs_words and not words:
            raise forms.ValidationError(_("Say in a few words why."))
        return words
