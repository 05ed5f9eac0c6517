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


@pytest.mark.parametrize("facet", ["city", "country"])
def test_find_on_a_facets_own_page_keeps_what_was_chosen(
    client: Client, library: Library, facet: str
) -> None:
    for city in (library.aarhus, library.milan, library.ghent):
        library.record("Mentors", city=city)
    chosen, others = {"city": ("aarhus", ["milan"]), "country": ("DK", ["IT"])}[facet]
    typed = {"city": "mil", "country": "ita"}[facet]
    page = soup(client, f"/en/search/facet/{facet}/?{facet}={chosen}&find={typed}&q=mentors")
    boxes = {box["value"]: box.has_attr("checked") for box in page.select(f"input[name={facet}]")}
    assert boxes == {chosen: True, others[0]: False}
    find, apply = page.select("form button[type=submit]")[-2:]
    assert find["formaction"] == f"/en/search/facet/{facet}/"
    # Both buttons send the same form, so that what is ticked goes with either.
    assert find.find_parent("form") is apply.find_parent("form")
    assert find.find_parent("form")["action"] == "/en/search/"


def test_what_is_chosen_stays_where_nothing_begins_as_typed(
    client: Client, library: Library
) -> None:
    library.record("Mentors", concepts=(library.exit,))
    page = soup(client, "/en/search/facet/theme/?theme=exit&find=zzz")
    assert [box["value"] for box in page.select("input[name=theme][checked]")] == ["exit"]
    assert "Nothing in this list begins like that." in page.text


def test_the_page_says_what_it_left_out(client: Client, library: Library) -> None:
    library.record("Mentors", year_from=2016)
    page = soup(
        client, "/en/search/?theme=thm-foreign-fighters&year_from=abc&sort=oldest&colour=red"
    )
    notice = page.select_one("#search-ignored")
    assert notice is not None
    assert " ".join(notice.text.split()) == (
        "Not understood, and left out of this search: Theme: “thm-foreign-fighters”; colour: “red”; "
        "From: “abc” (a year from 1900 to 2100 was expected); Order: “oldest”"
    )
    box = page.select_one("#year_from")
    assert box is not None
    assert (box["value"], box["aria-invalid"]) == ("abc", "true")
    assert page.select_one("#facet-years")["open"] == ""
    assert soup(client, "/en/search/?year_from=May+2016").select_one("#search-ignored") is None


def test_pages_of_the_search_say_it_too(client: Client, library: Library) -> None:
    library.record("Mentors")
    for address in ("/en/search/facet/city/?theme=x", "/en/search/expert/?theme=x"):
        assert soup(client, address).select_one("#search-ignored") is not None


def test_what_is_left_out_is_escaped(client: Client, library: Library) -> None:
    response = client.get("/en/search/?theme=<script>alert(1)</script>&<b>=1")
    assert b"<script>alert(1)" not in response.content
    assert b"<b>: " not in response.content


def test_a_form_without_a_script_leaves_no_empty_boxes_in_the_address(
    client: Client, library: Library
) -> None:
    response = client.get("/en/search/?q=exit&year_from=&year_to=&sort=&theme=unknown")
    assert response.status_code == 302
    assert response.headers["Location"] == "/en/search/?q=exit&theme=unknown"
    assert client.get("/en/search/?q=").headers["Location"] == "/en/search/"
    assert client.get("/en/search/?q=&sort=", headers=HTMX).status_code == 200


def test_a_page_beyond_the_end_is_called_no_page_of_so_many(
    client: Client, library: Library
) -> None:
    library.record("Mentors")
    page = soup(client, "/en/search/?page=500")
    assert "There is no page with this number." in page.text
    assert "Page 500" not in page.text
    last = page.select_one("#page-previous")
    assert last is not None
    assert (" ".join(last.text.split()), last["href"]) == ("To the last page, 1", "/en/search/")


def test_where_only_two_filters_together_block_the_page_says_what_dropping_both_gives(
    client: Client, library: Library
) -> None:
    library.record("Mentors", city=library.aarhus, concepts=(library.exit,))
    page = soup(client, "/en/search/?q=mentors&city=milan&audience=youth")
    assert [" ".join(link.text.split()) for link in page.select(".zero__ways a")] == [
        "without both “for Young people” and “in Milan”: 1 result"
    ]
    assert [link["href"] for link in page.select(".zero__ways a")] == ["/en/search/?q=mentors"]


def test_where_many_filters_block_the_page_says_what_there_is_without_any(
    client: Client, library: Library
) -> None:
    library.record("Mentors")
    page = soup(client, "/en/search/?q=mentors&city=milan&audience=youth&theme=exit")
    assert [" ".join(link.text.split()) for link in page.select(".zero p a")] == [
        "Remove all filters: 1 result"
    ]
    nothing = soup(client, "/en/search/?q=xylophone&city=milan&audience=youth")
    assert [link.text for link in nothing.select(".zero p a")] == ["Remove all filters"]


def test_the_api_says_what_it_did_not_use(client: Client, library: Library) -> None:
    library.record("Mentors", concepts=(library.exit,))
    answer = client.get(
        "/api/v1/search?lang=de&theme=inter-religious-dialogue&year_from=abc&sort=oldest&colour=red"
    ).json()
    assert answer["total"] == 1
    assert answer["ignored"] == [
        {"parameter": "theme", "value": "inter-religious-dialogue", "reason": "unknown-value"},
        {"parameter": "colour", "value": "red", "reason": "unknown-name"},
        {"parameter": "year_from", "value": "abc", "reason": "unreadable"},
        {"parameter": "sort", "value": "oldest", "reason": "unknown-value"},
    ]
    assert client.get("/api/v1/search?lang=de&theme=exit").json()["ignored"] == []


def test_a_harvester_does_not_walk_in_circles(
    client: Client, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        library.record(f"Mentors {number}")
    monkeypatch.setattr("search.request.request.MAX_DEPTH", 2)
    pages = [client.get(f"/api/v1/search?size=1&page={number}").json() for number in (1, 2, 3)]
    assert [(len(page["results"]), page["too_deep"]) for page in pages] == [
        (1, False), (1, False), (0, True),
    ]  # fmt: skip


def test_the_results_lead_to_the_same_search_as_data(client: Client, library: Library) -> None:
    library.record("Mentors", concepts=(library.exit,))
    library.record("Course")
    page = soup(client, "/de/search/?q=mentors&theme=exit&view=table")
    data = page.select_one(".search__data a")
    assert data is not None
    assert data["href"] == "/api/v1/search?lang=de&q=mentors&theme=exit"
    answer = client.get(data["href"]).json()
    assert (answer["total"], answer["ignored"]) == (1, [])
