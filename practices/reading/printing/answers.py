"""Answers with a file to print: with a tag, kept for a day, or a sentence that says why there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from practices.reading.printing.files import LONGEST, CannotPrint, digest, need_printer, printed


def pdf_answer(
    request: HttpRequest,
    write: Callable[[float], str],
    pictures: Mapping[str, bytes],
    name: str,
    *,
    one_page: bool = False,
) -> HttpResponse:
    """The tagged PDF of what ``write`` gives, under a name; 503 where it cannot be made now."""
    try:
        need_printer()
    except CannotPrint as reason:
        return _no_file(str(reason))
    tag = f'"{digest(write(LONGEST))}"'
    response = get_conditional_response(request, etag=tag)
    if response is None:
        try:
            content = printed(write, pictures, one_page=one_page)
        except CannotPrint as reason:
            return _no_file(str(reason))
        response = HttpResponse(content, content_type="application/pdf")
        response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["ETag"] = tag
    return response


def _no_file(sentence: str) -> HttpResponse:
    response = HttpResponse(sentence, content_type="text/plain; charset=utf-8", status=503)
    response["Retry-After"] = "60"
    return response
