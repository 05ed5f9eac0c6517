"""The way back of the Word document of the questions: which heading is which field, in six languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from kb.texts.capitals import capitalised
from practices.editing.forms import ConceptsField
from practices.models import Guidance, RecordPage
from practices.reading.presentation import field_label
from practices.submission.word.headings import nearest_field, without_numbering
from practices.submission.word.lists import Block, plain_lines
from practices.submission.word.reading import Section, plain_text, typed_text
from practices.submission.writing.chapter_forms import WrittenTextField, chapter_form
from practices.submission.writing.chapters import Chapter, chapters_of

# An office agrees with a tick at the desk, not with a word in a file.
ASKED_AT_THE_DESK = {"contact_agreed"}
LONGEST_YEAR = 4
BETWEEN = re.compile(r"[\n,;]")


@dataclass(frozen=True)
class Piece:
    """Words of a document that no field takes, as they are typed into a text box, and their heading."""

    heading: str
    text: str


@dataclass
class Findings:
    """What a document holds for a record: values by field, and the words that are for none of its fields.

    ``near``: the document's own headings of values that stand there because of a heading that is near.
    ``hidden``: the document hides words, which are not among these.
    """

    values: dict[str, Any] = field(default_factory=dict)
    hidden: bool = False
    near: dict[str, str] = field(default_factory=dict)
    left: list[Piece] = field(default_factory=list)

    def leave(self, heading: str, words: str) -> None:
        """Keep words that no field takes, below their heading."""
        if words.strip():
            self.left.append(Piece(heading, words.strip()))

    def propose(self, name: str, heading: str, words: str) -> None:
        """Put words at a field whose label is near to their heading, behind what is there already."""
        before = [self.values[name]] if name in self.values else []
        self.values[name] = "\n\n".join([*before, words])
        headings = [self.near[name]] if name in self.near else []
        self.near[name] = "; ".join([*headings, heading])


def importable_fields(record: RecordPage) -> dict[str, Chapter]:
    """The fields of a record of this kind and size that a document can fill, with their chapters."""
    return {
        name: chapter
        for chapter in chapters_of(record)
        for name in chapter.fields_for(record)
        if name not in ASKED_AT_THE_DESK
    }


def text_fields(record: RecordPage) -> list[str]:
    """The fields of a record that a document can fill and that take any text."""
    found = []
    for name in importable_fields(record):
        stored: Any = None if name.startswith("concepts_") else record._meta.get_field(name)
        if isinstance(stored, models.TextField) and not stored.choices:
            found.append(name)
    return found


def recognise(record: RecordPage, sections: list[Section]) -> Findings:
    """Sort a document's sections into the record's fields. Raises ``ValidationError`` where it is empty."""
    fields = importable_fields(record)
    forms_by_chapter = {
        chapter.code: chapter_form(record, chapter.code) for chapter in fields.values()
    }
    texts = text_fields(record)
    names = _Names(record, sections, texts)
    ours = _own_words(record)
    found = Findings(hidden=any(section.hidden for section in sections))
    proposed: list[tuple[str, str, str]] = []
    for section in sections:
        name = names.field_of(section)
        before = [block for block in section.before if _key(block.plain) not in ours]
        if name not in fields:
            heading = "" if names.is_own_heading(section) else section.heading
            words = typed_text([*before, *section.box])
            if words and not name and (near := names.near_field_of(section)):
                proposed.append((near, section.heading, words))
            elif words or (heading and not name):
                found.leave(heading, words or heading)
            continue
        # Beside the box stands our help, which may have been another when the document was made.
        blocks = section.box if section.has_box else before
        if section.has_box:
            found.leave(section.heading, typed_text(before))
        if not blocks:
            continue
        if name in found.values:
            found.leave(section.heading, typed_text(blocks))
            continue
        form_field = forms_by_chapter[fields[name].code].fields[name]
        value, rest = _value(form_field, blocks)
        if value not in (None, "", []):
            found.values[name] = value
        found.leave(section.heading, rest)
    for name, heading, words in proposed:
        # An answer below our own heading stays as it is.
        if name in found.values and name not in found.near:
            found.leave(heading, words)
        else:
            found.propose(name, heading, words)
    if not found.values and not found.left:
        raise ValidationError(_("Nothing is written in this document. Fill it in, then choose it."))
    return found


class _Names:
    """The headings of the template in all languages; the document's own language is asked first."""

    def __init__(self, record: RecordPage, sections: list[Section], texts: list[str]) -> None:
        # The template asks for everything that a record of the kind can tell.
        whole = type(record)()
        self.labels: dict[str, dict[str, str]] = {}
        self.chapters: set[str] = set()
        self.kinds: set[str] = set()
        for language, _name in settings.LANGUAGES:
            with override(language):
                self.labels[language] = {
                    _key(field_label(whole, name)): name
                    for chapter in chapters_of(whole)
                    for name in (*chapter.fields, *chapter.lists)
                }
                self.chapters |= {_key(str(chapter.label)) for chapter in chapters_of(whole)}
                self.kinds.add(_key(capitalised(str(whole._meta.verbose_name))))
        known = Counter(
            {
                language: sum(_key(section.heading) in labels for section in sections)
                for language, labels in self.labels.items()
            }
        )
        self.texts = {
            name: [key for labels in self.labels.values() for key, field in labels.items()
                   if field == name]
            for name in texts
        }  # fmt: skip
        self.languages = [language for language, _number in known.most_common()]

    def field_of(self, section: Section) -> str:
        """The field or list that a section's heading asks for; empty for none."""
        key = _key(without_numbering(section.heading))
        if section.level == 1 and key in self.chapters:
            return ""
        return next(
            (self.labels[language][key] for language in self.languages
             if key in self.labels[language]),
            "",
        )  # fmt: skip

    def near_field_of(self, section: Section) -> str:
        """The text whose question is near to a section's heading; empty for none."""
        return nearest_field(section.heading, self.texts) if section.heading else ""

    def is_own_heading(self, section: Section) -> bool:
        """Whether a heading is the document's title or that of a chapter: nothing anybody has written."""
        key = _key(without_numbering(section.heading))
        return not key or key in self.kinds or key in self.chapters


def _own_words(record: RecordPage) -> set[str]:
    """The sentences that the template itself holds, in all languages."""
    words = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            words.add(
                _key(_("No names of clients, no photographs of minors, no private addresses."))
            )
            words |= {_key(str(chapter.guidance)) for chapter in chapters_of(type(record)())}
    for guidance in Guidance.objects.filter(kind__in=("", record.kind)):
        words |= {_key(text) for text in guidance.text.values()}
    return words


def _key(words: str) -> str:
    # The small letter of the Turkish "İ" would keep its dot as a sign of its own.
    return " ".join(words.split()).casefold().replace("\u0307", "").rstrip(" :")


def _value(asked: forms.Field, blocks: list[Block]) -> tuple[Any, str]:
    """What a form field takes of a section, and the words that it does not."""
    plain = plain_text(blocks)
    if isinstance(asked, WrittenTextField):
        return typed_text(blocks), ""
    if isinstance(asked, ConceptsField):
        return _chosen(dict(_concepts(asked)), plain)
    if isinstance(asked, forms.ChoiceField | forms.NullBooleanField):
        value = dict(_options(asked)).get(_key(plain))
        return (value, "") if value is not None else (None, plain)
    if isinstance(asked, forms.IntegerField):
        return (plain, "") if _is_year(plain) else (None, plain)
    if isinstance(asked, forms.DateField):
        return _day(plain)
    if isinstance(asked.widget, forms.Textarea):
        return plain_lines(blocks), ""
    return " ".join(plain.split()), ""


def _is_year(words: str) -> bool:
    return words.isascii() and words.isdecimal() and len(words) <= LONGEST_YEAR


def _chosen(options: dict[str, Any], plain: str) -> tuple[list[Any], str]:
    """The options that the words name, each once, and the words that name none."""
    chosen: list[Any] = []
    rest = []
    for line in plain.split("\n"):
        # A label may have a comma of its own.
        for words in [line] if _key(line) in options else BETWEEN.split(line):
            value = options.get(_key(words))
            if value is None:
                rest.append(words.strip())
            elif value not in chosen:
                chosen.append(value)
    return chosen, "\n".join(words for words in rest if words)


def _concepts(asked: ConceptsField) -> Iterator[tuple[str, Any]]:
    concepts: Any = asked.queryset
    for concept in concepts:
        for label in concept.labels.values():
            yield _key(label), concept.pk


def _options(asked: forms.Field) -> Iterator[tuple[str, Any]]:
    """The labels of a choice in all languages."""
    for language, _name in settings.LANGUAGES:
        with override(language):
            if isinstance(asked, forms.ChoiceField):
                options: Any = asked.choices
                yield from ((_key(str(label)), value) for value, label in options if value)
            else:
                yield from ((_key(_("Yes")), True), (_key(_("No")), False))


def _day(words: str) -> tuple[Any, str]:
    """A day as one writes it in any of the languages."""
    for language in (None, *(code for code, _name in settings.LANGUAGES)):
        with override(language):
            try:
                return forms.DateField(localize=True).to_python(words.rstrip(".")), ""
            except ValidationError:
                continue
    return None, words
