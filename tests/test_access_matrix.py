"""Each address has a declared row; each row holds; the admin opens to nobody who has not signed in."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from tests.access_matrix import OPEN_IN_ADMIN, ROWS, SIGN_IN_FIRST

pytestmark = pytest.mark.django_db


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """All routes below a resolver, as Django prints them; the language prefix is left out."""
    for entry in resolver.url_patterns:
        own = "" if isinstance(entry.pattern, LocalePrefixPattern) else str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield prefix + own
        else:
            yield from patterns(entry, prefix + own)


ALL_PATTERNS = sorted(set(patterns(get_resolver())))


def example_address(route: str) -> str:
    """An address that fits a route of the admin: numbers, words and identifiers filled in."""
    route = re.sub(r"<uuid:\w+>", "00000000-0000-4000-8000-000000000000", route)
    route = re.sub(r"\(\?P<(\w+)>[^)]*\)+|<(?:\w+:)?(\w+)>|\([^)]*\)", "1", route)
    return "/" + re.sub(r"[\^$\\]", "", route)


def test_each_address_has_a_declared_row() -> None:
    """Say in tests/access_matrix.py who may reach an address that is named here."""
    assert [
        route for route in ALL_PATTERNS if route not in ROWS and not route.startswith(SIGN_IN_FIRST)
    ] == []


def test_each_declared_row_is_an_address() -> None:
    assert sorted(set(ROWS) - set(ALL_PATTERNS)) == []


def test_a_visitor_gets_what_the_row_declares(client: Client, site_tree: object) -> None:
    answered = {
        route: client.get(row.example.format(word="word")).status_code
        for route, row in ROWS.items()
    }
    assert answered == {route: row.anonymous for route, row in ROWS.items()}


ADMIN_PATTERNS = [
    route
    for route in ALL_PATTERNS
    if route.startswith(SIGN_IN_FIRST) and route not in OPEN_IN_ADMIN
]


def test_the_admin_asks_each_visitor_to_sign_in(client: Client, site_tree: object) -> None:
    opened = [
        route
        for route in ADMIN_PATTERNS
        if client.get(example_address(route)).status_code not in (302, 403, 404, 405)
    ]
    assert opened == []


def test_the_admin_shows_nothing_to_people_without_rights(
    client: Client, site_tree: object, django_user_model: type
) -> None:
    client.force_login(
        django_user_model.objects.create_user("reader", "reader@example.org", "a long password")
    )
    opened = [
        route
        for route in ADMIN_PATTERNS
        if client.get(example_address(route)).status_code not in (302, 400, 403, 404, 405)
    ]
    assert opened == []
