"""What was taken from its readers keeps its addresses, which say so."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import Resolver404
from wagtail.url_routing import RouteResult


class KeepsItsAddresses:
    """A routable page that shows the states of its record (:class:`SharesOneRow`)."""

    @property
    def is_gone(self: Any) -> bool:
        """Whether it could be read once and was taken down: its addresses are not unknown."""
        return bool(not self.live and self.first_published_at and self.taken_down_on)

    def route(self: Any, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Also while nobody can read it: its own address, and what was offered below it."""
        if not self.is_gone:
            return super().route(request, path_components)  # type: ignore[misc]
        try:
            self.resolve_subpage("/" + "".join(f"{part}/" for part in path_components))
        except Resolver404 as unknown:
            raise Http404 from unknown
        return RouteResult(self)

    def gone_page(self: Any, request: HttpRequest) -> HttpResponse:
        """When and why; nothing else of it."""
        context = {
            "day": self.taken_down_on,
            "reason": self.taken_down_reason,
            "withdrawn": self.withdrawn,
        }
        return TemplateResponse(request, "practices/taken_down.html", context, status=410)
