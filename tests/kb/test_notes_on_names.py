"""The note on Kosovo's name stands below each page that names it, and below no other."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.factories import CityPageFactory

pytestmark = pytest.mark.django_db


def notes(client: Client, address: str) -> list[str]:
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return [" ".join(note.text.split()) for note in page.select(".note-on-names")]


def test_a_page_that_names_kosovo_has_the_note_in_the_readers_language(
    client: Client, site_tree: Any
) -> None:
    CityPageFactory(parent=site_tree.cities, title="Gjilan", slug="gjilan", country="XK")
    CityPageFactory(parent=site_tree.cities, title="Aarhus", slug="aarhus", country="DK")
    (english,) = notes(client, "/en/cities/gjilan/")
    assert english.startswith("* All references to Kosovo")
    assert "Kosovo*" in client.get("/en/cities/gjilan/").content.decode()
    (russian,) = notes(client, "/ru/cities/gjilan/")
    assert russian.startswith("* Любые упоминания Косово")
    assert "Косово*" in client.get("/ru/cities/gjilan/").content.decode()
    assert notes(client, "/en/cities/aarhus/") == []
