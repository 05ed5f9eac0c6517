"""The search as JSON. Same request, same answer as the page; described by OpenAPI."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from ninja import NinjaAPI, Query, Router, Schema
from pydantic import create_model

from search import services
from search.answer.results import SearchResults
from search.contract import facets
from search.request.request import MAX_PAGE_SIZE, PAGE_SIZE, SORTS

Language = Literal["en", "fr", "de", "it", "ru", "tr"]

router = Router(tags=["search"])


class FileOut(Schema):
    """An attached file in which typed words stand; ``pages``: the first on which they do, if it has pages."""

    title: str
    kind: str
    url: str
    pages: list[int]


class ResultOut(Schema):
    """One record."""

    id: str
    kind: str
    title: str
    summary: str
    url: str
    city: str
    country: str
    languages: list[str]
    score: float
    archived: bool
    files: list[FileOut]


class OptionOut(Schema):
    """One value of a facet."""

    code: str
    label: str
    count: int
    selected: bool


class FacetOut(Schema):
    """One facet with the values that have results, or are chosen."""

    name: str
    label: str
    options: list[OptionOut]


class IgnoredOut(Schema):
    """A parameter that was sent and not used."""

    parameter: str
    value: str
    reason: Literal["unknown-name", "unknown-value", "unreadable", "too-much"]


class SearchOut(Schema):
    """The answer to a search.

    ``ignored``: what was asked for and is not in this answer; look here before trusting ``total``.
    ``too_deep``: a page beyond the first 10,000 results was asked for; it has none.
    """

    total: int
    results: list[ResultOut]
    facets: list[FacetOut]
    corrections: list[str]
    also_searched: list[str]
    engine: str
    degraded: bool
    ignored: list[IgnoredOut]
    too_deep: bool


class SuggestionOut(Schema):
    """One suggestion and where it leads."""

    label: str
    url: str


class SuggestionGroupOut(Schema):
    """Suggestions of one kind."""

    label: str
    items: list[SuggestionOut]


class TooManyOut(Schema):
    """Too many requests from one address; ``Retry-After`` says for how many seconds to wait."""

    detail: str


# A parameter for each facet that a room has registered.
_parameters: dict[str, Any] = {facet.name: (list[str], []) for facet in facets()}
FacetParameters = create_model("FacetParameters", __base__=Schema, **_parameters)


class SearchQuery(FacetParameters):  # type: ignore[misc, valid-type]
    """What may be asked. Facets may be repeated (OR inside, AND across).

    What is not known is not used, and named under ``ignored`` in the answer.
    """

    q: Annotated[
        str, Query(description="Words; quotes make a phrase, a leading minus excludes.")
    ] = ""
    lang: Annotated[Language, Query(description="Language of labels and texts.")] = "en"
    all: Annotated[
        list[str], Query(description="Facets of which records must have all chosen values.")
    ] = []
    field: Annotated[list[str], Query(description="Per row: anywhere, title or text.")] = []
    operator: Annotated[list[str], Query(description="Per row: all, any, phrase or none.")] = []
    words: Annotated[list[str], Query(description="Per row: its words.")] = []
    year_from: Annotated[str, Query(description="A year from 1900 to 2100, or a date in it.")] = ""
    year_to: Annotated[str, Query(description="A year from 1900 to 2100, or a date in it.")] = ""
    archived: Annotated[bool, Query(description="Look through archived records too.")] = False
    sort: Annotated[str, Query(enum=["", *SORTS])] = ""
    page: Annotated[int, Query(ge=1, le=10_000)] = 1
    size: Annotated[int, Query(ge=1, le=MAX_PAGE_SIZE)] = PAGE_SIZE


@router.get(
    "/search",
    response={200: SearchOut, 429: TooManyOut},
    summary="Search all published records",
)
def search(request: HttpRequest, query: Query[SearchQuery]) -> HttpResponse:
    """The same search as the page: records in all languages, with counts for every facet."""
    with override(query.lang):
        asked = services.parse(request.GET, query.lang, besides=("lang",))
        return _json(services.search(asked))


def _json(found: SearchResults) -> HttpResponse:
    """A :class:`SearchOut`, written without building one: hundreds of facet values take their time.

    ``tests/test_api_schema.py`` holds it to the schema.
    """
    content = orjson.dumps(
        {
            "total": found.total,
            "results": [
                {
                    "id": hit.id,
                    "kind": hit.kind,
                    "title": hit.title,
                    "summary": hit.summary,
                    "url": _absolute(hit.url),
                    "city": hit.city,
                    "country": hit.country,
                    "languages": hit.languages,
                    "score": hit.score,
                    "archived": hit.archived_on is not None,
                    "files": [
                        {
                            "title": file.title,
                            "kind": file.kind,
                            "url": _absolute(file.url),
                            "pages": file.pages,
                        }
                        for file in hit.files
                    ],
                }
                for hit in (() if found.request.too_deep else found.hits)
            ],
            "facets": [
                {
                    "name": group.name,
                    "label": group.label,
                    "options": [
                        {
                            "code": option.code,
                            "label": option.label,
                            "count": option.count,
                            "selected": option.selected,
                        }
                        for option in group.options
                    ],
                }
                for group in found.facets
            ],
            "corrections": [link.label for link in found.corrections],
            "also_searched": [name for _language, name in found.also_searched],
            "engine": found.engine,
            "degraded": found.degraded,
            "ignored": [
                {"parameter": one.name, "value": one.value, "reason": one.reason}
                for one in found.request.ignored
            ],
            "too_deep": found.request.too_deep,
        }
    )
    return HttpResponse(content, content_type="application/json")


@router.get(
    "/suggest",
    response={200: list[SuggestionGroupOut], 429: TooManyOut},
    summary="Suggestions while typing",
)
def suggest(
    request: HttpRequest,
    q: Annotated[str, Query(description="What has been typed so far.")] = "",
    lang: Annotated[Language, Query(description="Language of labels and titles.")] = "en",
) -> list[SuggestionGroupOut]:
    """Titles, cities, concepts and provisions with words that begin like ``q``; at most ten."""
    with override(lang):
        return [
            SuggestionGroupOut(
                label=group.label,
                items=[
                    SuggestionOut(label=item.label, url=_absolute(item.url)) for item in group.items
                ],
            )
            for group in services.suggest(q, lang)
        ]


def _absolute(path: str) -> str:
    """A full address, built on ``BASE_URL`` and never on the Host header."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


api = NinjaAPI(
    title="Alliance Exchange",
    version="1",
    description="What European cities do against violent extremism, as open data. No key needed. The facet "
    "`origin` tells whether a record is its city's own or a summary by the editors from public sources.",
    urls_namespace="api-1",
)
api.add_router("", router)
