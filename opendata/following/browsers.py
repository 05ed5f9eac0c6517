"""OpenSearch: what a browser needs to offer this search in its own bar, one description per language."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from kb.site.addresses import absolute
from kb.texts.current_language import current_language
from opendata.answers import with_tag

CONTENT_TYPE = "application/opensearchdescription+xml; charset=utf-8"


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """The search of one language."""
    response = render(
        request,
        "opendata/opensearch.xml",
        {
            "language": current_language(),
            "results": absolute(reverse("search:results")),
            "feed": absolute(reverse("opendata:feed")),
            "own": absolute(request.path),
            "icon": absolute(static("favicon.svg")),
        },
        content_type=CONTENT_TYPE,
    )
    return with_tag(request, response)
