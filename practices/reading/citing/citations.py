"""Citations of a record: what every style, and every file for reference managers, needs of it."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import format_html

from kb.site.addresses import absolute
from practices.models import RecordPage

PUBLISHER = "Alliance Exchange"
# Where any DOI is resolved.
RESOLVER = "https://doi.org/"
ENDS_BY_ITSELF = ("?", "!", "…")


@dataclass(frozen=True)
class Citation:
    """What every style of citing needs. ``author`` is a city, or the editors of a summary of sources.

    ``doi``: of a record that has one. ``address`` is the permanent one of this site all the same.
    """

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
    doi: str = ""

    @property
    def link(self) -> str:
        """The address by which it is cited: its DOI's, where it has one."""
        return f"{RESOLVER}{self.doi}" if self.doi else self.address

    @property
    def text(self) -> str:
        """One line after the APA's manner."""
        return f"{self.author} ({self.year}). {self.closed_title} {PUBLISHER}. {self.link}"

    @property
    def closed_title(self) -> str:
        """The title with the one sign that ends it."""
        title = " ".join(self.title.split()).rstrip(".")
        return title if title.endswith(ENDS_BY_ITSELF) else f"{title}."


def record_citation(record: RecordPage) -> Citation:
    """How this language version of a record is cited."""
    published = record.first_published_at
    changed = record.last_published_at
    with translation.override(record.locale.language_code):
        author = (
            record.city.name_in() if record.city and not record.is_editor_summary else PUBLISHER
        )
    return Citation(
        key=citation_key(record.slug, record.translation_key),
        author=author,
        title=record.title,
        year=str((changed or published or timezone.now()).year),
        published=published.date() if published else None,
        changed=changed.date() if changed else None,
        language=record.locale.language_code,
        address=permanent_address(record),
        licence=record.get_licence_display(),
        abstract=record.summary,
        doi=record.record.doi,
    )


def embedding(citation: Citation) -> str:
    """The record as a few lines of HTML for somebody else's page: nothing is loaded, nobody is counted."""
    return format_html(
        '<blockquote lang="{language}" cite="{link}">\n'
        '  <p><a href="{link}">{title}</a></p>\n'
        "  <p>{abstract}</p>\n"
        "  <p>{author}, {site}, {licence}</p>\n"
        "</blockquote>",
        language=citation.language,
        link=citation.link,
        title=citation.title,
        abstract=citation.abstract,
        author=citation.author,
        site=PUBLISHER,
        licence=citation.licence,
    )


def citation_key(slug: str, key: uuid.UUID) -> str:
    """A name for a record in a list of references: readable, and no other record has the same."""
    readable = re.sub(r"[^a-z0-9]+", "-", slug.lower()).strip("-")
    return "-".join(part for part in (readable, str(key)[:8]) if part)


def permanent_address(record: RecordPage, language: str | None = None) -> str:
    """An address that stays when titles, cities and their addresses change.

    Below the language of the text, or the one that is named.
    """
    with translation.override(language or record.locale.language_code):
        return absolute(reverse("record", kwargs={"key": record.translation_key}))
