"""Answers to programs: with a tag by which they ask again, or refused in a sentence."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from kb.http.tags import content_tag


def with_tag(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Whoever has it still is told so, without the content."""
    tag = content_tag(response.content)
    response.headers["ETag"] = tag
    response.headers.setdefault("Cache-Control", "public, no-cache")
    answer = get_conditional_response(request, etag=tag, response=response)
    return answer or response


def refused(odd: str) -> HttpResponse:
    """400: with these parameters it would be another list than was asked for."""
    return said(
        _("This list cannot be made. Not understood: %(parameters)s") % {"parameters": odd}, 400
    )


def said(sentence: str, status: int) -> HttpResponse:
    """A sentence, for people who read what their program got."""
    return HttpResponse(
        sentence,
        content_type="text/plain; charset=utf-8",
        status=status,
        headers={"Cache-Control": "no-store"},
    )
