"""Conversations of two cities: the form of a line, and the lines as they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from exchange.models.shared import Said
from exchange.translations import LanguageOfWordsField
from kb.contact.persons import PersonsForm
from kb.texts.lines.fields import TypedField

# Nobody heaps messages upon a conversation.
MOST_MESSAGES = 500


class MessageForm(PersonsForm):
    """A line of the conversation."""

    text = TypedField(
        label=_("Your message"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The people of the two cities read it, and the secretariat."),
    )
    language = LanguageOfWordsField("message")


@dataclass(frozen=True)
class Line:
    """A line as it is shown: who said it, for whom, when."""

    name: str
    speaker: str
    said: Said


def lines_of(messages: QuerySet[Any], speakers: Mapping[str, str]) -> list[Line]:
    """The lines in their order; ``speakers`` says what each side is called."""
    return [
        Line(
            said.author.shown_name if said.author else "–",
            speakers.get(said.side) or str(said.get_side_display()),
            said,
        )
        for said in messages.select_related("author")[:MOST_MESSAGES]
    ]
