"""Records are found by how many people live in their city: filter, table, API, evidence map."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from kb.facets import city_size
from kb.models import City
from search.contract import Facet, register_facet
from tests.search.conftest import Library, counts, push, titles

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def sized(library: Library) -> Library:
    """Aarhus has 290,000 people, Ghent 49,999, of Milan nobody has said it."""
    with library.run_callbacks(execute=True):
        for city, people in ((library.aarhus, 290_000), (library.ghent, 49_999)):
            city.city.change(population=people)
    library.record("Night buses")
    library.record("Mentors", city=library.ghent)
    library.record("A school", city=library.milan)
    return library


@pytest.mark.parametrize(
    ("people", "band"),
    [
        (None, ""),
        (0, "to-50000"),
        (49_999, "to-50000"),
        (50_000, "to-250000"),
        (249_999, "to-250000"),
        (250_000, "to-1000000"),
        (999_999, "to-1000000"),
        (1_000_000, "over-1000000"),
    ],
)
def test_a_band_begins_with_its_lower_number(people: int | None, band: str) -> None:
    assert city_size(City(population=people)) == band


@pytest.mark.usefixtures("engine")
def test_records_are_narrowed_by_the_size_of_their_city(sized: Library, find: Any) -> None:
    assert counts(find(), "city_size") == {"to-50000": 1, "to-1000000": 1}
    assert titles(find(city_size=["to-50000"])) == ["Mentors"]


@pytest.mark.usefixtures("engine")
def test_a_city_that_grows_takes_its_records_along(sized: Library, find: Any) -> None:
    with sized.run_callbacks(execute=True):
        sized.ghent.city.change(population=270_000)
    push()
    assert counts(find(), "city_size") == {"to-1000000": 2}


def test_table_api_and_evidence_map_know_it(sized: Library, client: Client) -> None:
    table = client.get("/de/search/?view=table&column=city_size").content.decode()
    assert "Größe der Stadt" in table
    assert "unter 50.000 Menschen" in table
    found = client.get("/api/v1/search?city_size=to-1000000").json()
    assert [result["title"] for result in found["results"]] == ["Night buses"]
    page = client.get("/en/evidence-map/?rows=city_size&columns=kind").content
    rows = BeautifulSoup(page, "html.parser").select(".map tbody th")
    named = " ".join(row.get_text(" ", strip=True) for row in rows)
    assert "under 50,000 people" in named
    assert "250,000 to a million people" in named


def test_a_facet_named_like_a_parameter_of_the_search_is_refused() -> None:
    with pytest.raises(ValueError, match="addresses of searches use it"):
        register_facet(Facet("page", "Page", lambda: [], chip="%(value)s", order=1))
