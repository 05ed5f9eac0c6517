"""Views of progress reports: below a document's address, of all, of a country, of a city; each to print."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from declarations.models import DocumentPage
from declarations.reading import country_options
from kb.site.addresses import absolute, language_path
from kb.site.page_views import register_address
from opendata.progress.picture import picture
from opendata.progress.report import Place, Report, report_of
from practices.reading.citing.citations import PUBLISHER
from practices.reading.printing.answers import pdf_answer
from search import services as search


def register() -> None:
    """Called once, from ``AppConfig.ready``."""
    register_address(DocumentPage, "progress/", show_progress, "progress")
    for facet in ("country", "city"):
        place = f"progress/{facet}/<slug:code>/"
        register_address(DocumentPage, place, _shown(facet), f"progress_{facet}")
        register_address(DocumentPage, f"{place}pdf/", _printed(facet), f"progress_{facet}_pdf")


def show_progress(page: DocumentPage, request: HttpRequest) -> HttpResponse:
    """The report of all, and the countries that have one."""
    return _page(page, request, Place())


def _shown(facet: str) -> Any:
    def show(page: DocumentPage, request: HttpRequest, code: str) -> HttpResponse:
        """The report of a country or city."""
        return _page(page, request, _place_or_404(facet, code))

    return show


def _printed(facet: str) -> Any:
    def show(page: DocumentPage, request: HttpRequest, code: str) -> HttpResponse:
        """The same report as a tagged PDF."""
        context = _context(page, _place_or_404(facet, code))
        drawn = render_to_string("opendata/progress/_picture.svg", {**context, "alone": True})
        report: Report = context["report"]
        context["site"] = absolute("/").rstrip("/")
        return pdf_answer(
            request,
            lambda _length: render_to_string("opendata/progress/print.html", context),
            {"progress": drawn.encode()},
            f"{page.code}-{report.place.code.lower()}-{context['language']}.pdf",
        )

    return show


def _page(page: DocumentPage, request: HttpRequest, place: Place) -> HttpResponse:
    with search.showing_only(search.code_topic("provision", page.code)):
        context = _context(page, place)
    answer: HttpResponse = page.render(
        request, template="opendata/progress/page.html", context_overrides=context
    )
    return answer


def _context(page: DocumentPage, place: Place) -> dict[str, Any]:
    language = get_language() or page.locale.language_code
    report = report_of(page, place, language)
    document = language_path(page, language)
    below = f"progress/{place.facet}/{place.code}/" if place.facet else "progress/"
    return {
        "page": page,
        "report": report,
        "picture": picture(report),
        "countries": [] if place.facet else country_options(page, language),
        "language": language,
        "content_language": page.locale.language_code,
        "document_url": document,
        "pdf_url": f"{document}{below}pdf/" if place.facet else "",
        "address": absolute(document + below),
        "city_url": _city_url(place, language),
        "publisher": PUBLISHER,
        "today": timezone.localdate(),
    }


def _place_or_404(facet: str, code: str) -> Place:
    term = search.terms().get(facet, code)
    if term is None or term.code != code:
        raise Http404("No such place.")
    return Place(facet, code, search.terms().label(facet, code, get_language() or "en"))


def _city_url(place: Place, language: str) -> str:
    term = search.terms().get("city", place.code) if place.facet == "city" else None
    return f"/{language}/{term.path}" if term else ""
