"""The address of a search."""

from __future__ import annotations

from django.urls import reverse

from search.requests import SearchRequest


def address(request: SearchRequest) -> str:
    """The address of the results page of a request, in the active language."""
    return reverse("search:results") + request.query_string
