"""What stands in a record, as people read it before they send it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.formats import localize
from django.utils.html import format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from declarations.services import provision_in_words
from kb.templatetags.kb_tags import language_name
from kb.texts.language_field import LanguageField
from kb.texts.lookalikes import with_plain_hosts
from kb.texts.rich_text import SafeRichTextField
from practices.models import Record, RecordPage
from practices.reading.presentation import field_label
from practices.submission.writing.adapting import public_work
from practices.submission.writing.chapters import Chapter, chapters_of


@dataclass(frozen=True)
class Answer:
    """One field or list: what it is called and what stands there; empty where nothing does."""

    name: str
    label: str
    html: SafeString


def answers_of(record: RecordPage) -> list[tuple[Chapter, list[Answer]]]:
    """All chapters with all answers."""
    return [
        (
            chapter,
            [
                one_answer(record, name)
                for name in (*chapter.fields_for(record), *chapter.lists_for(record))
            ],
        )
        for chapter in chapters_of(record)
    ]


def one_answer(record: RecordPage, name: str) -> Answer:
    """What stands in one field or list."""
    return Answer(name, field_label(record, name), _html(record, name))


def _html(record: RecordPage, name: str) -> SafeString:
    if name.startswith("concepts_"):
        facet = name.removeprefix("concepts_")
        return _joined([c.label() for c in record.concepts.all() if c.facet == facet])
    if name == "tags":
        return _joined([item.tag.name for item in record.tagged_items.all()])
    if name == "contact_agreed":
        return _joined([_("Yes")] if record.contact_consent_on else [])
    value: Any = getattr(record, name)
    if hasattr(value, "all"):
        rows = [_row(row) for row in value.all()]
        return format_html_join("", "<p>{}</p>", ((row,) for row in rows if row))
    field = record._meta.get_field(name)
    if isinstance(field, SafeRichTextField):
        return mark_safe(with_plain_hosts(expand_db_html(field.value_from_object(record))))
    words = shown(record, field)  # type: ignore[arg-type]
    return mark_safe(linebreaks(words, autoescape=True)) if words else SafeString("")


def shown(row: models.Model, field: models.Field) -> str:
    """A value in words: labels of choices, yes and no, dates and numbers by language."""
    value = getattr(row, field.name)
    if field.name == "provision":
        return provision_in_words(value)
    if isinstance(value, Record):
        work = public_work(value.pk)
        return work.title if work else _("a record that is no longer public")
    if value in (None, ""):
        return ""
    if isinstance(field, LanguageField):
        return language_name(value)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(field, models.PositiveSmallIntegerField):
        return str(value)
    return str(localize(value))


def _row(row: models.Model) -> str:
    words = [
        shown(row, field)
        for field in row._meta.fields
        if field.editable and field.name not in ("id", "page", "sort_order")
    ]
    return ", ".join(word for word in words if word)


def _joined(words: list[str]) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((", ".join(words),),)) if words else SafeString("")
