"""Results in numbers: series by year, as a table with bars, in each language's way of writing numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Locale

from practices.models import PracticePage, ResultFigure
from practices.reading.figures import figure_series
from practices.records.public_versions import public_words
from tests.conftest import SiteTree
from tests.factories import CityPageFactory, PracticePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(site_tree: SiteTree) -> PracticePage:
    city = CityPageFactory(parent=site_tree.cities)
    found: PracticePage = PracticePageFactory(parent=city, title="Mentors")
    found.figures = [
        ResultFigure(
            measure="Young people who had a mentor", unit="people", year=2020, value=Decimal("1250")
        ),
        ResultFigure(
            measure="Those who finished the course",
            unit="per cent",
            year=2020,
            value=Decimal("62.5"),
        ),
        ResultFigure(
            measure="Young people who had a mentor",
            unit="people",
            year=2019,
            value=Decimal("625"),
            source="https://www.example.org/report",
        ),
    ]
    found.save_revision().publish()
    return found


def section(client: Client, address: str) -> Any:
    return BeautifulSoup(client.get(address).content, "html.parser").select_one(".figures")


def test_what_is_counted_in_the_same_words_is_one_series(client: Client, page: Any) -> None:
    shown = section(client, page.url)
    captions = [caption.get_text() for caption in shown.select("caption")]
    assert captions == [
        "Young people who had a mentor (people)",
        "Those who finished the course (per cent)",
    ]
    first = shown.select("table")[0]
    rows = [
        [cell.get_text(strip=True) for cell in row.select("th, td")]
        for row in first.select("tbody tr")
    ]
    assert rows == [["2019", "625", "", "example.org"], ["2020", "1,250", "", "–"]]
    assert [bar["width"] for bar in first.select("rect")] == ["50", "100"]
    assert first.select_one("svg")["aria-hidden"] == "true"
    assert first.select_one("a")["href"] == "https://www.example.org/report"
    heads = [
        [head.get_text() for head in table.select("thead th")] for table in shown.select("table")
    ]
    assert heads == [["Year", "Value", "Source"], ["Year", "Value"]]


def test_each_language_writes_numbers_its_own_way(client: Client, page: Any) -> None:
    german = page.copy_for_translation(Locale.objects.get(language_code="de"), copy_parents=True)
    german.title, german.summary = "Paten", "Ältere helfen Jüngeren im Alltag."
    german.save_revision().publish()
    shown = section(client, german.url)
    assert shown.select_one("h2").get_text() == "Ergebnisse in Zahlen"
    assert "62,5" in shown.get_text()
    # Nobody translated what was counted: it is in the original's language, and says so.
    assert shown.select_one("caption")["lang"] == "en"


def test_a_record_without_numbers_has_no_such_part(client: Client, page: Any) -> None:
    record = PracticePageFactory(parent=page.get_parent().specific)
    assert section(client, record.url) is None
    assert figure_series(record) == []


def test_it_is_found_by_what_was_counted(client: Client, page: Any) -> None:
    found = BeautifulSoup(client.get("/en/search/?q=mentor").content, "html.parser")
    assert [title.get_text(strip=True) for title in found.select("main h3")] == ["Mentors"]


def test_zero_is_a_number(page: Any) -> None:
    page.figures = [ResultFigure(measure="Complaints", year=2020, value=Decimal(0))]
    assert figure_series(page) == [
        {
            "measure": "Complaints",
            "unit": "",
            "rows": [{"year": "2020", "value": "0", "bar": 0, "source": "", "source_name": ""}],
            "sourced": False,
        }
    ]
    words = public_words(page, None)["lists"]["figures"]
    assert words == ["Complaints · 2020 · 0"]
