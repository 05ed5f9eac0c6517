"""How a record is cited: in words, and as files that reference managers read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone, translation

from kb.site.addresses import absolute
from practices.models import RecordPage

PUBLISHER = "Alliance Exchange"


@dataclass(frozen=True)
class Citation:
    """What every style of citing needs. ``author`` is a city, or the editors of a summary of sources."""

    key: str
    author: str
    title: str
    year: str
    published: date | None
    changed: date | None
    language: str
    address: str
    licence: str
    abstract: str

    @property
    def text(self) -> str:
        """One line after the APA's manner."""
        return f"{self.author} ({self.year}). {self.title}. {PUBLISHER}. {self.address}"

    @property
    def ris(self) -> str:
        """For EndNote, Zotero, Citavi and most others."""
        fields = [
            ("TY", "ELEC"),
            ("ID", self.key),
            ("AU", f"{self.author},"),
            ("TI", self.title),
            ("PY", self.year),
            ("DA", f"{self.changed:%Y/%m/%d}" if self.changed else ""),
            ("PB", PUBLISHER),
            ("LA", self.language),
            ("UR", self.address),
            ("C1", self.licence),
            ("AB", self.abstract),
        ]
        lines = [f"{tag}  - {_one_line(value)}" for tag, value in fields if value]
        return "\r\n".join([*lines, "ER  - ", ""])

    @property
    def bibtex(self) -> str:
        """For LaTeX and its kin; letters beyond ASCII stay as they are (biber reads UTF-8)."""
        fields = {
            "author": f"{{{_braced(self.author)}}}",
            "title": f"{{{_braced(self.title)}}}",
            "year": self.year,
            "publisher": PUBLISHER,
            "langid": self.language,
            "url": self.address,
            "note": _braced(self.licence),
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        return "\n".join([f"@online{{{self.key},", *lines, "}", ""])


def record_citation(record: RecordPage) -> Citation:
    """How this language version of a record is cited."""
    published = record.first_published_at
    changed = record.last_published_at
    with translation.override(record.locale.language_code):
        author = (
            record.city.name_in() if record.city and not record.is_editor_summary else PUBLISHER
        )
    return Citation(
        key=re.sub(r"[^a-z0-9]+", "-", record.slug.lower()) or str(record.pk),
        author=author,
        title=record.title,
        year=str((changed or published or timezone.now()).year),
        published=published.date() if published else None,
        changed=changed.date() if changed else None,
        language=record.locale.language_code,
        address=permanent_address(record),
        licence=record.get_licence_display(),
        abstract=record.summary,
    )


def permanent_address(record: RecordPage, language: str | None = None) -> str:
    """An address that stays when titles, cities and their addresses change.

    Below the language of the text, or the one that is named.
    """
    with translation.override(language or record.locale.language_code):
        return absolute(reverse("record", kwargs={"key": record.translation_key}))


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _braced(value: str) -> str:
    """Without what would end a BibTeX field early."""
    return re.sub(r"[\\{}]", "", _one_line(value))
