"""A version that is not public yet, as readers would see it, below a bar that says so and leads back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from practices.models import RecordPage


def preview_page(
    request: HttpRequest, version: RecordPage, *, back: str, back_label: str
) -> HttpResponse:
    """The page of a version; the caller has asked whether it may be seen."""
    context = {
        **version.get_context(request),
        "preview_back": back,
        "preview_back_label": back_label,
    }
    response = render(request, version.get_template(request), context)
    response["X-Robots-Tag"] = "noindex"
    return response
