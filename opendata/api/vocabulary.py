"""The vocabulary in the API: every facet with its codes and their labels."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from kb.facets import in_all_languages
from opendata.api.answers import answered
from opendata.api.parameters import Asked, refuse_unknown
from opendata.api.schemas import ErrorOut, VocabularyOut
from search import services as search
from search.contract import Facet, facets
from search.terms import Terms

# Their codes are told with all that belongs to them, at addresses of their own.
APART = ("city", "provision")

router = Router(tags=["vocabulary"])


class VocabularyQuery(Asked):
    """Nothing but the language, which changes nothing here."""


@router.get(
    "/vocabulary",
    response={200: VocabularyOut, 400: ErrorOut, 429: ErrorOut},
    summary="All codes with their labels in six languages",
)
def vocabulary(request: HttpRequest, query: Query[VocabularyQuery]) -> HttpResponse:
    """Codes never change; one that was merged into another is among its former ones."""
    refuse_unknown(request, VocabularyQuery)
    return answered(request, {"schemes": schemes()})


def schemes() -> list[dict[str, Any]]:
    """Each facet with its codes in their order."""
    terms = search.terms()
    return [_scheme(facet, terms) for facet in facets() if facet.name not in APART]


def _scheme(facet: Facet, terms: Terms) -> dict[str, Any]:
    counted = search.counts(facet.name)
    found = [term for code in terms.codes(facet.name) if (term := terms.get(facet.name, code))]
    return {
        "facet": facet.name,
        "labels": dict(in_all_languages(facet.label)),
        "concepts": [
            {
                "code": term.code,
                "labels": dict(term.labels),
                "synonyms": {language: list(words) for language, words in term.synonyms.items()},
                "broader": term.broader,
                "former": list(term.former),
                "records": counted.get(term.code, 0),
            }
            for term in found
        ],
    }
