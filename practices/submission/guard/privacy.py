"""The guard over persons: what in a text could lead to somebody. It asks; people answer.

Nothing that it finds is stored or logged: a finding is named by a digest, to which the city's explanation
belongs.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kb.texts.capitals import capitalised
from kb.texts.rich_text import SafeRichTextField
from practices.models import RecordPage
from practices.records.files import attachments_of
from practices.submission.guard.checks import persons_in
from practices.submission.writing.chapters import chapters_of

# More than these nobody settles one by one; the last then says that there are more.
MOST_FINDINGS = 500
# Characters of one text that are looked at; no field may hold more.
MOST_READ = 20_000
SHOWN = 60
SHOWN_OF_FILE = 5
# Characters of all files of a record together that are looked at; what is more, people look through.
MOST_READ_OF_FILES = 150_000


@dataclass(frozen=True)
class Finding:
    """Words that could lead to a person: ``id`` stays the same as long as they stand there.

    ``instead`` are neutral words in the language of the text, where there are some.
    """

    id: str
    kind: str
    what: str | Promise
    field: str
    field_label: str | Promise
    excerpt: str
    instead: str = ""


KINDS = {
    "email": _("An e-mail address"),
    "phone": _("A phone number"),
    "national-number": _("A personal identity number"),
    "passport": _("A number of a passport or another paper"),
    "iban": _("An account number"),
    "plate": _("A number plate"),
    "case": _("The number of a case or a file"),
    "address": _("The address of a home"),
    "birth": _("A date of birth"),
    "name-and-age": _("A name with an age"),
    "described": _("One person described by an age"),
    "singled-out": _("Somebody who is the only one of a kind in a small place"),
    "name": _("One person told of by a role, a name or initials"),
    "handle": _("An account in a social network"),
    "unread": _("Pages or words that could not be read here; look through the file yourself"),
    "more": _(
        "There is more than is listed here; take these out first, or look through the text yourself"
    ),
}


def findings(record: RecordPage) -> list[Finding]:
    """What the guard finds in all texts of a record, the first of each first; at most five hundred."""
    region = record.country_code
    language = record.locale.language_code
    found: dict[str, Finding] = {}
    for field, label, text in chain(texts_of(record), beside_texts_of(record)):
        for kind, words, instead in _in_text(text[:MOST_READ], region, language):
            if kind == "email" and words.lower() == record.contact_email.lower():
                continue
            finding = _finding(kind, field, label, words, words, instead)
            found.setdefault(finding.id, finding)
    for finding in _in_files(record, region):
        found.setdefault(finding.id, finding)
    listed = list(found.values())
    if len(listed) > MOST_FINDINGS:
        last = listed[MOST_FINDINGS - 1]
        more = _finding("more", last.field, last.field_label, str(len(listed)), "…")
        return [*listed[: MOST_FINDINGS - 1], more]
    return listed


def _finding(
    kind: str, field: str, label: Any, named: str, excerpt: str, instead: str = ""
) -> Finding:
    digest = sha256(f"{kind}:{field}:{named}".encode()).hexdigest()[:16]
    return Finding(digest, kind, KINDS[kind], field, label, excerpt[:SHOWN], instead)


def _in_files(record: RecordPage, region: str) -> Iterator[Finding]:
    """One finding for each kind and file, however often: a list of people is one matter to be settled.

    It is named by all the words found, so that another file needs another explanation.
    """
    left = MOST_READ_OF_FILES
    for item in record.attachments.select_related("attachment").all():
        file = item.attachment
        read, left = file.text[:left], max(0, left - len(file.text))
        label = format_lazy("{}: {}", _("File"), file.title)
        by_kind: dict[str, dict[str, str]] = {}
        for kind, words, instead in _in_text(read, region):
            if kind != "email" or words.lower() != record.contact_email.lower():
                by_kind.setdefault(kind, {})[words] = instead
        if not file.text_is_whole or len(read) < len(file.text):
            by_kind["unread"] = {file.filename: ""}
        for kind, found in by_kind.items():
            shown = ", ".join(list(found)[:SHOWN_OF_FILE])
            if len(found) > SHOWN_OF_FILE:
                shown += f" … ({len(found)})"
            named = f"{kind}:attachment-{file.pk}:{sorted(found)}"
            digest = sha256(named.encode()).hexdigest()[:16]
            instead = next(iter(found.values()))
            yield Finding(digest, kind, KINDS[kind], "attachments", label, shown, instead)


def told_of(text: str, region: str) -> list[str]:
    """What the guard finds in one text, in words with what could stand instead; at most five hundred."""
    found = dict.fromkeys(_in_text(text[:MOST_READ], region))
    return [
        f"{KINDS[kind]} (“{words[:SHOWN]}”)" + (f" → “{instead}”" if instead else "")
        for kind, words, instead in list(found)[:MOST_FINDINGS]
    ]


def texts_of(record: RecordPage) -> Iterator[tuple[str, Any, str]]:
    """Field or list, its label and its words, for everything that people type into a record."""
    for chapter in chapters_of(record):
        for name in chapter.fields_for(record):
            if name.startswith("concepts_") or name in ("contact_agreed", "contact_email", "tags"):
                continue
            field = record._meta.get_field(name)
            if isinstance(field, (models.CharField, models.TextField)) and not field.choices:
                yield (
                    name,
                    capitalised(str(field.verbose_name)),
                    _words(field, getattr(record, name)),
                )
        for name in chapter.lists_for(record):
            for row in getattr(record, name).all():
                yield name, capitalised(str(row._meta.verbose_name)), _row_words(row)
    for file in attachments_of(record):
        yield (
            "attachments",
            format_lazy("{}: {}", _("File"), file.title),
            f"{file.title}; {file.rights}",
        )
    tags = " ".join(item.tag.name for item in record.tagged_items.all())
    yield "tags", _("free tags"), tags


def beside_texts_of(record: RecordPage) -> Iterator[tuple[str, Any, str]]:
    """Web addresses, names of files, and what is said of pictures: of these only persons are asked."""
    for chapter in chapters_of(record):
        for name in chapter.lists_for(record):
            for row in getattr(record, name).all():
                for field in row._meta.fields:
                    if isinstance(field, models.URLField) and getattr(row, field.name):
                        yield name, capitalised(str(field.verbose_name)), getattr(row, field.name)
    for file in attachments_of(record):
        yield "attachments", format_lazy("{}: {}", _("File"), file.title), file.filename
    for shown in record.photos.all():
        words = shown.caption
        if shown.photo_id:
            photo = shown.photo
            words = f"{words}; {photo.title}; {photo.description}; {photo.credit}"
        yield "photos", capitalised(str(shown._meta.verbose_name)), words


def _words(field: models.Field, value: str) -> str:
    # Each tag becomes a space, so that words of two paragraphs do not run together.
    if isinstance(field, SafeRichTextField):
        return html.unescape(strip_tags(re.sub(r"<", " <", value)))
    return value


def _row_words(row: models.Model) -> str:
    values = [
        str(getattr(row, field.name) or "")
        for field in row._meta.fields
        if isinstance(field, (models.CharField, models.TextField))
        and not field.choices
        and not isinstance(field, models.URLField)
    ]
    return "; ".join(value for value in values if value)


def _in_text(text: str, region: str, language: str = "") -> Iterator[tuple[str, str, str]]:
    for found in persons_in(text, region, language):
        yield found.kind, text[found.start : found.end].strip(), found.instead
