"""The address of a search."""

from __future__ import annotations

from django.urls import reverse

from search.request.request import SearchRequest


def facet_address(facet: str, request: SearchRequest) -> str:
    """The address of the page with all values of a facet, for a request."""
    return reverse("search:facet", args=[facet]) + request.page_of(1).query_string


def address(request: SearchRequest) -> str:
    """The address of the results page of a request, in the active language."""
    return reverse("search:results") + request.query_string
