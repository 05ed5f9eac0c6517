"""The evidence map and what the base does not know: live numbers, each leading to its records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from practices.evidence_map.services import axes, evidence_map
from practices.evidence_map.unknowns import COUNCIL_OF_EUROPE, Share, unknowns
from practices.models import PracticePage
from tests.factories import ConceptFactory, PracticePageFactory
from tests.search.conftest import Library
from tests.test_leaks import HIDDEN, STATES, add_record, surroundings  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def library(site_tree: Any, django_capture_on_commit_callbacks: Any) -> Library:
    made = Library(site_tree, django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        made.universal = made.concept("level-1", facet="prevention_level", en="Universal")
        made.indicated = made.concept("level-2", facet="prevention_level", en="Indicated")
        made.levels = [
            made.concept(f"ev-{number}", facet="evidence", en=f"Level {number} – words")
            for number in range(3)
        ]
    return made


def read(client: Client, url: str) -> BeautifulSoup:
    answer = client.get(url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def table(page: BeautifulSoup) -> dict[str, list[str]]:
    """What each row of the map says, cell by cell, without what only repeats it."""
    for twice in page.select(".map td .visually-hidden, .map__label"):
        twice.decompose()
    return {
        row.th.get_text(" ", strip=True): [
            " ".join(cell.get_text(" ", strip=True).split())
            for cell in row.select("td:not(.map__gap)")
        ]
        for row in page.select(".map :is(tbody, tfoot) tr")
    }


def test_each_cell_counts_its_records_and_names_the_best_evidence(
    client: Client, library: Library
) -> None:
    library.record(
        "One", concepts=(library.exit, library.universal), evidence_level=library.levels[2]
    )
    library.record(
        "Two", concepts=(library.exit, library.universal), evidence_level=library.levels[0]
    )
    library.record("Three", concepts=(library.exit, library.universal, library.indicated))
    library.record("Four", concepts=(library.school,))
    page = read(client, "/en/evidence-map/")
    assert [head.get_text(strip=True) for head in page.select(".map thead th")] == [
        "Universal",
        "Indicated",
        "All",
    ]
    assert table(page) == {
        "Prevention of extremism": ["3"],
        "Disengagement and exit": [
            "3 best: Level 2 (2 of 3 rated)",
            "1 evidence not judged",
            "3",
        ],
        "Education": ["no record", "no record", "1"],
        "All records": ["3", "1", "4"],
    }
    # A broader theme is the heading of those below it, with its own total.
    assert page.select_one("th[scope=rowgroup]").get_text(strip=True) == "Prevention of extremism"
    exit_cells = page.select("[scope=rowgroup] ~ .map__total, .map__head + .map__row .map__cell")
    assert [cell.get("class")[-1] for cell in exit_cells] == [
        "map__total",
        "map__cell--2",
        "map__cell--unjudged",
    ]
    steps = page.select(".map .map__cell--2 .map__steps > i")
    assert [step.get("class") for step in steps] == [["on"], ["on"]]
    assert [key.get_text(" ", strip=True) for key in page.select(".map-levels li")] == [
        "? – evidence not judged",
        "Level 0 – words",
        "Level 1 – words",
        "Level 2 – words",
    ]
    assert "4 records. Rows: Theme. Columns: Prevention level. 2 of 4 cells have no record." in (
        " ".join(page.select_one(".map-sum").get_text().split())
    )
    note = " ".join(page.select_one(".map-note").get_text().split())
    assert note == "1 record says nothing of “Prevention level”."


def test_each_number_is_the_number_of_results_of_the_search_behind_it(
    client: Client, library: Library
) -> None:
    library.record("One", concepts=(library.exit, library.universal, library.youth))
    library.record("Two", concepts=(library.school, library.universal), city=library.milan)
    library.record("Course", kind="training", concepts=(library.exit, library.indicated))
    for address in ("", "?rows=country&columns=kind", "?rows=audience&columns=theme"):
        links = read(client, f"/en/evidence-map/{address}").select(".map td a")
        assert links
        for link in links:
            found = read(client, link["href"]).select_one("[data-total]")["data-total"]
            shown = link.select_one(".map__count") or link
            assert shown.find(string=True).strip() == found, link["href"]


def test_a_map_without_any_judged_evidence_says_so_once(client: Client, library: Library) -> None:
    library.record("One", concepts=(library.exit, library.universal))
    page = read(client, "/en/evidence-map/")
    assert "Nobody has judged the evidence" in page.select_one(".map caption").get_text()
    assert page.select(".map__strength, .map-key") == []


def test_an_empty_base_says_so(client: Client, site_tree: Any) -> None:
    page = read(client, "/en/evidence-map/")
    assert page.select_one(".empty").get_text(strip=True) == "No record has been published yet."


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ("theme", "prevention_level")),
        ("rows=country&columns=setting", ("country", "setting")),
        ("rows=__class__&columns=password", ("theme", "prevention_level")),
        ("rows=kind&columns=kind", ("kind", "prevention_level")),
        ("rows=%00&columns=%ff", ("theme", "prevention_level")),
        ("columns=theme", ("theme", "prevention_level")),
        ("rows=theme&rows=audience", ("audience", "prevention_level")),
    ],
)
def test_unknown_sides_fall_back_to_the_usual_ones(
    client: Client, site_tree: Any, query: str, expected: tuple[str, str]
) -> None:
    assert axes(QueryDict(query)) == expected
    assert client.get(f"/en/evidence-map/?{query}").status_code == 200


@pytest.mark.parametrize("hide", STATES.values(), ids=STATES.keys())
def test_a_hidden_record_is_counted_in_no_cell(
    client: Client,
    surroundings: dict[str, Any],  # noqa: F811
    django_capture_on_commit_callbacks: Any,
    hide: Callable[[PracticePage], None],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        hide(add_record(surroundings["city"], surroundings, HIDDEN))
    counted = evidence_map("theme", "prevention_level", "en")
    assert counted.total.count == 0
    assert [row.total.count for row in counted.rows] == [0]
    assert unknowns("en").unconfirmed == Share(0, 0)
    assert len(unknowns("en").countries) == 46


def test_the_map_costs_the_same_for_few_and_for_many(client: Client, library: Library) -> None:
    def queries() -> int:
        address = "/en/evidence-map/?rows=theme&columns=prevention_level"
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    library.record("One", concepts=(library.exit, library.universal))
    client.get("/en/evidence-map/?x=1")
    library.record("Two", concepts=(library.exit, library.universal))
    few = queries()
    for number in range(6):
        library.record(
            f"Record {number}",
            concepts=(
                library.exit,
                library.universal,
                ConceptFactory(code=f"theme-{number}", facet="theme"),
            ),
        )
    client.get("/en/search/")
    assert queries() <= few <= 10
    assert queries() <= 1


def test_what_is_missing_is_said_plainly(client: Client, library: Library) -> None:
    library.concept("all-forms", facet="ideology", en="All forms")
    library.concept("far-right", facet="ideology", en="Far-right extremism")
    library.concept("left-wing", facet="ideology", en="Left-wing extremism")
    far_right = ConceptFactory(code="far-right", facet="ideology")
    library.record("One", concepts=(far_right,), evidence_level=library.levels[0])
    library.record("Two", city=library.milan, last_confirmed_on=date(2026, 1, 1))
    library.record("Three", city=library.milan, is_editor_summary=False)
    gaps = unknowns("en")
    assert len(gaps.countries) == 44
    assert "Denmark" not in gaps.countries
    assert "Norway" in gaps.countries
    assert gaps.forms == ("Left-wing extremism",)
    assert dict(gaps.originals)["English"] == 3
    assert dict(gaps.originals)["Russian"] == 0
    assert gaps.unjudged == Share(2, 3)
    assert gaps.unconfirmed == Share(1, 2)
    text = " ".join(read(client, "/en/evidence-map/").select_one(".unknowns").get_text().split())
    assert "Nothing from 44 of the 46 countries of the Council of Europe." in text
    assert "67 % of the records (2 of 3) have no evidence level." in text
    assert "50 % of the editors’ summaries (1 of 2) have not been confirmed by their city." in text
    german = read(client, "/de/evidence-map/").select_one(".unknowns").get_text()
    assert "Norwegen" in german


def test_results_say_from_where_the_base_knows_nothing(client: Client, library: Library) -> None:
    library.record("Mentors")
    gap = read(client, "/en/search/?q=mentors").select_one(".unknown-here")
    assert gap.summary.get_text(strip=True) == (
        "We have no record on this from 45 of the 46 Council of Europe countries."
    )
    assert "Norway" in gap.get_text()
    assert "Denmark" not in gap.get_text()
    assert read(client, "/en/search/?q=zzzzxqy").select_one(".unknown-here") is None


def test_a_translation_is_no_original(library: Library) -> None:
    page = library.record("One")
    library.translation(page, "ru", title="Один")
    assert dict(unknowns("en").originals)["Russian"] == 0


@pytest.mark.parametrize(
    ("share", "percent"),
    [
        (Share(0, 0), 0),
        (Share(0, 5), 0),
        (Share(5, 5), 100),
        (Share(1, 900), 1),
        (Share(899, 900), 99),
    ],
)
def test_a_share_is_all_or_nothing_only_where_it_is(share: Share, percent: int) -> None:
    assert share.percent == percent


def test_the_council_of_europe_has_46_members() -> None:
    assert len(set(COUNCIL_OF_EUROPE)) == 46
    assert {"GB", "TR", "UA"} < set(COUNCIL_OF_EUROPE)
    assert not {"RU", "BY", "XK"} & set(COUNCIL_OF_EUROPE)


def test_the_map_is_in_the_navigation_and_in_the_sitemap(client: Client, site_tree: Any) -> None:
    PracticePageFactory(parent=site_tree.cities)
    home = read(client, "/de/")
    assert "/de/evidence-map/" in [link["href"] for link in home.select(".site-nav__link")]
    sitemap = BeautifulSoup(client.get("/sitemap-views.xml").content, "xml")
    paths = {urlsplit(place.get_text()).path for place in sitemap.find_all("loc")}
    assert paths == {
        f"/{code}/{page}/"
        for code in ("en", "fr", "de", "it", "ru", "tr")
        for page in ("browse", "evidence-map", "find", "join", "what-was-checked")
    }
