"""The home page says what this is and leads on."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.search.conftest import Library

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def library(site_tree: Any, django_capture_on_commit_callbacks: Any) -> Library:
    return Library(site_tree, django_capture_on_commit_callbacks)


def figures(html: str) -> dict[str, int]:
    """The figures by their label."""
    found = re.findall(r'figures__value">(\d+)</span> <span class="figures__label">([^<]+)<', html)
    return {label: int(value) for value, label in found}


def test_the_figures_are_those_of_what_is_published(client: Client, library: Library) -> None:
    library.record("Mentors", concepts=(library.exit,))
    library.record("Course", kind="training", city=library.milan)
    assert figures(client.get("/en/").content.decode()) == {
        "Practices": 1,
        "Training programmes": 1,
        "Study-visit reports": 0,
        "Events": 0,
        "Developments in law and security": 0,
        "Cities with records": 2,
        "Countries named in records": 2,
    }


def test_the_doors_lead_to_themes_cities_countries_audiences_and_documents(
    client: Client, library: Library
) -> None:
    library.record(
        "Mentors", concepts=(library.exit, library.youth), provisions=("aarhus-declaration/1",)
    )
    html = client.get("/en/").content.decode()
    for address in (
        "/en/browse/theme/exit/",
        "/en/cities/aarhus/",
        "/en/browse/country/DK/",
        "/en/browse/audience/youth/",
        "/en/documents/aarhus-declaration/",
        "/en/search/?view=map",
        "/en/my-city/",
    ):
        assert f'href="{address}"' in html


def test_the_first_screen_says_who_stands_behind_it_gives_an_example_and_asks_for_ones_city(
    client: Client, library: Library
) -> None:
    library.record("Mentors")
    home = library.site_tree.home
    home.carriers = "The Alliance <and> its partners."
    home.save_revision().publish()
    page = BeautifulSoup(client.get("/en/").content, "html.parser")
    assert page.select_one(".hero__carriers").get_text() == "The Alliance <and> its partners."
    example = page.select_one(".hero__example a")
    assert (example["href"], example.get_text()) == (
        "/en/search/?q=exit%20programme",
        "exit programme",
    )
    form = page.select_one(".hero__city")
    assert (form["method"], form["action"]) == ("get", "/en/cities/")
    found = client.get(form["action"], {form.input["name"]: "aar"}).content.decode()
    assert "/en/cities/aarhus/" in found


def test_the_map_has_a_place_for_each_city_with_records_and_none_without(
    client: Client, library: Library
) -> None:
    assert "hero__dots" not in client.get("/en/").content.decode()
    library.record("Mentors")
    library.record("Course", kind="training", city=library.milan)
    drawn = re.search(r'hero__dots" d="([^"]+)"', client.get("/en/").content.decode())
    assert drawn is not None
    assert drawn[1].count("M") == 2


def test_ten_questions_to_the_database_at_most_for_few_and_for_many(
    client: Client, library: Library
) -> None:
    def questions() -> int:
        # With a question mark, because pages without one are kept ready.
        client.get("/en/?")
        with CaptureQueriesContext(connection) as captured:
            client.get("/en/?fresh")
        return len(captured)

    for place in range(3):
        library.record(f"Mentors {place}", concepts=(library.exit,))
    few = questions()
    for place in range(3, 12):
        library.record(f"Mentors {place}", city=library.milan)
    assert questions() == few
    assert few <= 10


def test_nothing_published_is_said_in_words(client: Client, site_tree: Any) -> None:
    assert "Nothing has been published yet." in client.get("/en/").content.decode()
