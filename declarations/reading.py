"""A document as reading: its text, the records that answer it in the margin, another language beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from declarations.facets import public_documents
from declarations.models import DocumentPage, OfficialText, Provision
from declarations.requests import ReadingRequest
from kb.texts.sorting import name_key
from search import services as search
from search.answer.hits import Hit
from search.answer.results import Chip, FacetOption

RECORDS_IN_MARGIN = 3
HEADING_LEVEL, LAST_HEADING_LEVEL = 3, 6


@dataclass(frozen=True)
class Answers:
    """The records that answer a provision: the newest few, how many there are, where all are found.

    ``elsewhere``: how many there are besides, in countries that are not chosen.
    """

    hits: list[Hit]
    total: int
    elsewhere: int
    url: str


@dataclass
class Passage:
    """One provision as it is read: its text, the text beside it, and what stands in its margin."""

    provision: Provision
    answers: Answers
    beside: Provision | None = None
    children: list[Passage] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """Its number; ``#4`` leads to it in every language."""
        return self.provision.code

    @property
    def level(self) -> int:
        """Of its heading."""
        return min(HEADING_LEVEL - 1 + self.provision.depth, LAST_HEADING_LEVEL)


@dataclass(frozen=True)
class BesideText:
    """The text in the other language, as far as there is one."""

    language: str
    provisions: dict[str, Provision]
    is_summary: bool
    official_url: str

    @property
    def is_there(self) -> bool:
        return bool(self.provisions)


def reading_context(page: DocumentPage, request: HttpRequest) -> dict[str, Any]:
    """What a document's page shows of its text, for a reader's wishes in the address.

    A fixed number of questions, however many provisions and records there are.
    """
    asked = ReadingRequest.parse(request.GET, page.locale.language_code)
    official_texts = list(page.official_texts.all())
    beside = beside_text(page, asked.beside, official_texts) if asked.beside else None
    counts = search.counts("provision", within=asked.facets)
    passages = passages_of(page, asked, counts, beside)
    return {
        "reading": asked,
        "official_texts": official_texts,
        "beside": beside,
        "languages_beside": languages_beside(page, request, asked),
        "passages": in_reading_order(passages),
        "contents": passages,
        "countries": country_options(page, asked.reader, asked.countries),
        "chips": country_chips(request, asked),
        "everywhere_url": request.path + asked.from_everywhere().query_string,
        "matrix_url": f"{request.path}matrix/",
        "progress_url": f"{request.path}progress/",
        "alone_url": request.path + asked.with_beside("").query_string,
        "total": counts.get(page.code, 0),
        "all_url": search.url_for(facets={"provision": [page.code], **asked.facets}),
    }


def passages_of(
    page: DocumentPage,
    asked: ReadingRequest,
    counts: Mapping[str, int],
    beside: BesideText | None,
) -> list[Passage]:
    """The provisions nested as their numbers are, each with the records that answer it.

    ``counts``: how many of those that are asked for answer each.
    A heading stands for what is below it; a list of its own would only repeat theirs.
    """
    points = page.points()
    everywhere = search.counts("provision") if asked.facets else counts
    hits = search.records_by_code(
        "provision",
        [code for code, provision in points if not provision.is_heading],
        language=asked.reader,
        size=RECORDS_IN_MARGIN,
        within=asked.facets,
    )
    found: dict[str, Passage] = {}
    for code, provision in points:
        total = counts.get(code, 0)
        found[provision.code] = Passage(
            provision=provision,
            answers=Answers(
                hits=hits.get(code, []),
                total=total,
                elsewhere=everywhere.get(code, 0) - total,
                url=search.url_for(facets={"provision": [code], **asked.facets}),
            ),
            beside=beside.provisions.get(provision.code) if beside else None,
        )
    roots: list[Passage] = []
    for passage in found.values():
        parent = found.get(passage.provision.parent_code)
        (parent.children if parent else roots).append(passage)
    return roots


def in_reading_order(passages: list[Passage]) -> list[Passage]:
    """All passages one after the other, each before those that stand under it."""
    found = []
    for passage in passages:
        found += [passage, *in_reading_order(passage.children)]
    return found


def beside_text(
    page: DocumentPage, language: str, official_texts: list[OfficialText]
) -> BesideText:
    """The public version in another language, provision by provision; empty where there is none."""
    versions = public_documents().get(page.code, [])
    version = next((one for one in versions if one.locale.language_code == language), None)
    provisions = version.provisions.all() if version else []
    return BesideText(
        language=language,
        provisions={provision.code: provision for provision in provisions},
        is_summary=version is not None and version.is_summary,
        official_url=next((text.url for text in official_texts if text.language == language), ""),
    )


def languages_beside(
    page: DocumentPage, request: HttpRequest, asked: ReadingRequest
) -> list[dict[str, Any]]:
    """The languages that can stand beside the text; ``available`` says whether there is a text in it."""
    return [
        {
            "code": code,
            "url": request.path + asked.with_beside(code).query_string,
            "current": code == asked.beside,
            "available": code in page.public_versions,
        }
        for code, _name in settings.LANGUAGES
        if code != asked.language
    ]


def country_options(
    page: DocumentPage, language: str, chosen: Sequence[str] = ()
) -> list[FacetOption]:
    """The countries whose records answer the document, by name, each with how many; chosen ones always."""
    labels = search.terms().labels("country", language)
    counts = search.cross_counts("provision", "country", [page.code]).get(page.code, {})
    codes = [code for code in {**counts, **dict.fromkeys(chosen)} if code in labels]
    return [
        FacetOption("country", code, labels[code], counts.get(code, 0), code in chosen)
        for code in sorted(codes, key=lambda code: name_key(labels[code]))
    ]


def country_chips(request: HttpRequest, asked: ReadingRequest) -> list[Chip]:
    """The chosen countries, each with the address without it."""
    terms = search.terms()
    return [
        Chip(
            terms.label("country", code, asked.reader),
            request.path + asked.without_country(code).query_string,
            f"chip-country-{code}",
        )
        for code in asked.countries
    ]
