"""The form of one chapter of a record: its boxes and rows, and what happens when two write at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.forms import ClusterForm
from taggit.forms import TagField
from taggit.models import Tag

from kb.cities.choice import CityChoiceField, cities_with_a_page
from kb.models import City
from kb.texts.capitals import capitalised
from kb.texts.lines.cleaning import clean_lines
from kb.texts.lines.fields import typed_formfield
from kb.texts.plain_text import to_html, to_text
from kb.texts.rich_text import SafeRichTextField
from practices.editing.forms import ConceptsField
from practices.editing.row_panels import ProvisionSelect
from practices.models import Record, RecordPage, Status
from practices.models.parts.choices import FACET_ADVICE, concept_field
from practices.models.parts.contact import CONTACT_LIFETIME
from practices.submission.writing.chapters import KINDS, Chapter, chapter_of
from practices.submission.writing.merging import copy_answer, fingerprints, relations
from practices.submission.writing.rows import RecordAddressField, RowForm, RowFormSet
from practices.submission.writing.subjects import SubjectBoxes

CONSENT_VERSION = "2026-11"
# Rows that a person has typed; a form with more is no person's.
MOST_ROWS = 40
# Characters of one text box as typed; more than any limit of a stored text, far less than would hurt.
MOST_TYPED = 40_000
EMPTY_ROWS = 2
MOST_RADIOS = 8


class WrittenTextField(forms.CharField):
    """A text box for a stored HTML text; see ``kb.texts.plain_text`` for what may be typed."""

    widget = forms.Textarea

    def __init__(self, *, field: SafeRichTextField, **kwargs: Any) -> None:
        self.stored = field
        limit = field.max_length
        kwargs["help_text"] = field.help_text
        kwargs["max_length"] = MOST_TYPED
        super().__init__(**kwargs)
        rows = 4 if limit <= 1000 else 8 if limit <= 4000 else 14
        # The browser must not cut what somebody pastes: too much is said, not lost.
        self.widget.attrs = {"rows": rows, "data-written": ""}

    def clean(self, value: Any) -> str:
        """The HTML. Raises ``ValidationError`` where it is too long."""
        return self.stored.clean(to_html(super().clean(value)), None)


class TagsField(TagField):
    """Free tags, parted by commas: a few, each short enough to be stored."""

    def clean(self, value: Any) -> list[str]:
        """The tags. Raises ``ValidationError`` where they are too many or one is too long."""
        tags: list[str] = super().clean(value)
        longest = Tag._meta.get_field("name").max_length
        if len(tags) > settings.TAG_LIMIT:
            raise ValidationError(
                _("At most %(limit)d tags; these are %(number)d."),
                params={"limit": settings.TAG_LIMIT, "number": len(tags)},
            )
        if any(len(tag) > longest for tag in tags):
            raise ValidationError(
                _("A tag has at most %(limit)d characters."), params={"limit": longest}
            )
        return tags


def _formfield(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """The form field for a field of a record; a draft needs nothing but a title."""
    # Kept lazy: the form's class is made once, for all languages.
    label: Any = capitalised(field.verbose_name)
    if isinstance(field, SafeRichTextField):
        return WrittenTextField(field=field, label=label, required=False)
    if field.choices and len(list(field.choices)) <= MOST_RADIOS:
        empty = [("", _("Not said yet"))] if field.blank else []
        choices = field.choices
        if field.name == "status":
            # Who does the work knows its state; nothing is chosen for them.
            choices = [choice for choice in field.choices if choice[0] != Status.UNKNOWN]
        return forms.TypedChoiceField(
            label=label,
            required=False,
            help_text=field.help_text,
            choices=[*empty, *choices],
            empty_value="" if field.blank else field.default,
            widget=forms.RadioSelect,
        )
    if isinstance(field, ClusterTaggableManager):
        kwargs["form_class"] = TagsField
    made = _row_formfield(field, **kwargs)
    if made is not None:
        made.required = field.name == "title"
    return made


def _row_formfield(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """The form field for a field of a row; a row that somebody began needs what the model needs."""
    # Kept lazy: the form's class is made once, for all languages.
    label: Any = capitalised(field.verbose_name)
    if isinstance(field, models.ForeignKey) and field.related_model is City:
        return CityChoiceField(queryset=cities_with_a_page(), label=label, required=True)
    if isinstance(field, models.ForeignKey) and field.related_model is Record:
        return RecordAddressField(label=label)
    if field.name == "provision":
        kwargs["widget"] = ProvisionSelect
    elif isinstance(field, models.IntegerField):
        # Not a box for numbers: what a browser cannot read in one never leaves it.
        kwargs["widget"] = forms.TextInput(attrs={"inputmode": "numeric"})
    elif isinstance(field, models.DateField):
        kwargs["widget"] = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    elif isinstance(field, models.URLField):
        kwargs["assume_scheme"] = "https"
    elif isinstance(field, models.TextField):
        kwargs["widget"] = forms.Textarea(attrs={"rows": 3})
    made = typed_formfield(field, **kwargs)
    if made is not None:
        made.label = label
    return made


class ChapterForm(ClusterForm):
    """One chapter of a record. ``instance`` is the newest version, which saving overwrites knowingly.

    Nothing is required but the title: what is missing is said before sending. What was typed and what is
    stored are compared field by field with what stood there when the form was shown (``based_on``), so that
    two people who write in different boxes do not disturb one another (``conflicts``).
    """

    template_name_div = "practices/submission/_chapter_form.html"
    chapter: Chapter
    data: Any
    based_on = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20_000)

    def __init__(self, *args: Any, kept: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        record: RecordPage = self.instance
        self.kept = kept or {}
        # What was typed and cannot be stored as it stands, by field; see ``setting_aside``.
        self.aside: dict[str, Any] = {}
        # Where others' words stay when this is saved.
        self.theirs: list[str] = []
        for name, field in self.fields.items():
            if isinstance(field, WrittenTextField):
                self.initial[name] = to_text(getattr(record, name))
            elif isinstance(field, ConceptsField):
                self.initial[name] = [
                    concept.pk
                    for concept in record.concepts.all()
                    if concept_field(concept.facet) == name
                ]
        if self.initial.get("status") == Status.UNKNOWN:
            self.initial["status"] = ""
        if "contact_agreed" in self.fields:
            self.initial["contact_agreed"] = record.contact_consent_on is not None
        self.stored = fingerprints(record, self.chapter, self.kept)
        self.initial["based_on"] = json.dumps(self.stored)
        if "based_on" in self.fields and self.is_bound:
            self.shown = self._what_was_shown()

    @property
    def has_written_text(self) -> bool:
        """Whether lists and links may be written in one of its boxes."""
        return any(isinstance(field, WrittenTextField) for field in self.fields.values())

    def keep_only(self, names: Iterable[str]) -> None:
        """Ask for these fields and nothing else; the rest of the chapter stays as it is stored."""
        kept = {*names, "based_on"}
        if "contact_email" in kept:
            # Who has agreed to one address has not agreed to another.
            kept.add("contact_agreed")
        for name in [*self.fields]:
            if name not in kept:
                del self.fields[name]
        self.formsets.clear()

    def _what_was_shown(self) -> dict[str, str]:
        try:
            shown = json.loads(self.data.get("based_on", ""))
        except ValueError:
            return {}
        return shown if isinstance(shown, dict) else {}

    def _post_clean(self) -> None:
        super()._post_clean()
        self._take_concepts()
        self._take_consent()

    def _update_errors(self, errors: ValidationError) -> None:
        """Only what is asked for here is said here; the rest is said before sending."""
        if hasattr(errors, "error_dict"):
            kept = {name: found for name, found in errors.error_dict.items() if name in self.fields}
            if "contact_consent_on" in errors.error_dict and "contact_agreed" in self.fields:
                kept.setdefault("contact_agreed", errors.error_dict["contact_consent_on"])
            if not kept:
                return
            errors = ValidationError(kept)
        super()._update_errors(errors)

    def _get_validation_exclusions(self) -> set[str]:
        # A draft may lack what publishing needs; the title alone is asked for by its form field.
        return {
            field.name
            for field in self.instance._meta.get_fields()
            if field.name not in self.cleaned_data
        }

    def _take_concepts(self) -> None:
        names = {name for name in self.fields if isinstance(self.fields[name], ConceptsField)}
        if not names:
            return
        kept = [
            concept
            for concept in self.instance.concepts.all()
            if concept_field(concept.facet) not in names
        ]
        taken = [concept for name in names for concept in self.cleaned_data.get(name, ())]
        self.instance.concepts = [*kept, *taken]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._keep_untouched(cleaned)
        # Set before the record checks itself, which asks for consent where there is an address.
        if "contact_agreed" in self.fields:
            self._agreed_before = self.instance.contact_consent_on
            self.instance.contact_consent_on = timezone.localdate()
        return cleaned

    def _keep_untouched(self, cleaned: dict[str, Any]) -> None:
        """A box that nobody wrote in stays as it is stored, and not as it would be written anew."""
        for name, field in self.fields.items():
            shown = clean_lines(str(self.initial.get(name) or ""))
            if (
                isinstance(field, WrittenTextField)
                and name in cleaned
                and clean_lines(str(self.data.get(self.add_prefix(name)) or "")) == shown
            ):
                cleaned[name] = field.stored.clean(getattr(self.instance, name), None)

    def _take_consent(self) -> None:
        if "contact_agreed" not in self.fields:
            return
        record, same = self.instance, "contact_email" not in self.changed_data
        agreed = bool(self.cleaned_data.get("contact_agreed")) and bool(record.contact_email)
        day: date | None = (self._agreed_before if same else None) or timezone.localdate()
        record.contact_consent_on = day if agreed else None
        record.contact_consent_version = CONSENT_VERSION if agreed else ""
        if not agreed:
            record.contact_expires_on = None
        elif not same or record.contact_expires_on is None:
            record.contact_expires_on = record.contact_consent_on + CONTACT_LIFETIME

    def stand_on(self, based_on: Mapping[str, str]) -> None:
        """Shown again, the form stands on this, so that saving once more is a decision."""
        data: Any = self.data.copy()  # type: ignore[has-type]
        self.data = data
        data["based_on"] = json.dumps(based_on)

    def merge(self, stored: RecordPage) -> list[str]:
        """After ``save(commit=False)``: keep what others stored in boxes that were not touched here.

        Returns the names of the fields and lists in which both wrote something else; there too stays what
        is stored. ``aside`` then holds only what was typed here.
        """
        typed = fingerprints(self.instance, self.chapter, self.aside)
        conflicts, theirs = [], []
        for name, now in self.stored.items():
            if name not in self.shown or self.shown[name] == now or typed[name] == now:
                continue
            theirs.append(name)
            if typed[name] != self.shown[name]:
                conflicts.append(name)
        for name in theirs:
            copy_answer(stored, self.instance, name)
            self.aside.pop(name, None)
        self.theirs = theirs
        return conflicts


def chapter_form(
    record: RecordPage, code: str, data: Any = None, kept: Mapping[str, Any] | None = None
) -> ChapterForm:
    """The form of a chapter of a record, which is its newest version."""
    return _form_class(record.kind, code, record.is_short_note)(data, instance=record, kept=kept)


@cache
def _form_class(kind: str, code: str, is_short_note: bool) -> type[ChapterForm]:
    model = KINDS[kind]
    blank = model(is_short_note=is_short_note)
    chapter = chapter_of(blank, code)
    if chapter is None:
        raise LookupError(code)
    names = chapter.fields_for(blank)
    extra: dict[str, Any] = {"chapter": chapter}
    for facet, advice in FACET_ADVICE.items():
        if concept_field(facet) in names:
            extra[concept_field(facet)] = ConceptsField(facet, advice, widget=SubjectBoxes)
    if "contact_agreed" in names:
        extra["contact_agreed"] = forms.BooleanField(
            label=_("The office has agreed that its address is shown for two years."),
            required=False,
        )

    options = {
        "model": model,
        "fields": [name for name in names if name not in extra],
        "formfield_callback": _formfield,
        "formsets": {
            name: {
                "fields": _row_fields(model, name),
                "formfield_callback": _row_formfield,
                "form": RowForm,
                "formset": RowFormSet,
                "extra": EMPTY_ROWS,
                "max_num": MOST_ROWS,
                "validate_max": True,
                "can_order": False,
            }
            for name in chapter.lists_for(blank)
        },
    }
    made: Any = type("ChapterForm", (ChapterForm,), {**extra, "Meta": type("Meta", (), options)})
    made.base_fields = {  # type: ignore[attr-defined]
        name: made.base_fields[name]
        for name in (*names, "based_on")
        if name in made.base_fields  # type: ignore[attr-defined]
    }
    return made


def _row_fields(model: type[RecordPage], name: str) -> list[str]:
    """What a row asks for: its own fields, records of other pages apart."""
    return [
        field.name
        for field in relations(model)[name]._meta.fields
        if field.editable and field.name not in ("id", "page", "sort_order", "record", "block")
    ]
