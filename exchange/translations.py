"""Translations of what cities wrote: which words a reader gets, in which language, written in which."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kb.texts.current_language import current_language


@dataclass(frozen=True)
class Text:
    """Words as they are shown: in which language, and from which they were translated."""

    words: str
    language: str
    translated_from: str = ""


def text_for(words: str, written_in: str, translated: str, language: str) -> Text:
    """The translation where the words were written in another language and somebody has translated them."""
    if written_in != language and translated:
        return Text(translated, language, written_in)
    return Text(words, written_in)


class LanguageOfWordsField(forms.ChoiceField):
    """In which language somebody writes: that of the page, unless another is chosen.

    ``of``: which form it is of, as there may be several on a page.
    """

    def __init__(self, of: str) -> None:
        super().__init__(
            label=_("Language of these words"),
            choices=settings.LANGUAGES,
            required=False,
            initial=current_language,
            widget=forms.Select(attrs={"id": f"id_{of}_language"}),
        )

    def clean(self, value: object) -> str:
        """The code of a language of this site."""
        code: str = super().clean(value) or current_language()
        return code
