"""Schemas of the API: what its OpenAPI description says of every answer."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

Language = Literal["en", "fr", "de", "it", "ru", "tr"]
ByLanguage = dict[str, str]


class ErrorOut(Schema):
    """What was wrong, in a sentence; of unknown parameters and values their names."""

    detail: str


class Labelled(Schema):
    """A code, which never changes, with its label in the language that was asked for."""

    code: str
    label: str


class LicenceOut(Schema):
    """The licence of the text."""

    code: str
    url: str


class TextOut(Schema):
    """The words of a record in one language. ``parts`` are HTML with paragraphs, lists and links only.

    ``untranslated`` names parts that still have words of ``translated_from``: ``all`` of them or ``some``.
    """

    title: str
    summary: str
    page: str
    changed: datetime | None
    translated_from: str
    untranslated: dict[str, str]
    by_machine: bool
    parts: dict[str, str]
    facts: dict[str, str | int | bool]
    lists: dict[str, list[dict[str, str]]]
    tags: list[str]


class EvidenceOut(Schema):
    """The code of the level, five judgements by question, and how far the record was checked: by whom, on
    which day, against what."""

    level: str
    judged: dict[str, str]
    scrutiny: str
    scrutiny_by: str
    scrutiny_on: str
    scrutiny_against: str


class SourceOut(Schema):
    """A public source on which a record rests."""

    title: str
    url: str
    language: str
    year: int | None


class RelationOut(Schema):
    """Another public record to which this one belongs: ``adapted-from``, ``uses-block`` (``block`` is the
    ``translation_key`` of that block), ``training-for``, ``seen-during``, ``related``.

    ``words``: of an adaptation what was kept and changed, why, what came of it, in the original language.
    """

    relation: str
    record: str
    block: str
    words: dict[str, str]


class AnswerOut(Schema):
    """A point of a document that a record answers, and how, in each language that says so."""

    code: str
    sentences: ByLanguage


class TrainingDateOut(Schema):
    """A date of a training; times are those of its city."""

    key: str
    starts_on: date
    begins: time | None
    ends_on: date
    ends: time | None
    place: str
    language: str
    mode: str
    open_to_others: bool
    seats: str
    registration_url: str
    cancelled_on: date | None


class RecordOut(Schema):
    """A record with all that is public of it. ``address`` stays, whatever becomes of titles and cities.

    ``doi``: of a record for which one was registered, else empty. ``demonstration``: written to show the
    site. ``changed_by_city_on``: when its city changed what no editor has read yet.
    """

    id: str
    address: str
    doi: str
    kind: Labelled | None
    title: str
    summary: str
    text_language: str
    original_language: str
    languages: list[str]
    city: Labelled | None
    country: Labelled | None
    latitude: float | None
    longitude: float | None
    year_from: int | None
    year_to: int | None
    themes: list[Labelled]
    audiences: list[Labelled]
    author: str
    licence: LicenceOut | None
    published: datetime | None
    changed: datetime | None
    archived: bool
    codes: dict[str, list[str]]
    own_codes: dict[str, list[str]]
    partner_cities: list[str]
    visiting_cities: list[str]
    further_countries: list[str]
    editors_summary: bool
    demonstration: bool
    confirmed_on: date | None
    review_by: date | None
    changed_by_city_on: date | None
    archived_on: date | None
    texts: dict[str, TextOut]
    relations: list[RelationOut]
    evidence: EvidenceOut
    sources: list[SourceOut]
    provisions: list[AnswerOut]
    training_dates: list[TrainingDateOut]


class GoneOut(Schema):
    """A record that was public and is not any longer: whoever has a copy is asked to delete it."""

    id: str
    since: datetime


class PartOut(Schema):
    """The end of every list: ``next`` leads on, null at the end; ``cursor`` is where this part ended."""

    cursor: str
    next: str | None


class RecordsOut(PartOut):
    """Some records in the order in which they changed.

    ``cursor`` may be kept, and asked with later for what has changed since then. A record that changes
    meanwhile comes once more, none is passed over.
    """

    records: list[RecordOut]
    gone: list[GoneOut]


class MembershipOut(Schema):
    """A network in which a source says that the city is."""

    network: str
    as_of: int | None
    source: str


class CityOut(Schema):
    """A city with the number of its current records."""

    code: str
    names: ByLanguage
    official_name: str
    country: str
    latitude: float | None
    longitude: float | None
    coordinates_source: str
    population: int | None
    population_year: int | None
    population_basis: str
    population_source: str
    languages: str
    website: str
    pages: ByLanguage
    titles: ByLanguage
    profiles: ByLanguage
    notes: ByLanguage
    memberships: list[MembershipOut]
    records: int


class CitiesOut(PartOut):
    """Some cities in the order of their codes."""

    cities: list[CityOut]


class DocumentOut(Schema):
    """A declaration or plan; ``summaries``: in which languages its texts are ours, not the official ones."""

    code: str
    kind: str
    status: str
    reference: str
    adopted_on: date | None
    titles: ByLanguage
    pages: ByLanguage
    summaries: list[str]
    official_texts: ByLanguage
    points: int


class DocumentsOut(Schema):
    """All documents."""

    documents: list[DocumentOut]


class PointTextOut(Schema):
    """A point in one language; ``checked``: compared with the official document."""

    heading: str
    text: str
    checked: bool


class PointOut(Schema):
    """A numbered point; ``code`` is what records name, ``records`` how many current ones answer it."""

    code: str
    number: str
    under: str
    kind: str
    texts: dict[str, PointTextOut]
    records: int


class EndorsementOut(Schema):
    """A city that stands behind a document, since when, and who says so."""

    city: str
    since: date | None
    source: str
    notes: ByLanguage


class WholeDocumentOut(DocumentOut):
    """A document with its points, and the cities that stand behind it."""

    provisions: list[PointOut]
    endorsements: list[EndorsementOut]


class VersionOut(Schema):
    """What readers met of a record after a publication; no words where they were closed for good."""

    record: str
    number: int
    language: str
    published: datetime
    closed_on: date | None
    words: dict[str, Any]


class ConceptOut(Schema):
    """A code with what it is called; ``former`` codes were merged into it."""

    code: str
    labels: ByLanguage
    synonyms: dict[str, list[str]]
    broader: str | None
    former: list[str]
    records: int


class SchemeOut(Schema):
    """One facet with all its codes."""

    facet: str
    labels: ByLanguage
    concepts: list[ConceptOut]


class VocabularyOut(Schema):
    """All codes but those of cities and points, which have answers of their own. SKOS: ``/vocabulary``."""

    schemes: list[SchemeOut]


# A moment, or the beginning of a day in UTC.
Since = Annotated[
    datetime | date | None,
    Field(description="Only what changed since this moment or day, such as 2026-11-29."),
]
