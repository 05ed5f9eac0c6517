"""A document is read with the records that answer it in the margin, and with another language beside it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from declarations.models import OfficialText, Provision, ProvisionKind
from kb.texts.sorting import name_key
from tests.declarations.conftest import in_french
from tests.search.conftest import Library

pytestmark = pytest.mark.django_db

ADDRESS = "/en/documents/aarhus-declaration/"
FIRST, DEEPER = "aarhus-declaration/1", "aarhus-declaration/2.1"


def passage(response: Any, code: str) -> Any:
    return next(one for one in response.context["passages"] if one.anchor == code)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_margin_shows_the_newest_few_and_leads_to_all(client: Client, library: Library) -> None:
    for number in range(5):
        library.record(f"Record {number}", city=library.aarhus, provisions=(FIRST,))
    response = client.get(ADDRESS)
    answers = passage(response, "1").answers
    assert [hit.title for hit in answers.hits] == ["Record 4", "Record 3", "Record 2"]
    assert (answers.total, answers.elsewhere) == (5, 0)
    assert answers.url == "/en/search/?provision=aarhus-declaration%2F1"
    assert "All 5 records that answer point 1" in text(response)


def test_a_heading_leads_to_what_is_below_it_and_lists_nothing(
    client: Client, library: Library
) -> None:
    library.record("One", provisions=(DEEPER,))
    answers = passage(client.get(ADDRESS), "2").answers
    assert (answers.total, answers.hits) == (1, [])


def test_a_point_that_nobody_answers_says_so_and_asks_for_it(
    client: Client, library: Library
) -> None:
    response = client.get(ADDRESS)
    # 1 and 2.1; the heading 2 is nothing that a city could answer.
    assert text(response).count("No record answers this yet.") == 2
    assert text(response).count('<a href="/en/my-city/" rel="nofollow">Share what your city') == 2


@pytest.mark.parametrize(
    ("kind", "asks"),
    [("commitment", True), ("action", True), ("recital", False), ("heading", False)],
)
def test_recitals_and_headings_are_nothing_that_a_city_answers(kind: str, asks: bool) -> None:
    assert ProvisionKind(kind).asks_for_answers is asks


def test_each_point_has_an_anchor_a_link_to_it_and_a_place_in_the_contents(
    client: Client, library: Library
) -> None:
    page = text(client.get(ADDRESS))
    assert 'id="2.1"' in page
    assert page.count('href="#2.1"') == 2
    assert "Link to this point" in page


def test_countries_narrow_the_margin_and_are_counted(client: Client, library: Library) -> None:
    library.record("Danish", city=library.aarhus, provisions=(FIRST,))
    library.record("Italian", city=library.milan, provisions=(FIRST, DEEPER))
    library.record("Belgian", city=library.ghent, provisions=(DEEPER,))
    everywhere = client.get(ADDRESS)
    assert [(one.label, one.count) for one in everywhere.context["countries"]] == [
        ("Belgium", 1),
        ("Denmark", 1),
        ("Italy", 1),
    ]
    response = client.get(f"{ADDRESS}?country=DK&country=BE")
    assert [hit.title for hit in passage(response, "1").answers.hits] == ["Danish"]
    assert [hit.title for hit in passage(response, "2.1").answers.hits] == ["Belgian"]
    assert passage(response, "1").answers.elsewhere == 1
    assert response.context["total"] == 2
    assert [(chip.text, chip.url) for chip in response.context["chips"]] == [
        ("Belgium", f"{ADDRESS}?country=DK"),
        ("Denmark", f"{ADDRESS}?country=BE"),
    ]
    only_belgium = text(client.get(f"{ADDRESS}?country=BE"))
    assert "Nothing from the chosen countries; 2 records from others." in only_belgium


def test_a_record_of_two_chosen_countries_counts_once(client: Client, library: Library) -> None:
    library.record("Both", city=library.aarhus, provisions=(FIRST,), partners=(library.milan,))
    response = client.get(f"{ADDRESS}?country=DK&country=IT")
    assert passage(response, "1").answers.total == 1


def test_two_languages_stand_side_by_side_point_by_point(client: Client, library: Library) -> None:
    in_french(library.document, "1")
    response = client.get(f"{ADDRESS}?with=fr")
    assert passage(response, "1").beside.text == "Texte 1"
    page = text(response)
    assert '<div lang="fr"> <p class="passage__heading">Titre 1</p>' in page
    assert page.count("This point has no text in French yet.") == 2


def test_the_columns_say_whose_words_they_are(client: Client, library: Library) -> None:
    in_french(library.document, "1", is_summary=False)
    head = text(client.get(f"{ADDRESS}?with=fr")).split('class="beside-head"')[1].split("</div>")[0]
    assert head.index("English") < head.index("our summary") < head.index("French")
    assert "official wording" in head.split("French")[1]


def test_a_language_without_a_text_says_so_and_leads_to_the_official_one(
    client: Client, library: Library
) -> None:
    library.document.official_texts = [
        OfficialText(language="tr", url="https://example.org/tr.pdf")
    ]
    library.document.save_revision().publish()
    page = text(client.get(f"{ADDRESS}?with=tr"))
    assert "There is no text in Turkish here yet." in page
    assert '<a href="https://example.org/tr.pdf" hreflang="tr" rel="external">' in page
    assert "passage__beside" not in page


def test_a_draft_in_another_language_is_not_shown_beside(client: Client, library: Library) -> None:
    page = in_french(library.document, "1")
    page.unpublish()
    response = client.get(f"{ADDRESS}?with=fr")
    assert "Texte 1" not in response.content.decode()
    assert "There is no text in French here yet." in text(response)


def test_the_language_switch_keeps_countries_and_lets_the_texts_change_places(
    client: Client, library: Library
) -> None:
    in_french(library.document, "1")
    library.record("Danish", city=library.aarhus, provisions=(FIRST,))
    addresses = {
        language["code"]: language["url"]
        for language in client.get(f"{ADDRESS}?with=fr&country=DK").context["site_languages"]
    }
    assert addresses["fr"] == "/fr/documents/aarhus-declaration/?country=DK&with=en"
    assert addresses["de"] == "/de/documents/aarhus-declaration/?country=DK&with=fr"


@pytest.mark.parametrize(
    "query",
    [
        "country=XX&with=xx",
        "country=%00&with=%00",
        "with=en",
        "country=" + "D" * 50_000,
        "&".join(["country=DK"] * 2_000),
        "with=fr&with=de&country=%27%3B--",
        "country=%ff%fe",
    ],
)
def test_hostile_wishes_are_dropped(client: Client, library: Library, query: str) -> None:
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 200
    assert response.context["beside"] is None or response.context["beside"].language == "de"


def test_the_page_asks_as_often_for_many_points_records_and_languages(
    client: Client, library: Library
) -> None:
    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    in_french(library.document, "1")
    library.record("One", city=library.aarhus, provisions=(FIRST,))
    addresses = (ADDRESS, f"{ADDRESS}?country=DK", f"{ADDRESS}?country=DK&with=fr")
    few = [queries(address) for address in addresses]
    library.document.provisions = [
        Provision(locale=library.document.locale, code=str(number), kind="action", heading="Do")
        for number in range(1, 301)
    ]
    library.document.save_revision().publish()
    for number in range(12):
        library.record(
            f"Record {number}",
            city=library.aarhus,
            provisions=(FIRST, f"aarhus-declaration/{number + 2}"),
        )
    assert [queries(address) for address in addresses] == few
    assert few[0] <= 20


def test_names_are_in_the_order_in_which_they_are_looked_up() -> None:
    names = ["Zypern", "Österreich", "Dänemark", "Deutschland", "Polen"]
    assert sorted(names, key=name_key) == [
        "Dänemark",
        "Deutschland",
        "Österreich",
        "Polen",
        "Zypern",
    ]
