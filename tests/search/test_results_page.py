"""The page of results and the parts of it that htmx exchanges."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.factories import ConceptFactory
from tests.search.conftest import Library

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def soup(client: Client, address: str, **headers: str) -> BeautifulSoup:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_htmx_gets_the_same_parts_and_the_address_they_belong_to(
    client: Client, library: Library
) -> None:
    library.record("Mentors")
    page = soup(client, "/en/search/?page=1&country=DK&q=mentors")
    response = client.get("/en/search/?page=1&country=DK&q=mentors", headers=HTMX)
    parts = BeautifulSoup(response.content, "html.parser")
    assert response.headers["HX-Push-Url"] == "/en/search/?q=mentors&country=DK"
    assert parts.title is not None
    assert " ".join(parts.title.text.split()) == "Search for “mentors” – Alliance Exchange"
    assert parts.find("html") is None
    for name in ("search-results", "filters"):
        part, whole = parts.find(id=name), page.find(id=name)
        assert part is not None
        assert whole is not None
        part.attrs.pop("data-hx-swap-oob", None)
        assert part == whole


def test_caches_keep_pages_and_parts_apart(client: Client, library: Library) -> None:
    assert "HX-Request" in client.get("/en/search/").headers["Vary"]
    assert "HX-Request" in client.get("/en/search/", headers=HTMX).headers["Vary"]


def test_chosen_filters_read_as_a_sentence(client: Client, library: Library) -> None:
    library.record("Mentors", concepts=(library.exit, library.prevention))
    page = soup(client, "/en/search/?country=DE&country=DK&theme=exit&year_from=2015")
    entries = page.select(".chips__entry")
    assert [" ".join(entry.stripped_strings) for entry in entries] == [
        "Remove the filter: about Disengagement and exit ×",
        "and Remove the filter: in Germany ×",
        "or Remove the filter: in Denmark ×",
        "and Remove the filter: from 2015 on ×",
        "Remove all filters",
    ]


def test_the_order_stays_where_the_map_has_no_list_to_choose_it_from(
    client: Client, library: Library
) -> None:
    library.record("Mentors")
    page = soup(client, "/en/search/?sort=title&view=map")
    hidden = page.select_one("#search-form input[name=sort]")
    assert hidden is not None
    assert hidden["value"] == "title"
    listed = page.select_one("#view-list")
    assert listed is not None
    assert listed["href"] == "/en/search/?sort=title"


def test_the_table_shows_the_columns_that_were_chosen_in_their_order(
    client: Client, library: Library
) -> None:
    library.record("Mentors", concepts=(library.exit, library.youth))
    page = soup(client, "/en/search/?view=table&column=audience&column=theme&column=country")
    table = page.select_one("table")
    assert table is not None
    headings = [heading.get_text(strip=True) for heading in table.select("thead th")]
    assert headings == ["Title", "Country", "Theme", "Audience"]
    row = table.select_one("tbody tr")
    assert row is not None
    assert [cell.get_text(strip=True) for cell in row.select("th[scope=row], td")] == [
        "Mentors",
        "Denmark",
        "Disengagement and exit",
        "Young people",
    ]
    checked = [box["value"] for box in page.select("[name=column][checked]")]
    assert checked == ["country", "theme", "audience"]


def test_a_heading_says_how_the_table_is_sorted_and_sorts_by_its_column(
    client: Client, library: Library
) -> None:
    library.record("Mentors")
    library.record("Advice")
    page = soup(client, "/en/search/?view=table&column=published&sort=title")
    sorted_by = {th.get_text(strip=True): th.get("aria-sort") for th in page.select("thead th")}
    assert sorted_by == {"Title": "ascending", "Published": None}
    assert [th.get_text(strip=True) for th in page.select("tbody th")] == ["Advice", "Mentors"]
    newest = page.select_one("#sort-published")
    assert newest is not None
    assert newest["href"] == "/en/search/?view=table&column=published"


def test_evidence_is_said_in_words_with_as_many_steps(client: Client, library: Library) -> None:
    levels = [
        ConceptFactory(
            code=f"ev-{number}",
            facet="evidence",
            sort_order=number,
            labels={"en": f"Level {number}"},
        )
        for number in range(4)
    ]
    library.record("Tested", evidence_level=levels[2])
    library.record("Told")
    page = soup(client, "/en/search/?view=table&column=evidence&sort=founded")
    cells = page.select("tbody td")
    assert [cell.get_text(strip=True) for cell in cells] == ["Level 2", "Not stated"]
    assert len(cells[0].select(".evidence__step")) == 3
    assert len(cells[0].select(".evidence__step--reached")) == 2


def test_the_columns_are_kept_while_the_results_are_a_list_or_a_map(
    client: Client, library: Library
) -> None:
    library.record("Mentors")
    for view in ("", "&view=map"):
        page = soup(client, f"/en/search/?column=theme{view}")
        assert [box["value"] for box in page.select("[name=column]")] == ["theme"]
        table = page.select_one("#view-table")
        assert table is not None
        assert table["href"] == "/en/search/?view=table&column=theme"


@pytest.mark.parametrize(
    "query",
    [
        "view=%00&column=%00",
        "view=table&column=" + "x" * 5_000,
        "view=table&" + "&".join(["column=city"] * 3_000),
        "view[]=table&column[]=city&sort=founded;drop",
        "view=TABLE&column=__class__&sort=weight",
        "view=table&view=map&column=title",
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX, {**HTMX, "HX-Current-URL": "\u0001://["}])
def test_nonsense_is_answered_with_a_view_that_there_is(
    client: Client, library: Library, query: str, headers: dict[str, str]
) -> None:
    library.record("Mentors")
    response = client.get(f"/en/search/?{query}", headers=headers)
    assert response.status_code == 200
    assert len(response.headers.get("HX-Push-Url", "")) < 200


def test_somebody_who_asked_for_nothing_is_offered_the_broadest_themes(
    client: Client, library: Library
) -> None:
    library.record("Mentors", concepts=(library.exit,))
    library.record("Lessons", concepts=(library.exit, library.school))
    page = soup(client, "/en/search/")
    links = [
        (" ".join(link.stripped_strings), link["href"]) for link in page.select(".beginnings a")
    ]
    assert links == [
        ("Prevention of extremism 2", "/en/search/?theme=prevention"),
        ("Education 1", "/en/search/?theme=school"),
    ]
    assert not soup(client, "/en/search/?q=mentors").select(".beginnings")


def test_where_nothing_is_found_each_filter_says_what_there_would_be_without_it(
    client: Client, library: Library
) -> None:
    library.record("Mentors", concepts=(library.exit,))
    library.record("Lessons", concepts=(library.school,))
    library.record("Far", city=library.milan)
    library.record("Further", city=library.milan)
    page = soup(client, "/en/search/?theme=school&country=IT")
    assert [link.text for link in page.select(".zero__ways a")] == [
        "without the filter “about Education”: 2 results",
        "without the filter “in Italy”: 1 result",
    ]
