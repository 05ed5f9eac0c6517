"""Forms of needs: what a city asks of others, and the public note on what came of it; both with the guard."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from exchange.models import Need
from exchange.models.needs import LONGEST_NEED, LONGEST_NOTE
from exchange.translations import LanguageOfWordsField
from kb.contact.persons import PersonsForm
from kb.texts.lines.fields import TypedField
from practices.editing.forms import ConceptsField

THEMES = 4


class NeedForm(PersonsForm):
    """What a city would like to hear; the themes say who is asked."""

    read_for_persons = ("title", "words")

    title = TypedField(
        label=_("In a few words"),
        max_length=120,
        help_text=_("As a question, such as: How do you begin to work with prisons?"),
    )
    words = TypedField(
        label=_("What you would like to know"),
        max_length=LONGEST_NEED,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("People of other cities read it, and the secretariat. No names, no cases."),
    )
    themes = ConceptsField("theme", THEMES)
    language = forms.ChoiceField(label=_("Language of these words"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].required = True
        self.fields["themes"].help_text = _("Up to four. Cities that work on them are asked.")
        self.fields["language"].initial = get_language()


class NoteForm(PersonsForm):
    """What came of it, for everybody."""

    read_for_persons = ("title", "note")

    title = TypedField(label=_("Title"), max_length=120)
    note = TypedField(
        label=_("What came of it"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Anybody reads this. No names; name a city only if it agrees."),
    )
    language = LanguageOfWordsField("note")

    def __init__(self, *args: Any, need: Need, **kwargs: Any) -> None:
        known = {name: getattr(need, name) for name in ("title", "note", "language")}
        super().__init__(*args, initial=known, region=need.city.country_code, **kwargs)
