"""Facets, years, the map and the expert form, on both engines and on the page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from practices.models.visits import VisitingCity
from search.answer.results import FacetOption
from search.map.projection import HEIGHT, WIDTH, project
from search.request.expert_rows import Row
from tests.search.conftest import Library, counts, titles

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("engine")]


def soup(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def years(results: Any) -> dict[int, int]:
    return {bar.year: bar.count for bar in results.years.bars}


def test_all_chosen_values_can_be_asked_for(library: Library, find: Any) -> None:
    library.record("Both", concepts=(library.exit, library.school))
    library.record("Exit only", concepts=(library.exit,))
    library.record("School only", concepts=(library.school,))
    either = find(theme=["exit", "school"], sort="title")
    assert titles(either) == ["Both", "Exit only", "School only"]
    assert counts(either, "theme") == {"prevention": 2, "exit": 2, "school": 2}
    both = find(theme=["exit", "school"], all_of=("theme",))
    assert titles(both) == ["Both"]
    assert counts(both, "theme") == {"prevention": 1, "exit": 1, "school": 1}


def test_years_are_counted_as_the_filter_finds_them(library: Library, find: Any) -> None:
    library.record("Ended", year_from=2010, year_to=2012)
    library.record("Goes on", year_from=2012)
    library.record("Without years")
    found = years(find())
    assert {year: found[year] for year in (2010, 2011, 2012, 2013)} == {
        2010: 1, 2011: 1, 2012: 2, 2013: 1,
    }  # fmt: skip
    assert found[date.today().year] == 1
    for year, number in found.items():
        assert find(year_from=year, year_to=year).total == number
    # What is chosen in the years does not change the bars, only marks them.
    narrowed = find(year_from=2010, year_to=2011)
    assert years(narrowed) == found
    assert [bar.year for bar in narrowed.years.bars if bar.chosen] == [2010, 2011]


def test_rows_of_the_expert_form_bind_words_to_fields(library: Library, find: Any) -> None:
    library.record("Youth work in prison", summary="Mentors visit twice a month.")
    library.record("Mentors for youth", summary="Work with families.")
    library.record("Families", summary="Prison is not their theme, youth is.")

    def rows(*conditions: tuple[str, str, str]) -> list[str]:
        return sorted(titles(find(rows=tuple(Row(*condition) for condition in conditions))))

    assert rows(("title", "all", "youth")) == ["Mentors for youth", "Youth work in prison"]
    assert rows(("text", "all", "youth")) == ["Families"]
    assert rows(("title", "phrase", "youth work")) == ["Youth work in prison"]
    assert rows(("anywhere", "any", "families visit")) == [
        "Families", "Mentors for youth", "Youth work in prison",
    ]  # fmt: skip
    assert rows(("anywhere", "all", "youth"), ("title", "none", "prison")) == [
        "Families", "Mentors for youth",
    ]  # fmt: skip
    assert rows(("anywhere", "all", 'youth" OR (title:* -')) == rows(
        ("anywhere", "all", "youth or title")
    )
    # What a row asks for is never loosened.
    assert rows(("anywhere", "all", "youth xylophone mentors prison")) == []


def test_the_map_opens_the_records_of_a_dot_beside_it(
    library: Library, find: Any, client: Client
) -> None:
    for number in range(6):
        library.record(f"In Aarhus {number}")
    library.record("In Milan", city=library.milan)
    page = soup(client, "/en/search/?view=map")
    listed = {link.text: link["href"] for link in page.select(".result-map__list a")}
    assert listed == {
        "Aarhus": "/en/search/?view=map&at=aarhus#map-panel",
        "Milan": "/en/search/?view=map&at=milan#map-panel",
    }
    picture = page.select_one("svg.result-map__picture")
    assert [title.text for title in picture.select("title")] == ["Aarhus: 6", "Milan: 1"]
    assert [dot["class"] for dot in picture.select("a")] == [["s0", "s1", "s2", "s3", "s4"]] * 2
    assert [name.text for name in picture.select(".s1 text")] == ["Aarhus", "Milan"]
    assert not page.select("#map-panel, .result, .map-journeys")
    assert page.select_one("#view-list")["href"] == "/en/search/"
    assert [dot.label for dot in find(view="map", city=["milan"]).map.cities] == ["Milan"]

    page = soup(client, "/en/search/?view=map&area=north&at=aarhus")
    assert page.select_one("svg.result-map__picture")["viewbox"] == "180 20 500 360"
    panel = page.select_one("#map-panel")
    assert panel.select_one("h3").text == "Aarhus: 6 records"
    assert len(panel.select(".map-panel__list a")) == 5
    assert [link["href"] for link in panel.select(".map-panel__ways a")] == [
        "/en/search/?city=aarhus",
        "/en/cities/aarhus/",
        "/en/search/?view=map&area=north",
    ]
    # The list of the same search knows nothing of the map.
    assert page.select_one("#view-list")["href"] == "/en/search/"
    odd = soup(client, "/en/search/?view=map&area=moon&at=atlantis&step=9")
    assert not odd.select("#map-panel")
    assert "atlantis" in odd.select_one("#search-ignored").text


def test_study_visits_are_lines_from_the_visitors_city_to_the_host(
    library: Library, client: Client
) -> None:
    visit = library.record("A visit to Aarhus", kind="study-visit")
    VisitingCity.objects.create(page=visit, city=library.milan.city)
    library.record("In Milan", city=library.milan)
    page = soup(client, "/en/search/?view=map")
    assert page.select_one(".result-map__picture .result-map__ways")["d"].count("M") == 1
    assert " ".join(page.select_one(".map-journeys li").text.split()) == (
        "Milan → Aarhus, Denmark: A visit to Aarhus"
    )
    assert not soup(client, "/en/search/?view=map&kind=practice").select(".map-journeys")


@pytest.mark.parametrize(
    ("place", "north_of", "west_of"),
    [((56.15, 10.2), (45.46, 9.19), (41.0, 29.0)), ((64.1, -21.9), (38.7, -9.1), (52.5, 13.4))],
)
def test_the_map_has_north_above_and_west_left(
    place: tuple[float, float], north_of: tuple[float, float], west_of: tuple[float, float]
) -> None:
    x, y = project(*place)
    assert 0 <= x <= WIDTH
    assert 0 <= y <= HEIGHT
    assert y < project(*north_of)[1]
    assert x < project(*west_of)[0]


def test_the_page_shows_the_foremost_values_and_leads_to_all(
    library: Library, client: Client
) -> None:
    cities = [library.city(f"town-{letter}", "DK", en=f"Town {letter}") for letter in "abcdefghi"]
    for number, city in enumerate(cities):
        library.record(f"Record {number}", city=city)
    page = soup(client, "/en/search/")
    group = page.select_one("[data-facet=city]").find_parent("fieldset")
    assert len(group.select("input[name=city]")) == 6
    more = group.select_one("a.facet__more")
    assert more.text == "3 more in “City”"
    every = soup(client, more["href"])
    assert len(every.select("input[name=city]")) == 9
    found = soup(client, "/en/search/facet/city/?find=town+h&q=record&country=DK")
    assert [box["value"] for box in found.select("input[name=city]")] == ["town-h"]
    hidden = {
        (box["name"], box["value"]) for box in found.select("form[action] input[type=hidden]")
    }
    assert hidden == {("q", "record"), ("country", "DK")}


def test_a_facet_that_is_not_there_is_not_found(client: Client, library: Library) -> None:
    assert client.get("/en/search/facet/nonsense/").status_code == 404


def test_the_expert_form_leads_to_the_results_and_back(library: Library, client: Client) -> None:
    library.record("Youth work in prison")
    address = "?q=work&field=title&operator=phrase&words=youth+work&country=DK"
    form = soup(client, f"/en/search/expert/{address}")
    assert form.select_one("input[name=words]")["value"] == "youth work"
    assert form.select_one("select[name=operator] option[selected]")["value"] == "phrase"
    assert form.select_one("input[name=country]")["value"] == "DK"
    assert len(form.select("input[name=words]")) == 2
    results = soup(client, f"/en/search/{address}")
    assert results.select_one(".search__status strong").text == "1"
    assert "In the title, exactly this phrase: youth work" in results.select_one(".chips").text
    back = results.select_one(".search-box__expert a")["href"]
    assert back.startswith("/en/search/expert/?q=work")


def test_every_value_has_an_id_of_its_own(library: Library, client: Client) -> None:
    options = [FacetOption("provision", code, "", 1, False) for code in ("plan/1.1", "plan/11")]
    assert [option.id for option in options] == ["provision-plan/1.1", "provision-plan/11"]


def test_the_page_of_all_values_keeps_that_all_are_asked_for(
    library: Library, client: Client
) -> None:
    library.record("Both", concepts=(library.exit, library.school))
    page = soup(client, "/en/search/facet/theme/?theme=exit&theme=school&all=theme")
    hidden = {(box["name"], box["value"]) for box in page.select("form[action] input[type=hidden]")}
    assert hidden == {("all", "theme")}
