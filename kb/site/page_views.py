"""Page views: what a page shows, and addresses below it, registered by the room that answers them.

So that models import no service: each room registers in ``AppConfig.ready``, as it does its facets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

PageContext = Callable[[Any, HttpRequest], dict[str, Any]]
PageView = Callable[..., HttpResponse]
Registered = TypeVar("Registered")

_contexts: dict[type[Page], PageContext] = {}
_preparations: dict[type[Page], Callable[[Any], object]] = {}
_headers: dict[type[Page], Callable[[Any], dict[str, str]]] = {}
_addresses: dict[type[Page], list[URLPattern]] = defaultdict(list)


def register_page_context(model: type[Page], context: PageContext) -> None:
    """What the template of a type of page, and of those made from it, takes besides the page."""
    _contexts[model] = context


def register_preparation(model: type[Page], prepare: Callable[[Any], object]) -> None:
    """What is done with a page before it, or anything below its address, is served."""
    _preparations[model] = prepare


def register_page_headers(model: type[Page], headers: Callable[[Any], dict[str, str]]) -> None:
    """What programs read in the head of the answer that shows a page of a type."""
    _headers[model] = headers


def register_address(model: type[Page], route: str, view: PageView, name: str) -> None:
    """An address below each page of a type; the view takes the page and the request."""
    _addresses[model].append(path(route, view, name=name))


def page_context(page: Page, request: HttpRequest) -> dict[str, Any]:
    """What such a page shows."""
    found = _nearest(_contexts, page)
    return found(page, request) if found else {}


def page_headers(page: Page) -> dict[str, str]:
    """What programs read in the head of the answer that shows the page."""
    found = _nearest(_headers, page)
    return found(page) if found else {}


def _nearest(registry: dict[type[Page], Registered], page: Page) -> Registered | None:
    """What is registered for the page's type, or else for the nearest that it is made from."""
    return next((registry[model] for model in type(page).__mro__ if model in registry), None)


def prepare_page(page: Page) -> None:
    """Do what is registered to be done before the page is served."""
    for model in type(page).__mro__:
        if model in _preparations:
            _preparations[model](page)


class RegisteredAddresses(RoutablePageMixin):
    """A page below whose address registered views answer; they come before its own."""

    @classmethod
    def get_subpage_urls(cls) -> tuple[URLPattern, ...]:
        """The registered addresses of the type and of those that it is made from, then Wagtail's."""
        registered = [one for model in cls.__mro__ for one in _addresses.get(model, ())]
        return (*registered, *super().get_subpage_urls())
