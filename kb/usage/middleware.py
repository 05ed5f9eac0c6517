"""Middleware that counts what readers were shown, also where the page was kept ready."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from kb.usage.page_views import count


class CountReaders:
    """In memory alone (:mod:`kb.usage.page_views`); it asks the database nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        count(request, response)
        return response
