"""The list of cities, and the page that a mayor would show."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from declarations.models import Endorsement
from practices.models import VisitingCity
from tests.factories import CityPageFactory
from tests.search.conftest import Library

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def library(site_tree: Any, django_capture_on_commit_callbacks: Any) -> Library:
    return Library(site_tree, django_capture_on_commit_callbacks)


def text(client: Client, address: str) -> str:
    """The words of a page, one space between them."""
    html = client.get(address).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def names(client: Client, address: str) -> list[str]:
    """The cities that the list shows."""
    html = client.get(address).content.decode()
    listed = html.split('<div class="countries">')[-1].split("</main>")[0]
    return re.findall(r'<a href="/\w\w/cities/[\w-]+/">([^<]+)</a>', listed)


def test_the_page_says_what_the_city_answered_and_what_it_did_not(
    client: Client, library: Library
) -> None:
    library.record("Mentors", provisions=("aarhus-declaration/1",))
    page = text(client, "/en/cities/aarhus/")
    assert "1 of 2 points have records of this city." in page
    assert "Heading 1 answered by 1 record" in page
    assert "1 point without a record yet" in page
    assert "Heading 2.1 no record yet" in page
    assert "Heading 2 " not in page


def test_the_page_names_endorsements_and_visits_made_but_no_hidden_visit(
    client: Client, library: Library, django_capture_on_commit_callbacks: Any
) -> None:
    library.document.endorsements = [Endorsement(city=library.aarhus.city)]
    library.document.save_revision().publish()
    for title in ("Two days in Milan", "Hidden visit"):
        visit = library.record(title, kind="study-visit", city=library.milan)
        visit.visiting_cities = [VisitingCity(city=library.aarhus.city)]
        with django_capture_on_commit_callbacks(execute=True):
            visit.save_revision().publish()
    with django_capture_on_commit_callbacks(execute=True):
        visit.unpublish()
    page = text(client, "/en/cities/aarhus/")
    assert "Documents this city has endorsed Aarhus Declaration" in page
    assert "Two days in Milan" in page
    assert "Hidden visit" not in page


def test_cities_like_this_one_say_why_they_are_named(client: Client, library: Library) -> None:
    for city, people in ((library.aarhus, 300_000), (library.milan, 330_000)):
        city.city.change(population=people)
    CityPageFactory(parent=library.site_tree.cities, title="Odense", population=310_000)
    library.record("Mentors", concepts=(library.exit,))
    library.record("Exit", city=library.milan, concepts=(library.exit,))
    page = text(client, "/en/cities/aarhus/")
    assert "Milan Italy 1 record Similar size: 330,000 inhabitants" in page
    assert "Works on the same: Disengagement and exit" in page
    # What has no records has nothing to compare.
    assert "Odense" not in page


def test_a_city_without_records_and_likes_says_so(client: Client, library: Library) -> None:
    page = text(client, "/en/cities/ghent/")
    assert "There is no record of this city’s work here yet." in page
    assert "No other city with records is like this one" in page
    assert "Population not known" in page


def test_a_city_page_costs_the_same_for_few_and_for_many(client: Client, library: Library) -> None:
    def questions() -> int:
        # With a question mark, because pages without one are kept ready.
        client.get("/en/cities/aarhus/?")
        with CaptureQueriesContext(connection) as captured:
            client.get("/en/cities/aarhus/?fresh")
        return len(captured)

    for place in range(3):
        library.record(f"Mentors {place}", concepts=(library.exit,))
    few = questions()
    for place in range(10):
        city = library.city(f"city-{place}", "SE", place=(55.0, 10.0 + place), en=f"City {place}")
        library.record(f"Exit {place}", city=city, concepts=(library.exit,))
    assert questions() == few
    assert few <= 26


def test_the_list_is_filtered_by_name_in_any_language_and_by_country(
    client: Client, library: Library
) -> None:
    assert names(client, "/en/cities/") == ["Ghent", "Aarhus", "Milan"]
    assert names(client, "/en/cities/?find=Mail") == ["Milan"]
    assert names(client, "/de/cities/?country=BE") == ["Gent"]
    assert names(client, "/en/cities/?find=Mil&country=BE") == []
    assert "No city here has a name that begins like this." in text(
        client, "/en/cities/?find=Mil&country=BE"
    )


@pytest.mark.parametrize(
    "query",
    [
        "page=1e30",
        "page=-1",
        "page=999",
        "country=%00",
        "find=%00",
        "find=" + "x" * 5000,
        "country=ZZ",
    ],
)
def test_the_list_answers_any_question(client: Client, library: Library, query: str) -> None:
    assert client.get(f"/en/cities/?{query}").status_code == 200


def test_a_long_list_is_paged_and_costs_no_more(
    client: Client, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def questions() -> int:
        client.get("/en/cities/?")
        with CaptureQueriesContext(connection) as captured:
            client.get("/en/cities/?page=1")
        return len(captured)

    monkeypatch.setattr("kb.cities.listing.PER_PAGE", 4)
    few = questions()
    with library.run_callbacks(execute=True):
        for place in range(3):
            library.city(f"city-{place}", "SE", en=f"City {place}").save_revision().publish()
    assert names(client, "/en/cities/?page=1") == ["Ghent", "Aarhus", "Milan", "City 0"]
    assert names(client, "/en/cities/?page=2") == ["City 1", "City 2"]
    assert 'href="?page=2"' in client.get("/en/cities/").content.decode()
    assert questions() == few
