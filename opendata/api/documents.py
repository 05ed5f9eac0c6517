"""Documents and their points in the API."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from ninja.errors import HttpError

from declarations.facets import public_documents
from declarations.models import DocumentPage
from declarations.ordering import natural_key
from kb.site.addresses import absolute, language_path
from opendata.api.answers import answered
from opendata.api.parameters import Asked, Code, refuse_unknown
from opendata.api.schemas import DocumentsOut, ErrorOut, WholeDocumentOut
from search import services as search

router = Router(tags=["documents"])


class DocumentsQuery(Asked):
    """Nothing but the language, which changes nothing here."""


@router.get(
    "/documents",
    response={200: DocumentsOut, 400: ErrorOut, 429: ErrorOut},
    summary="All documents, without their points",
)
def documents(request: HttpRequest, query: Query[DocumentsQuery]) -> HttpResponse:
    """Declarations and plans to which records answer."""
    refuse_unknown(request, DocumentsQuery)
    return answered(
        request, {"documents": [_document(pages) for pages in public_documents().values()]}
    )


@router.get(
    "/documents/{code}",
    response={200: WholeDocumentOut, 400: ErrorOut, 404: ErrorOut, 429: ErrorOut},
    summary="One document with its points in every language",
)
def document(request: HttpRequest, code: Path[Code], query: Query[DocumentsQuery]) -> HttpResponse:
    """The language versions are parallel texts; none is a translation of another."""
    refuse_unknown(request, DocumentsQuery)
    pages = public_documents().get(code)
    if not pages:
        raise HttpError(404, "There is no such document.")
    return answered(request, whole_document(pages))


def whole_document(pages: list[DocumentPage]) -> dict[str, Any]:
    """A document with its points, and the cities that stand behind it."""
    return {
        **_document(pages),
        "provisions": _points(pages),
        "endorsements": _endorsements(pages),
    }


def _endorsements(pages: list[DocumentPage]) -> list[dict[str, Any]]:
    """Each city once, in the order of the first version that names it, with the note of each language."""
    prefetch_related_objects(pages, "endorsements__city")
    found: dict[str, dict[str, Any]] = {}
    for page in pages:
        for row in page.endorsements.all():
            told = found.setdefault(
                row.city.code,
                {"city": row.city.code, "since": row.date, "source": row.source, "notes": {}},
            )
            if row.note:
                told["notes"][page.locale.language_code] = row.note
    return [*found.values()]


def _document(pages: list[DocumentPage]) -> dict[str, Any]:
    first = pages[0]
    return {
        "code": first.code,
        "kind": first.kind,
        "status": first.status,
        "reference": first.reference,
        "adopted_on": first.adopted_on,
        "titles": {page.locale.language_code: page.title for page in pages},
        "pages": {page.locale.language_code: absolute(language_path(page)) for page in pages},
        "summaries": [page.locale.language_code for page in pages if page.is_summary],
        "official_texts": {
            text.language: text.url for page in pages for text in page.official_texts.all()
        },
        "points": len(first.provisions.all()),
    }


def _points(pages: list[DocumentPage]) -> list[dict[str, Any]]:
    versions: dict[str, dict[str, Any]] = defaultdict(dict)
    for page in pages:
        for provision in page.provisions.all():
            versions[provision.code][page.locale.language_code] = provision
    answered_by = search.counts("provision")
    found = []
    for number in sorted(versions, key=natural_key):
        first = next(iter(versions[number].values()))
        code = f"{pages[0].code}/{number}"
        found.append(
            {
                "code": code,
                "number": number,
                "under": first.parent_code,
                "kind": first.kind,
                "texts": {
                    language: {
                        "heading": one.heading,
                        "text": one.text,
                        "wording": one.quotable,
                        "checked": one.checked,
                    }
                    for language, one in versions[number].items()
                },
                "records": answered_by.get(code, 0),
            }
        )
    return found
