"""Facts of a public record, once, in one language: what every export, feed and harvest says of it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.utils import timezone
from django.utils.translation import override

from kb.site.addresses import absolute
from kb.templatetags.kb_tags import language_names
from practices.models.parts.choices import Licence
from practices.reading.citing.citations import PUBLISHER, Citation, citation_key
from search import services as search
from search.services import PublicRecord

# What XML 1.0 has no way to write, and no reader a use for.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Nothing here is older: on this day the Alliance was launched.
EARLIEST = datetime(2015, 11, 18, tzinfo=UTC)


@dataclass(frozen=True)
class Facts:
    """One record, its labels in one language. Codes never change; labels are for people.

    ``text_language``: that of title and summary, which may not be the reader's. ``address`` stays, whatever
    becomes of titles and cities, ``page`` is where it is read now; ``changed`` is when what anybody may read
    of it changed last.
    """

    key: uuid.UUID
    kind: str
    kind_label: str
    title: str
    summary: str
    text_language: str
    original_language: str
    languages: tuple[str, ...]
    language_names: str
    city: str
    city_label: str
    country: str
    country_label: str
    themes: tuple[str, ...]
    theme_labels: tuple[str, ...]
    audiences: tuple[str, ...]
    audience_labels: tuple[str, ...]
    year_from: int | None
    year_to: int | None
    published: datetime | None
    changed: datetime | None
    author: str
    licence: str
    licence_label: str
    licence_url: str
    address: str
    latitude: float | None
    longitude: float | None
    archived: bool
    page: str
    citation: Citation


class Teller:
    """Tells the facts of records in one language; what is the same for all is looked up once."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._terms = search.terms()
        with override(language):
            self._licences = {one.value: (str(one.label), one.url) for one in Licence}
        self._names: dict[tuple[str, ...], str] = {}

    def facts(self, record: PublicRecord) -> Facts:
        """All that is said of a record."""
        shown, text = record.text(self.language)
        title, summary = printable(text.title), printable(text.summary)
        codes = record.data["card"]
        city = _first(codes.get("city") or record.codes("city"))
        country = _first(codes.get("country") or record.codes("country"))
        licence = str(record.data.get("licence") or "")
        licence_label, licence_url = self._licences.get(licence, ("", ""))
        author = self._author(record, self.language)
        changed = text.changed_at or record.published_at
        return Facts(
            key=record.key,
            kind=record.kind,
            kind_label=self._terms.label_of_one("kind", record.kind, self.language),
            title=title,
            summary=summary,
            text_language=shown,
            original_language=record.original,
            languages=record.languages,
            language_names=self._named(record.languages),
            city=city,
            city_label=self._label("city", city),
            country=country,
            country_label=self._label("country", country),
            themes=record.codes("theme"),
            theme_labels=self._labels("theme", record.codes("theme")),
            audiences=record.codes("audience"),
            audience_labels=self._labels("audience", record.codes("audience")),
            year_from=record.year_from,
            year_to=record.year_to,
            published=record.published_at,
            changed=record.changed_at,
            author=author,
            licence=licence,
            licence_label=licence_label,
            licence_url=licence_url,
            address=address_of(record.key),
            latitude=record.data.get("latitude"),
            longitude=record.data.get("longitude"),
            archived="archived_on" in codes,
            page=absolute(f"/{self.language}/{text.url.split('/', 2)[2]}"),
            citation=Citation(
                key=citation_key(text.url.rstrip("/").rpartition("/")[2], record.key),
                author=self._author(record, shown),
                title=title,
                year=str((changed or timezone.now()).year),
                published=_day(record.published_at),
                changed=_day(changed),
                language=shown,
                address=absolute(f"/{shown}/record/{record.key}/"),
                licence=licence_label,
                abstract=summary,
                doi=str(codes.get("doi") or ""),
            ),
        )

    def _author(self, record: PublicRecord, language: str) -> str:
        code = str(record.data.get("author") or "")
        return self._terms.label("city", code, language) if code else PUBLISHER

    def _label(self, facet: str, code: str) -> str:
        return self._terms.label(facet, code, self.language) if code else ""

    def _labels(self, facet: str, codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._label(facet, code) for code in codes)

    def _named(self, languages: tuple[str, ...]) -> str:
        if languages not in self._names:
            with override(self.language):
                self._names[languages] = language_names(languages)
        return self._names[languages]


def in_each_language(
    record: PublicRecord, tellers: Mapping[str, Teller]
) -> tuple[dict[str, Facts], Facts]:
    """The facts in each language of its texts, that in which it was written first; and those in English."""
    texts = sorted(record.data["texts"], key=lambda code: (code != record.original, code))
    each = {code: tellers[code].facts(record) for code in texts}
    return each, each.get("en") or tellers["en"].facts(record)


def printable(text: str) -> str:
    """A text with only those signs that a file may hold, XML above all."""
    return _UNPRINTABLE.sub("", text)


def address_of(key: uuid.UUID) -> str:
    """The address that stays, without a language: it leads each reader to the page in their own."""
    return absolute(f"/record/{key}/")


def _first(codes: Iterable[str]) -> str:
    return next(iter(codes), "")


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
