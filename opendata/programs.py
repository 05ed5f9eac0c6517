"""The page for who writes programs: each address at which data can be read, and what it gives."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kb.site.addresses import absolute
from kb.site.page_cache import same_for_every_reader
from opendata.exports.registry import FORMS

# Address and what it gives.
CALLS = (
    (
        "/api/v1/search?q=mentoring&lang={language}",
        _("a search, with the parameters of the results page"),
    ),
    ("/api/v1/records", _("records with all their parts, in the order in which they changed")),
    ("/api/v1/cities", _("cities with what is known of them")),
    ("/api/v1/documents", _("documents with their points")),
    ("/api/v1/events", _("events with programme and results")),
    ("/api/v1/developments", _("notes on what changed in law and security")),
    ("/api/v1/vocabulary", _("all codes with their labels")),
    ("/vocabulary", _("the same as SKOS, for catalogues")),
    ("/catalogue", _("what there is to be taken (DCAT-AP)")),
    ("/oai?verb=Identify", _("everything, and what is gone, for harvesters (OAI-PMH)")),
)


@require_safe
@same_for_every_reader
def for_programs(request: HttpRequest) -> HttpResponse:
    """What there is for programs; the words of the calls themselves are in the description (OpenAPI)."""
    language = get_language()
    context = {
        "calls": [(address.format(language=language), what) for address, what in CALLS],
        "forms": [
            (f"/{language}/search/export.{ending}", form.name)
            for ending, form in FORMS.items()
            if not form.most
        ],
        "example": f"curl '{absolute(CALLS[0][0].format(language=language))}'",
    }
    return render(request, "opendata/programs.html", context)
