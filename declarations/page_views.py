"""Views of documents: their list, the text with its records, the table of points by country."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks

from declarations.matrix import matrix_context, matrix_csv
from declarations.models import DocumentIndexPage, DocumentPage
from declarations.points import point_context
from declarations.reading import reading_context
from declarations.services import document_context, documents_in_language
from kb.site.page_views import register_address, register_page_context
from search import services as search


def register() -> None:
    """Called once, from ``AppConfig.ready``."""
    register_page_context(DocumentIndexPage, list_documents)
    register_address(DocumentPage, "", read_document, "index_route")
    register_address(DocumentPage, "matrix/", show_matrix, "matrix")
    register_address(DocumentPage, "matrix/csv/", export_matrix, "matrix_file")
    register_address(DocumentPage, "point/<slug:number>/", show_point, "point")


def list_documents(page: DocumentIndexPage, request: HttpRequest) -> dict[str, Any]:
    """The documents in the reader's language."""
    return {"documents": documents_in_language()}


def read_document(page: DocumentPage, request: HttpRequest) -> HttpResponse:
    """The text, with the records that answer it in the margin."""
    with search.showing_only(search.code_topic("provision", page.code)):
        context = {**document_context(page), **reading_context(page, request)}
    # Rooms that know this one add what they know of the document: what changed in the law since.
    for add in hooks.get_hooks("construct_document_context"):
        add(page, context)
    answer: HttpResponse = page.render(request, context_overrides=context)
    return answer


def show_point(page: DocumentPage, request: HttpRequest, number: str) -> HttpResponse:
    """One point, with all records that answer it."""
    with search.showing_only(search.code_topic("provision", page.code)):
        context = point_context(page, request, number.replace("-", "."))
    answer: HttpResponse = page.render(
        request, template="declarations/point.html", context_overrides=context
    )
    return answer


def show_matrix(page: DocumentPage, request: HttpRequest) -> HttpResponse:
    """Which provision is answered from which country."""
    answer: HttpResponse = page.render(
        request,
        template="declarations/matrix.html",
        context_overrides=matrix_context(page, request),
    )
    return answer


def export_matrix(page: DocumentPage, request: HttpRequest) -> HttpResponse:
    """The same table for a spreadsheet."""
    return HttpResponse(
        matrix_csv(page),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{page.code}.csv"',
            "X-Robots-Tag": "noindex",
        },
    )
