"""The shape of the files in ``content/``. Whatever does not fit is named with file, item and field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from kb.lexicon.entries import Entry

Language = Literal["en", "fr", "de", "it", "ru", "tr"]
Code = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Url = Annotated[str, Field(pattern=r"^https?://", max_length=500)]
Text = Annotated[str, Field(max_length=5000)]
Line = Annotated[str, Field(min_length=1, max_length=300)]
Names = dict[Language, Annotated[str, Field(min_length=1, max_length=200)]]


def as_text(value: Any) -> Any:
    """YAML reads ``2016-11-09`` as a date and ``2016`` as a number; both are meant as written."""
    return str(value) if isinstance(value, (date, int)) else value


def in_every_language(words: dict[Language, str]) -> dict[Language, str]:
    """Words that stand in all six languages, or ValueError with the first that is missing."""
    for language in get_args(Language):
        if language not in words:
            raise ValueError(f"no words in “{language}”")
    return words


class Item(BaseModel):
    """One item of a file; a field that is not known is an error, because it would be lost silently."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ConceptItem(Item):
    id: Code
    facet: Literal[
        "theme", "audience", "setting", "prevention_level", "method", "evidence", "ideology"
    ]
    labels: Names
    synonyms: dict[Language, list[Annotated[str, Field(min_length=1, max_length=200)]]]
    definitions: dict[Language, Annotated[str, Field(min_length=1, max_length=500)]] = {}
    broader: Code | None


class Population(Item):
    value: int | None
    year: int | None
    basis: str | None
    source: str | None


class MembershipSource(Item):
    network: str
    as_of: int | None = None
    source: Url | None = None


class Memberships(Item):
    alliance_signatory: bool | None
    efus_member: bool | None
    strong_cities_member: bool | None
    nordic_safe_cities_member: bool | None
    sources: list[MembershipSource]


class AllianceEvent(Item):
    role: str
    year: int | None = None
    source: Url | None = None


class CityItem(Item):
    slug: Code
    official_name: str
    names: Names
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    lat: float
    lon: float
    coordinates_source: str
    population: Population
    memberships: Memberships
    alliance_events: list[AllianceEvent]
    notes: Annotated[str, Field(max_length=1000)] | None


class Years(Item):
    start: int | None
    end: int | None


class TranslationItem(Item):
    lang: Literal["fr", "de", "it", "ru", "tr"]
    title: Annotated[str, Field(min_length=1, max_length=120)]
    summary: Annotated[str, Field(min_length=1, max_length=300)]
    description: Text


class HeadItem(Item):
    """Title and summary of a record in one language; its other parts stay as they were written."""

    title: Annotated[str, Field(min_length=1, max_length=120)]
    summary: Annotated[str, Field(min_length=1, max_length=300)]


class HeadsItem(Item):
    """The titles and summaries of one record (``id``) by language."""

    id: Code
    heads: dict[Literal["fr", "de", "it", "ru", "tr"], HeadItem]


class AnswerItem(Item):
    """One of the five questions of evidence (``EvidenceDimension``), answered from the sources."""

    question: Literal["effect", "mechanism", "moderators", "implementation", "economics"]
    strength: Literal["not-known", "weak", "moderate", "strong"]
    reason: dict[Language, Line]


class JudgementItem(Item):
    level: Code | None = None
    answers: list[AnswerItem]


class FiguresItem(Item):
    """A series of the results in numbers: what was counted, in which unit, by year."""

    measure: Annotated[Names, AfterValidator(in_every_language)]
    unit: (
        Annotated[
            dict[Language, Annotated[str, Field(max_length=60)]], AfterValidator(in_every_language)
        ]
        | None
    ) = None
    values: Annotated[
        dict[Annotated[int, Field(ge=1900, le=2100)], Annotated[Decimal, Field(ge=0)]],
        Field(min_length=1),
    ]
    source: Url | None = None


class RecordItem(Item):
    id: Code
    kind: Literal["practice", "training", "study_visit"]
    title: Annotated[str, Field(min_length=1, max_length=120)]
    cities: list[Code]
    countries: list[str]
    years: Years
    organisations: list[Line]
    partners: list[Line]
    summary: Annotated[str, Field(min_length=1, max_length=300)]
    description: Text
    aims: list[Line]
    resources: Text | None = None
    results: Text | None = None
    figures: list[FiguresItem] = []
    evaluation_design: Text | None = None
    judgement: JudgementItem | None = None
    lessons: Text | None = None
    lessons_basis: Literal["source", "editor"] | None = None
    language: Annotated[str, Field(max_length=10)]
    sources: Annotated[list[Url], Field(min_length=1)]
    confidence: Literal["sourced", "partly sourced"]
    notes: Text | None = None
    translations: list[TranslationItem]
    concepts: dict[str, list[Code]]
    tags: list[Annotated[str, Field(max_length=100)]]
    provisions: list[str]
    providers: list[Line] = []
    participants: Text | None = None
    format_duration: Text | None = None
    hosts: list[Line] = []
    visitors: Annotated[str, Field(max_length=300)] | None = None
    visiting: list[Code] = []
    seen: list[Line] = []
    takeaways: Text | None = None
    date: Annotated[str | None, BeforeValidator(as_text)] = None


class ProvisionItem(Item):
    code: Annotated[str, Field(pattern=r"^[a-z0-9]+(\.[a-z0-9]+)*$", max_length=20)]
    parent: str | None = None
    kind: Literal[
        "recital",
        "statement",
        "request",
        "commitment",
        "endorsement",
        "proposal",
        "invitation",
        "action",
        "heading",
    ]
    heading: Annotated[str, Field(max_length=200)]
    text: Text
    wording: Text = ""
    lead: Annotated[str, Field(max_length=200)] = ""
    result: Text = ""
    checked: bool


class SuccessorItem(Item):
    title: Line
    reference: str = ""
    date: date
    url: Url


class ProvisionWords(Item):
    """A provision's words in another language; its number, kind and place are the same in all."""

    heading: Annotated[str, Field(max_length=200)]
    text: Text
    wording: Text = ""
    lead: Annotated[str, Field(max_length=200)] = ""
    result: Text = ""


class DocumentWords(Item):
    """A document's words in another language, every provision among them."""

    lang: Literal["fr", "de", "it", "ru", "tr"]
    title: Line
    full_title: Line
    place: Annotated[str, Field(max_length=200)]
    adopted_by: Annotated[str, Field(max_length=500)]
    note: Text
    numbering: str
    follows: str = ""
    followed_by: list[Line] = []
    quoting_terms: Annotated[str, Field(max_length=300)] = ""
    provisions: dict[str, ProvisionWords]


class DocumentItem(Item):
    code: Code
    quoting_terms: Annotated[str, Field(max_length=300)] = ""
    title: Line
    full_title: Line
    kind: Literal["declaration", "action plan"]
    status: Literal["in force", "completed", "replaced"]
    reference: str = ""
    adopted_on: date
    place: str
    adopted_by: Annotated[str, Field(max_length=500)]
    period: list[int] = []
    note: Text
    follows: str = ""
    followed_by: list[SuccessorItem] = []
    official_urls: dict[str, Url]
    sources: list[Url]
    numbering: str
    provisions: list[ProvisionItem]
    translations: list[DocumentWords] = []

    def in_language(self, words: DocumentWords) -> DocumentItem:
        """The same document in another language."""
        own = words.model_dump(
            include={"title", "full_title", "place", "adopted_by", "note", "numbering", "follows"}
        )
        return self.model_copy(
            update={
                **own,
                "followed_by": [
                    successor.model_copy(update={"title": title})
                    for successor, title in zip(self.followed_by, words.followed_by, strict=True)
                ],
                "provisions": [
                    provision.model_copy(update=words.provisions[provision.code].model_dump())
                    for provision in self.provisions
                ],
                "translations": [],
            }
        )


class PageItem(Item):
    """``about_demonstration`` follows the body where there are demonstration records."""

    slug: Code
    title: Names
    body: dict[Language, str]
    about_demonstration: dict[Language, str] = {}


class SiteItem(Item):
    home_title: Names
    home_introduction: dict[Language, Annotated[str, Field(max_length=600)]]
    home_carriers: dict[Language, Annotated[str, Field(max_length=600)]] = {}
    cities_title: Names
    documents_title: Names


Help = dict[Language, Annotated[str, Field(min_length=1, max_length=1000)]]


class GuidanceItem(Item):
    """Help beside one field of the city's desk; an empty kind means all kinds of record."""

    kind: Literal["", "practice", "training", "study-visit"]
    field: Annotated[str, Field(pattern=r"^[a-z_]+$", max_length=50)]
    text: Help
    good: Help = Field(default_factory=dict)
    weak: Help = Field(default_factory=dict)


class Content(Item):
    """All files together, checked against each other."""

    site: SiteItem
    pages: list[PageItem]
    concepts: list[ConceptItem]
    words: list[Entry]
    cities: list[CityItem]
    documents: list[DocumentItem]
    records: list[RecordItem]
    heads: list[HeadsItem]
    guidance: list[GuidanceItem]
