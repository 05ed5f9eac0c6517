"""What is offered below a record's address, and the address that stays."""

from __future__ import annotations

import uuid
from functools import cache
from io import BytesIO
from typing import Any

import segno
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import override

from kb.models.visibility import public
from kb.site.addresses import language_path
from kb.site.views import readers_language
from kb.texts.current_language import current_language
from practices.models import RecordPage
from practices.reading.citing.citations import permanent_address, record_citation
from practices.reading.citing.reference_files import REFERENCE_FILES
from practices.reading.presentation import record_context
from practices.reading.printing.answers import pdf_answer
from practices.reading.printing.sheet import sheet_context
from practices.records.originals import original_of_record
from search import services as search


def record(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The address by which a record is cited leads to where it stands now, in the reader's language.

    One that was taken down is gone, and when and why is said here.
    """
    language = current_language()
    versions = RecordPage.objects.filter(translation_key=key).select_related("locale", "record")
    found = {version.locale.language_code: version for version in public(versions)}
    if not found:
        # What other rooms have found among the records, such as an event, stays at such an address too.
        others = search.records_by_key([key], language=language)
        return HttpResponseRedirect(others[0].url) if others else gone_or_missing(request, key)
    page = found.get(language) or original_of_record(list(found.values()))
    return HttpResponseRedirect(language_path(page, language))


def record_in_any_language(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The same address without a language, for catalogues and lists: it leads to the browser's own."""
    with override(readers_language(request)):
        response = record(request, key)
        if isinstance(response, TemplateResponse):
            response.render()
    patch_vary_headers(response, ["Accept-Language"])
    return response


def gone_or_missing(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What stands in the place of a record that nobody may read: when and why it went, or nothing."""
    gone = _taken_down(RecordPage.objects.filter(translation_key=key))
    if gone is None:
        raise Http404
    return gone.gone_page(request)


def _taken_down(versions: QuerySet[RecordPage]) -> RecordPage | None:
    page = versions.filter(live=False, record__taken_down_on__isnull=False).first()
    return None if page is None or page.get_view_restrictions().exists() else page


def citation_file(record: RecordPage, style: str) -> HttpResponse:
    """The citation as a file to be opened by a reference manager."""
    citation = record_citation(record)
    form = REFERENCE_FILES[style]
    response = HttpResponse(
        form.write(citation), content_type=f"{form.content_type}; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{citation.key}.{form.ending}"'
    return response


def print_file(request: HttpRequest, record: RecordPage, *, sheet: bool) -> HttpResponse:
    """The record, or its one page for a mayor, as a tagged PDF in the reader's language."""
    language = current_language()
    template = "practices/print/sheet.html" if sheet else "practices/print/record.html"
    context = {
        "page": record,
        "language": language,
        "content_language": record.locale.language_code,
        "address": permanent_address(record, language),
        **record_context(record),
    }
    pictures = {"qr": qr_code(context["address"])}
    if not sheet:
        pictures |= _picture_files(context["photos"])

    @cache
    def write(length: float) -> str:
        own = sheet_context(record, context, length) if sheet else {}
        return render_to_string(template, {**context, **own})

    name = f"{record.slug}-{'one-page-' if sheet else ''}{language}.pdf"
    return pdf_answer(request, write, pictures, name, one_page=sheet)


def qr_code(address: str) -> bytes:
    """A code that telephones read, as an SVG."""
    written = BytesIO()
    segno.make(address, error="m", micro=False).save(written, kind="svg", border=0, dark="#0b4650")
    return written.getvalue()


def _picture_files(photos: list[dict[str, Any]]) -> dict[str, bytes]:
    """The record's own pictures by their place on its page."""
    files = {}
    for place, photo in enumerate(photos, start=1):
        with photo["image"].file.open("rb") as picture:
            files[str(place)] = picture.read()
    return files
