"""The records of a comparison as readers may see them, with everything that is compared of them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Case, OuterRef, QuerySet, Subquery, When

from kb.models import CityPage
from kb.models.visibility import public
from kb.site.addresses import absolute, language_path
from practices.comparing.requests import MOST
from practices.models import RecordPage
from practices.reading.gathering.statement import Rows
from practices.records.cities import know_cities
from practices.records.originals import IS_ORIGINAL, STORY
from practices.records.rules import judgements, record_codes
from search import services as search
from search.answer.hits import Hit

LETTERS = "ABCD"
SUGGESTED = 6
RELATIONS = ("concepts", "partners", "provision_answers", "evidence_ratings", "sources")
# In which language a version stands, and how far it does.
LANGUAGE = ("locale__language_code", "public_translation__untranslated")
KINDS = ("practicepage", "trainingprogrammepage", "studyvisitreportpage")


@dataclass(frozen=True)
class ComparedRecord:
    """One column: the version of a record that its reader sees.

    ``record`` is of its own kind, with the parts of its story; ``shared`` is the same record as all kinds
    have it, with the rows that belong to it fetched for all columns at once. ``name`` is what the column
    is called for short: its city, or the title of a record in no city.
    """

    key: uuid.UUID
    letter: str
    record: RecordPage
    shared: RecordPage
    city: CityPage | None
    name: str
    languages: tuple[str, ...]
    url: str

    @property
    def language(self) -> str:
        """The language of its text."""
        return str(self.record.locale.language_code)

    def language_of(self, part: str) -> str:
        """The language of a part: that of the original where nobody has translated it."""
        state = self.shared.translation_state
        borrowed = state is not None and state.untranslated.get(part) == "all"
        return self.shared.language_of_the_rest if borrowed else self.language

    @property
    def judged(self) -> dict[str, str]:
        """What is known of each of the five questions that somebody has judged, by code."""
        return judgements(self.shared)

    @property
    def full_url(self) -> str:
        """The address of the record, for files and paper."""
        return absolute(self.url)


@dataclass(frozen=True)
class Columns:
    """What became of the numbers of an address: records, numbers of nothing public, and what was too much."""

    records: tuple[ComparedRecord, ...] = ()
    missing: tuple[uuid.UUID, ...] = ()
    left_off: tuple[uuid.UUID, ...] = ()

    @property
    def keys(self) -> tuple[uuid.UUID, ...]:
        """The numbers of the records that are compared."""
        return tuple(record.key for record in self.records)


def columns(keys: Sequence[uuid.UUID], language: str) -> Columns:
    """The first records with these numbers that anybody may read, in the order of the numbers.

    Each in the reader's language where it has been translated, else in its original one. Drafts, private
    and deleted records are missing like numbers that never were any record's: nothing tells them apart.
    As many queries for four records as for two.
    """
    if not keys:
        return Columns()
    pages = {page.translation_key: page for page in _shown_versions(keys, language)}
    public_keys = [key for key in keys if key in pages]
    found = [(key, pages[key]) for key in public_keys[:MOST]]
    know_cities([page for _key, page in found])
    return Columns(
        records=tuple(
            _column(key, letter, page, language)
            for letter, (key, page) in zip(LETTERS, found, strict=False)
        ),
        missing=tuple(key for key in keys if key not in pages),
        left_off=tuple(public_keys[MOST:]),
    )


def _column(
    key: uuid.UUID,
    letter: str,
    page: RecordPage,
    language: str,
) -> ComparedRecord:
    record, city = _of_its_kind(page), page.city
    return ComparedRecord(
        key=key,
        letter=letter,
        record=record,
        shared=page,
        city=city,
        name=city.name_in(language) if city else record.title,
        languages=tuple(
            sorted(
                row["locale__language_code"]
                for row in page.languages
                if STORY not in (row["public_translation__untranslated"] or {})
            )
        ),
        url=language_path(page, language),
    )


def suggested(records: Sequence[ComparedRecord], language: str) -> list[tuple[Hit, str]]:
    """Records worth comparing with the first one, each with the reason in words; the likest first."""
    if not records:
        return []
    known = {str(record.key) for record in records}
    first = records[0]
    likely = search.similar(
        first.key, language, SUGGESTED + len(records), codes=record_codes(first.shared)
    )
    return [(hit, reason) for hit, reason in likely if hit.id not in known][:SUGGESTED]


def _shown_versions(keys: Sequence[uuid.UUID], language: str) -> QuerySet[RecordPage]:
    """Of each record its public version in a language, else what its page shows: English, else the original.

    With everything that is compared, and ``languages``: in which it is public.
    """
    versions = public(RecordPage.objects.filter(translation_key=OuterRef("translation_key")))
    foreign = Case(
        When(locale__language_code=language, then=0),
        When(locale__language_code=settings.LANGUAGE_CODE, then=1),
        When(IS_ORIGINAL, then=2),
        default=3,
    )
    return (
        RecordPage.objects.filter(
            translation_key__in=keys,
            pk=Subquery(versions.order_by(foreign, "pk").values("pk")[:1]),
        )
        .annotate(languages=Rows(versions.order_by(), LANGUAGE))
        .select_related("locale", "evidence_level", "record", "public_translation", *KINDS)
        .prefetch_related(*RELATIONS, "partner_cities__city")
    )


def _of_its_kind(page: RecordPage) -> RecordPage:
    """The record with the parts of its kind; they came with the same query."""
    for kind in KINDS:
        record: RecordPage | None = getattr(page, kind, None)
        if record is not None:
            return record
    return page
