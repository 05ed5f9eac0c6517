"""Doors and the finder: pages of their own for themes, countries, audiences, city sizes; five questions."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from tests.search.conftest import Library

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(site_tree: Any, django_capture_on_commit_callbacks: Any) -> Library:
    return Library(site_tree, django_capture_on_commit_callbacks)


def soup(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.content, "html.parser")


def words(element: Tag | None) -> str:
    assert element is not None
    return " ".join(element.get_text(" ").split())


def links(page: Tag, selector: str) -> dict[str, str]:
    return {link.get_text(): str(link["href"]) for link in page.select(f"{selector} a")}


def test_a_theme_has_a_page_with_its_words_figures_and_best_records(
    client: Client, library: Library
) -> None:
    library.exit.definitions = {"en": "Help to leave.", "de": "Hilfe beim Aussteigen."}
    library.exit.save()
    library.record("Mentors", concepts=(library.exit, library.youth))
    library.record("A course", kind="training", city=library.milan, concepts=(library.exit,))
    library.record("At school", concepts=(library.school,))
    page = soup(client, "/en/browse/theme/exit/")
    assert words(page.h1) == "Disengagement and exit"
    assert words(page.select_one(".page-head__lead")) == "Help to leave."
    assert words(page.select_one(".door-figures")) == (
        "2 records Practices 1 Training programmes 1 Cities 2 Countries 2"
    )
    assert {words(title) for title in page.select(".card__title")} == {"Mentors", "A course"}
    assert links(page, ".door-beside")["Young people"] == ("/en/search/?audience=youth&theme=exit")
    assert not page.select("meta[name=robots]")
    assert "Hilfe beim Aussteigen." in client.get("/de/browse/theme/exit/").content.decode()
    broader = soup(client, "/en/browse/theme/prevention/")
    assert links(broader, "[aria-labelledby=narrower]") == {
        "Disengagement and exit": "/en/browse/theme/exit/"
    }


def test_doors_are_reached_from_home_the_search_the_list_and_the_sitemap(
    client: Client, library: Library
) -> None:
    library.record("Mentors", concepts=(library.exit,))
    assert 'href="/en/browse/theme/exit/"' in client.get("/en/").content.decode()
    assert links(soup(client, "/en/search/?theme=exit"), ".search__door") == {
        "Disengagement and exit at a glance: what it is about, and the best founded records": (
            "/en/browse/theme/exit/"
        )
    }
    assert not soup(client, "/en/search/?theme=exit&country=DK").select(".search__door")
    assert 'href="/en/browse/#country"' in client.get("/en/search/facet/country/").content.decode()
    assert links(soup(client, "/en/browse/"), "#country") == {"Denmark": "/en/browse/country/DK/"}
    sitemap = client.get("/sitemap-doors.xml").content.decode()
    assert "/ru/browse/country/DK/</loc>" in sitemap
    assert "/browse/country/IT/" not in sitemap
    assert "/en/find/</loc>" in client.get("/sitemap-views.xml").content.decode()


def test_a_door_without_records_says_so_and_one_that_is_none_is_not_found(
    client: Client, library: Library
) -> None:
    page = soup(client, "/en/browse/city-size/to-50000/")
    assert words(page.select_one(".empty")) == "No record on this has been published yet."
    assert page.select_one("meta[name=robots]")["content"] == "noindex, follow"
    for address in ("theme/atlantis", "country/ZZ", "city/aarhus", "theme/DK"):
        assert client.get(f"/en/browse/{address}/").status_code == 404, address
    library.exit.former_codes = ["leaving"]
    library.exit.save()
    moved = client.get("/en/browse/theme/leaving/")
    assert (moved.status_code, moved["Location"]) == (301, "/en/browse/theme/exit/")


def test_the_finder_asks_five_questions_and_keeps_the_answers_in_the_address(
    client: Client, library: Library
) -> None:
    library.exit.definitions = {"en": "Help to leave."}
    library.exit.save()
    library.record("Mentors", concepts=(library.exit, library.youth))
    library.record("Street work", concepts=(library.exit,))
    library.record("At school", concepts=(library.school, library.youth), city=library.milan)
    page = soup(client, "/en/find/")
    assert words(page.select_one("legend")) == "Question 1 of 5 What is your concern?"
    assert [words(label) for label in page.select(".finder__option label")] == [
        "Disengagement and exit 2 2 records",
        "Education 1 1 record",
    ]
    assert words(page.select_one(".finder__meaning")) == "Help to leave."
    assert words(page.select_one("#fits")) == "3 records to choose from"

    page = soup(client, "/en/find/?theme=prevention&question=2")
    assert words(page.select_one("#fits")) == "2 records fit"
    hidden = {box["name"]: box["value"] for box in page.select("form.finder__form [type=hidden]")}
    assert hidden == {"theme": "prevention", "question": "3"}
    assert links(page, ".finder__steps")["What is your concern?"] == "/en/find/?theme=prevention"

    page = soup(client, "/en/find/?theme=prevention&audience=youth&question=6")
    assert [words(title) for title in page.select("#fits ~ .cards .card__title")] == [
        "Mentors",
        "Street work",
    ]
    assert "These fit all answers but the last" in page.get_text()
    assert links(page, ".finder__main")["Go on in the search"] == (
        "/en/search/?audience=youth&theme=prevention"
    )
    assert page.select_one("meta[name=robots]")["content"] == "noindex, follow"
    for odd in ("question=x", "question=-1", "question=99999999999", "theme=zz", "q=" + "a" * 9999):
        assert client.get(f"/en/find/?{odd}").status_code == 200, odd


def test_each_label_of_scrutiny_shows_the_checklist_behind_it(
    client: Client, library: Library
) -> None:
    record = library.record("Mentors")
    page = soup(client, "/en/what-was-checked/")
    parts = {part["id"]: words(part) for part in page.select("section.checks")}
    assert set(parts) == {"submitted", "editor-checked", "peer-reviewed", "evaluated"}
    assert "Nobody can be recognised in text and pictures." in parts["submitted"]
    assert "The aim is clear." not in parts["submitted"]
    assert "The aim is clear." in parts["editor-checked"]
    assert "It was evaluated." in parts["peer-reviewed"]
    assert "1 record has this label" in parts[record.scrutiny]
    shown = client.get(record.url).content.decode()
    assert f'href="/en/what-was-checked/#{record.scrutiny}"' in shown
