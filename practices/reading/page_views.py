"""Views of a record's page and of what is offered below its address: to print, to cite."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from wagtail import hooks

from kb.site.addresses import language_path
from kb.site.page_views import (
    register_address,
    register_page_context,
    register_page_headers,
    register_preparation,
)
from kb.usage.page_views import counted
from practices.models import RecordPage
from practices.reading.citing.signposting import signposts
from practices.reading.family import family_of
from practices.reading.gathering.gather import gather
from practices.reading.presentation import record_context, related_records
from practices.reading.sharing.views import record_card
from practices.reading.views import citation_file, print_file


def register() -> None:
    """Called once, from ``AppConfig.ready``."""
    register_preparation(RecordPage, gather)
    register_page_context(RecordPage, show_record)
    register_page_headers(RecordPage, signposts)
    register_address(RecordPage, "pdf/", print_record, "as_pdf")
    register_address(RecordPage, "one-page/", print_sheet, "as_sheet")
    register_address(RecordPage, "card/", record_card, "card")
    register_address(RecordPage, "cite/ris/", cite_in_ris, "cite_ris")
    register_address(RecordPage, "family/", show_family, "family")
    register_address(RecordPage, "cite/bibtex/", cite_in_bibtex, "cite_bibtex")
    register_address(RecordPage, "cite/csl/", cite_in_csl, "cite_csl")


def show_record(page: RecordPage, request: HttpRequest) -> dict[str, Any]:
    """All that stands on the record's page."""
    # Read with all the rest (practices.reading.gathering.gather); a preview has none.
    versions = page.__dict__.get("newest_versions", [])
    context = {
        **record_context(page),
        "related": related_records(page),
        "views": counted(request, page),
        "newest_versions": versions,
        "newest_change": _newest_change(versions),
    }
    for add in hooks.get_hooks("construct_record_context"):
        add(page, context)
    return context


def _newest_change(versions: list[dict[str, Any]]) -> int:
    """The number of the newest version that changed something; the first in a language is no change."""
    for place, one in enumerate(versions):
        if any(older["language"] == one["language"] for older in versions[place + 1 :]):
            return int(one["number"])
    return 0


def print_record(page: RecordPage, request: HttpRequest) -> HttpResponse:
    """All of it, to print."""
    return print_file(request, page, sheet=False)


def print_sheet(page: RecordPage, request: HttpRequest) -> HttpResponse:
    """One page for a mayor, to print."""
    return print_file(request, page, sheet=True)


def cite_in_ris(page: RecordPage, request: HttpRequest) -> HttpResponse:
    """The citation for reference managers."""
    return citation_file(page, "ris")


def cite_in_bibtex(page: RecordPage, request: HttpRequest) -> HttpResponse:
    """The citation for LaTeX."""
    return citation_file(page, "bibtex")


def cite_in_csl(page: RecordPage, request: HttpRequest) -> HttpResponse:
    """The citation for citation programs."""
    return citation_file(page, "csl")


def show_family(page: RecordPage, request: HttpRequest) -> HttpResponse:
    """How this work went from city to city."""
    return TemplateResponse(
        request,
        "practices/family.html",
        {
            "page": page,
            "record_url": language_path(page, get_language()),
            "content_language": page.locale.language_code,
            "family": family_of(page),
        },
    )
