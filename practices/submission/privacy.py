"""The guard over persons: what in a text could lead to somebody. It asks; people answer.

Nothing that it finds is stored or logged: a finding is named by a digest, to which the city's explanation
belongs.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from typing import Any

import phonenumbers
from django.db import models
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as NoSuchNumber

from kb.capitals import capitalised
from kb.rich_text import SafeRichTextField
from practices.attachments import attachments_of
from practices.models import RecordPage
from practices.submission.chapters import chapters_of

MOST_FINDINGS = 50
# Characters of one text that are looked at; no field may hold more.
MOST_READ = 20_000
SHOWN = 60
SHOWN_OF_FILE = 5
# Characters of all files of a record together that are looked at; what is more, people look through.
MOST_READ_OF_FILES = 150_000

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
HANDLE = re.compile(r"(?<![\w@./])@[A-Za-z0-9_]{3,30}\b(?![.\w]*@)")
DAY = r"\d{1,2}[./\s-]{1,2}(?:\d{1,2}|\w{3,9})[./\s-]{1,2}(?:19|20)\d\d"
BIRTH = re.compile(
    r"(?:\bborn\b|date of birth|naissance|\bnée?s? le\b|\bgeboren\b|\bgeb\.|geburtsdatum|\bnat[oai] il\b|"
    r"data di nascita|родил\w*|г\.\s?р\.|рождения|doğum\w*)\W{1,3}(?:\w{1,4}\W{1,2}){0,2}"
    rf"{DAY}|{DAY}\s*(?:doğumlu|г\.\s?р\.)",
    re.IGNORECASE,
)
UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĹĽŁŃŅŇŌŐŒŘŚŞŠŤŪŮŰŲŹŻŽА-ЯЁ"
NAME = rf"\b[{UPPER}][\w’'-]{{1,30}}(?:\s[{UPPER}][\w’'.-]{{0,30}}){{0,2}}"
YEARS = r"(?:years?|yrs|y/o|ans|jahre?n?|anni|лет|года?|yaş\w*|yo)\b"
NAME_AND_AGE = re.compile(
    rf"{NAME}\s?(?:,\s|\()(?:aged\s|âgée?\sde\s|di\s)?(\d{{1,2}})(?:\s?[),;.]|[\s-]{YEARS})"
)
# "2015-2017" has as many digits as a Danish phone number.
YEARS_APART = re.compile(r"(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d")
# Numbers with check digits, by country; those of other countries only where they are long enough not to be
# met by chance.
NATIONAL = {
    "AT": "at.vnr", "BE": "be.nn", "BG": "bg.egn", "CH": "ch.ssn", "CZ": "cz.rc", "DE": "de.idnr",
    "DK": "dk.cpr", "EE": "ee.ik", "ES": "es.dni", "FI": "fi.hetu", "FR": "fr.nir", "GR": "gr.amka",
    "HR": "hr.oib", "IT": "it.codicefiscale", "LT": "lt.asmens", "LV": "lv.pk", "NL": "nl.bsn",
    "NO": "no.fodselsnummer", "PL": "pl.pesel", "RO": "ro.cnp", "RU": "ru.inn", "SE": "se.personnummer",
    "SI": "si.emso", "SK": "sk.rc", "TR": "tr.tckimlik",
}  # fmt: skip
EVERYWHERE = ("TR", "FR", "IT", "BE")
NUMBER = re.compile(
    r"(?<![\w.,-])(?:\d[\d .\-/]{6,20}\d[A-Za-z]?|\d{6}[-+A]\d{3}\w"
    r"|[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z])(?![\w-])"
)


@dataclass(frozen=True)
class Finding:
    """Words that could lead to a person: ``id`` stays the same as long as they stand there."""

    id: str
    kind: str
    what: str | Promise
    field: str
    field_label: str | Promise
    excerpt: str


KINDS = {
    "email": _("An e-mail address"),
    "phone": _("A phone number"),
    "national-number": _("A personal identity number"),
    "name-and-age": _("A name with an age"),
    "birth": _("A date of birth"),
    "handle": _("An account in a social network"),
    "unread": _("Pages or words that could not be read here; look through the file yourself"),
}


def findings(record: RecordPage) -> list[Finding]:
    """What the guard finds in all texts of a record, the first of each first; at most fifty."""
    region = record.city.country_code if record.city else ""
    found: dict[str, Finding] = {}
    for field, label, text in texts_of(record):
        for kind, words in _in_text(text[:MOST_READ], region):
            if kind == "email" and words.lower() == record.contact_email.lower():
                continue
            digest = sha256(f"{kind}:{field}:{words}".encode()).hexdigest()[:16]
            found.setdefault(
                digest, Finding(digest, kind, KINDS[kind], field, label, words[:SHOWN])
            )
    for finding in _in_files(record, region):
        found.setdefault(finding.id, finding)
    return list(found.values())[:MOST_FINDINGS]


def _in_files(record: RecordPage, region: str) -> Iterator[Finding]:
    """One finding for each kind and file, however often: a list of people is one matter to be settled.

    It is named by all the words found, so that another file needs another explanation.
    """
    left = MOST_READ_OF_FILES
    for item in record.attachments.select_related("attachment").all():
        file = item.attachment
        read, left = file.text[:left], max(0, left - len(file.text))
        label = format_lazy("{}: {}", _("File"), file.title)
        by_kind: dict[str, dict[str, None]] = {}
        for kind, words in _in_text(read, region):
            if kind != "email" or words.lower() != record.contact_email.lower():
                by_kind.setdefault(kind, {})[words] = None
        if not file.text_is_whole or len(read) < len(file.text):
            by_kind["unread"] = {file.filename: None}
        for kind, found in by_kind.items():
            shown = ", ".join(list(found)[:SHOWN_OF_FILE])
            if len(found) > SHOWN_OF_FILE:
                shown += f" … ({len(found)})"
            named = f"{kind}:attachment-{file.pk}:{sorted(found)}"
            digest = sha256(named.encode()).hexdigest()[:16]
            yield Finding(digest, kind, KINDS[kind], "attachments", label, shown)


def found_in(text: str, region: str) -> list[tuple[str, str]]:
    """Kind and words of what the guard finds in one text, each once, at most fifty."""
    return list(dict.fromkeys(_in_text(text[:MOST_READ], region)))[:MOST_FINDINGS]


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


def _in_text(text: str, region: str) -> Iterator[tuple[str, str]]:
    for match in EMAIL.finditer(text):
        yield "email", match[0]
    numbers = set()
    for words in _national_numbers(text, region):
        numbers.add(re.sub(r"\D", "", words))
        yield "national-number", words
    for found in phonenumbers.PhoneNumberMatcher(text, region or None):
        if YEARS_APART.fullmatch(found.raw_string):
            continue
        if re.sub(r"\D", "", found.raw_string) not in numbers:
            yield "phone", found.raw_string
    for match in NAME_AND_AGE.finditer(text):
        yield "name-and-age", match[0].strip()
    for match in BIRTH.finditer(text):
        yield "birth", match[0].strip()
    for match in HANDLE.finditer(text):
        yield "handle", match[0]


def _national_numbers(text: str, region: str) -> Iterator[str]:
    countries: Iterable[str] = dict.fromkeys([region, *EVERYWHERE])
    checks = [import_module(f"stdnum.{NATIONAL[code]}") for code in countries if code in NATIONAL]
    for match in NUMBER.finditer(text):
        for check in checks:
            try:
                check.validate(match[0])
            except NoSuchNumber:
                continue
            yield match[0]
            break
