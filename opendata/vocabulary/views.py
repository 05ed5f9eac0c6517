"""Views of vocabulary and catalogue as files: each at one address, in the form that a program asks for."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from opendata.answers import with_tag
from opendata.vocabulary.dcat import catalogue_file
from opendata.vocabulary.skos import FORMATS, vocabulary_file

CONTENT_TYPES = {"ttl": "text/turtle; charset=utf-8", "jsonld": "application/ld+json"}


@require_safe
def vocabulary(request: HttpRequest, ending: str = "") -> HttpResponse:
    """The vocabulary as SKOS."""
    return _graph(request, ending, vocabulary_file)


@require_safe
def catalogue(request: HttpRequest, ending: str = "") -> HttpResponse:
    """What is offered as data, as DCAT-AP."""
    return _graph(request, ending, catalogue_file)


def _graph(request: HttpRequest, ending: str, write: Callable[[str], bytes]) -> HttpResponse:
    """Turtle, unless JSON-LD is asked for by the address or by what the program accepts."""
    chosen = ending
    if not chosen:
        prefers = request.get_preferred_type(["text/turtle", "application/ld+json"])
        chosen = "jsonld" if prefers == "application/ld+json" else "ttl"
    if chosen not in FORMATS:
        raise Http404
    response = HttpResponse(write(chosen), content_type=CONTENT_TYPES[chosen])
    if not ending:
        patch_vary_headers(response, ["Accept"])
    return with_tag(request, response)
