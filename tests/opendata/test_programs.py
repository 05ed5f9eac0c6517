"""The page for who writes programs: every search leads to it, and each address on it answers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.search.conftest import Library

pytestmark = pytest.mark.django_db


def links(client: Client, address: str, within: str) -> list[str]:
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return [str(link["href"]) for link in page.select(f"{within} a")]


def test_every_search_leads_to_itself_for_programs_and_to_all_that_there_is(
    client: Client, library: Library
) -> None:
    page: Any = library.record("Mentors for leavers", concepts=(library.exit,))
    found = links(client, "/fr/search/?q=mentors&theme=exit", ".search__data")
    assert "/api/v1/search?lang=fr&q=mentors&theme=exit" in found
    assert "/fr/open-data/" in found
    (result,) = client.get("/api/v1/search?q=mentors&theme=exit&lang=fr").json()["results"]
    assert result["id"] == str(page.translation_key)
    assert "/api/v1/search?lang=fr" in links(client, "/fr/search/", ".search__data")
    addresses = links(client, "/fr/open-data/", "main section")
    assert len(addresses) == 19
    for address in addresses:
        answer = client.get(address)
        assert (answer.status_code, bool(answer.getvalue())) == (200, True), address
    assert all(urlsplit(address).netloc == "" for address in addresses)
