"""How a document is answered year by year, from a country and from a city, with sentences and gaps."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from lxml import etree
from pypdf import PdfReader

from declarations.models import Endorsement
from practices.models import PracticePage
from practices.reading.printing.files import can_print
from search.models import SearchCount
from tests.search.conftest import Library

pytestmark = [pytest.mark.django_db, pytest.mark.both]

ADDRESS = "/en/documents/aarhus-declaration/progress/"
FIRST, DEEPER = "aarhus-declaration/1", "aarhus-declaration/2.1"
YEAR = date.today().year


def table(client: Client, address: str) -> dict[str, list[str]]:
    """The numbers of each point: three years ago, last year, now, in all."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    rows = page.select(".matrix tbody tr")
    found = {
        row.select_one(".contents__number").get_text(): [
            cell.get_text(strip=True) for cell in row.select("td")
        ]
        for row in rows
    }
    return {code: [cells[-5], *cells[-3:]] for code, cells in found.items()}


@pytest.fixture
def answered(library: Library) -> list[PracticePage]:
    """Two of Aarhus, of which one says no year, and one of Milan; with a sentence."""
    old = library.record("Old work", provisions=(FIRST, DEEPER), year_from=2009)
    undated = library.record("Undated", provisions=(FIRST,), year_from=None)
    young = library.record(
        "Young work", city=library.milan, provisions=(FIRST,), year_from=YEAR - 1
    )
    page = PracticePage.objects.get(pk=old.pk)
    answers = list(page.provision_answers.all())
    answers[0].sentence = "By listening first."
    page.provision_answers = answers
    with library.run_callbacks(execute=True):
        page.save_revision().publish()
    return [old, undated, young]


def test_a_report_counts_by_the_year_in_which_work_began(
    client: Client, library: Library, answered: Any
) -> None:
    assert table(client, ADDRESS) == {"1": ["1", "2", "2", "3"], "2.1": ["1", "1", "1", "1"]}
    denmark = f"{ADDRESS}country/DK/"
    assert table(client, denmark) == {"1": ["1", "1", "1", "2"], "2.1": ["1", "1", "1", "1"]}
    assert table(client, f"{ADDRESS}city/milan/") == {
        "1": ["0", "1", "1", "1"],
        "2.1": ["0", "0", "0", "0"],
    }
    page = BeautifulSoup(client.get(denmark).content, "html.parser")
    words = " ".join(page.select_one("main").get_text().split())
    assert "2 of 2 points that can be answered are answered here" in words
    assert "1 of them does not say when its work began" in words
    assert "Old work (Aarhus): By listening first." in words
    # Each number leads to exactly these records.
    for link in page.select(".matrix td a"):
        found = client.get(f"/api/v1/search?{link['href'].partition('?')[2]}").json()
        assert str(found["total"]) == link.get_text()
    # The picture is drawn from the rows of the table.
    picture = page.select_one("svg.flow[role=img]")
    assert picture is not None
    assert [one.get_text() for one in picture.select("text")][-11:] == ["2.1", *["1"] * 10]


def test_gaps_are_named_and_what_is_withdrawn_is_gone(
    client: Client, library: Library, answered: Any
) -> None:
    milan = BeautifulSoup(client.get(f"{ADDRESS}city/milan/").content, "html.parser")
    assert "Points of which nothing is told here" in milan.get_text()
    assert milan.select("a[href='/en/documents/aarhus-declaration/point/2-1/']")
    Endorsement.objects.create(
        page=library.document, city=library.milan.city, date=date(2016, 7, 8), sort_order=0
    )
    with library.run_callbacks(execute=True):
        PracticePage.objects.get(pk=answered[2].pk).unpublish()
    later = client.get(f"{ADDRESS}city/milan/").content.decode()
    assert "Young work" not in later
    assert "8 July 2016" in later
    assert not SearchCount.objects.filter(
        third_facet="year_from", second="milan", number__gt=0
    ).exists()


@pytest.mark.skipif(not can_print(), reason="WeasyPrint lacks its libraries")
def test_one_click_makes_a_tagged_file_with_sentences_and_gaps(
    client: Client, library: Library, answered: Any
) -> None:
    page = BeautifulSoup(client.get("/en/cities/milan/").content, "html.parser")
    [link] = page.select("a[href$='progress/city/milan/pdf/']")
    answer = client.get(link["href"])
    assert answer["Content-Type"] == "application/pdf"
    read = PdfReader(io.BytesIO(answer.content))
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    words = " ".join(" ".join(one.extract_text() for one in read.pages).split())
    assert "Progress report: Milan" in words
    assert "Young work" in words
    assert "Points of which nothing is told here" in words
    again = client.get(link["href"], headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_places_that_are_none_have_no_report(client: Client, library: Library) -> None:
    for below in ("country/XX/", "country/dk/", "city/nowhere/", "city/DK/", "country/DK/x/"):
        assert client.get(f"{ADDRESS}{below}").status_code == 404
    assert client.get(f"{ADDRESS}country/TR/").status_code == 200
    assert etree.HTML(client.get("/de/documents/aarhus-declaration/progress/").content) is not None
