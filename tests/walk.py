"""Walks every address that a role can reach: what the URL patterns say and what the pages link to.

``python -m tests.admin_walk`` prints how many addresses each role was led to, and what failed;
``tests/practices/test_admin_walk.py`` and ``test_desk_walk.py`` beside the other tests of the desk are the
tests.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.http import Http404
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils.translation import get_language
from wagtail.models import Page

LINK = re.compile(r"""<(?:a|link|area)\b[^>]*?\bhref=["']([^"'#]+)""")
LANGUAGE = re.compile(r"^/(?:en|fr|de|it|ru|tr)/")
REACHES = {200, 301, 302, 303}
# Of one kind of address, with objects of one kind, so many are opened.
MOST_OF_A_KIND = 1
# Signing out ends the walk; what others wrote stands behind these.
NOT_FOLLOWED = ("/logout/", "/static/", "/media/")


@dataclass
class Walk:
    """One role's way through a part of the site; ``faults`` says what no page should lead to."""

    role: str
    client: Client
    prefix: str
    reached: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    _waiting: deque[tuple[str, str]] = field(default_factory=deque)
    _kinds: dict[tuple[str, ...], int] = field(default_factory=dict)

    def go(self, starts: Iterable[str]) -> Walk:
        """Open these addresses and all that are linked from there, until there is nothing new."""
        for address in starts:
            self._open(address, "")
        while self._waiting:
            address, linked_from = self._waiting.popleft()
            self._open(address, linked_from)
        return self

    def _open(self, address: str, linked_from: str) -> None:
        if address in self.reached:
            return
        answer = self.client.get(address)
        self.reached[address] = answer.status_code
        linked = f", linked from {linked_from}" if linked_from else ""
        if answer.status_code >= 500 or (linked and answer.status_code not in REACHES):
            why = getattr(answer, "exc_info", None)
            said = f" ({why[0].__name__}: {str(why[1])[:160]})" if why else ""
            self.faults.append(f"{self.role}: {answer.status_code} {address}{linked}{said}")
        if answer.status_code in (301, 302, 303):
            self._note(urljoin(address, answer["Location"]), address)
        elif (
            answer.status_code == 200
            and self._inside(address)
            and "html" in answer.get("Content-Type", "")
        ):
            body = answer.content.decode()
            for found in LINK.findall(body):
                self._note(urljoin(address, unescape(found)), address)

    def _note(self, address: str, linked_from: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("", "http", "https"):
            return
        if parts.netloc not in ("", "testserver", "localhost"):
            return
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        if target in self.reached or any(stop in target for stop in NOT_FOLLOWED):
            return
        kind = self._kind(parts.path, parts.query)
        if self._kinds.get(kind, 0) >= MOST_OF_A_KIND:
            return
        self._kinds[kind] = self._kinds.get(kind, 0) + 1
        self._waiting.append((target, linked_from))

    def _kind(self, path: str, query: str) -> tuple[str, ...]:
        """What an address is like: its pattern, the type of the page that it names, which it asks for."""
        names = tuple(sorted({part.split("=")[0] for part in query.split("&") if part}))
        try:
            # Django resolves addresses in the language that the last request has left behind.
            match = resolve(LANGUAGE.sub(f"/{get_language()}/", path))
        except Http404:
            return (path, *names)
        route = LANGUAGE.sub("/", f"/{match.route}")
        types = [
            page_type(value)
            for name, value in match.kwargs.items()
            if self._inside(path) and ("page" in name or name in ("number", "code"))
        ]
        return (
            (route, *types, *names)
            if match.url_name != "wagtail_serve"
            else (LANGUAGE.sub("/", path),)
        )

    def _inside(self, address: str) -> bool:
        """Whether the address is of the part that is walked; of others it is enough that they are there."""
        return LANGUAGE.sub("/", address).startswith(self.prefix)


_types: dict[str, str] = {}


def page_type(number: Any) -> str:
    """The type of a page, by its number."""
    key = str(number)
    if key not in _types:
        page = Page.objects.filter(pk=key).first() if key.isdigit() else None
        _types[key] = page.specific_class.__name__ if page and page.specific_class else ""
    return _types[key]


def forget_pages() -> None:
    """Numbers are used again by the next test."""
    _types.clear()


@dataclass(frozen=True)
class Address:
    """One pattern of the URLs: its whole route, its name and what it calls."""

    route: str
    name: str
    callback: Callable[..., Any]
    arguments: tuple[str, ...]
    pattern: Any


def patterns_below(prefix: str) -> Iterator[Address]:
    """All URL patterns whose route begins so."""

    def below(resolver: Any, route: str, spaces: tuple[str, ...]) -> Iterator[Address]:
        for entry in resolver.url_patterns:
            whole = route + str(entry.pattern)
            if isinstance(entry, URLResolver):
                inner = (*spaces, entry.namespace) if entry.namespace else spaces
                yield from below(entry, whole, inner)
            elif isinstance(entry, URLPattern) and whole.startswith(prefix):
                name = ":".join((*spaces, entry.name or ""))
                arguments = tuple(entry.pattern.regex.groupindex)
                yield Address(whole, name, entry.callback, arguments, entry.pattern)

    yield from below(get_resolver(), "", ())


def model_of(address: Address) -> Any:
    """The model whose objects a view of the admin is about."""
    callback: Any = address.callback
    callback = getattr(callback, "__wrapped__", callback)
    given = getattr(address.callback, "view_initkwargs", None) or getattr(
        callback, "view_initkwargs", {}
    )
    view = getattr(address.callback, "view_class", None) or getattr(callback, "view_class", None)
    found = given.get("model") or getattr(view, "model", None)
    return found if isinstance(found, type) else None
