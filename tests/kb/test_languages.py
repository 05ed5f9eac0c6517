"""A page is reached in every language; where it is not translated, the original says so."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Locale

from tests.factories import CityPageFactory, PracticePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(site_tree: Any) -> Any:
    city = CityPageFactory(parent=site_tree.cities, title="Aarhus", code="aarhus", slug="aarhus")
    page = PracticePageFactory(parent=city, title="Mentors for young people", slug="mentors")
    page.save_revision().publish()
    return page


def soup(client: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


@pytest.mark.parametrize("language", ["fr", "de", "it", "ru", "tr"])
def test_a_page_without_translation_shows_its_original_in_the_readers_frame(
    client: Client, record: Any, language: str
) -> None:
    response = client.get(f"/{language}/cities/aarhus/mentors/")
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 200
    assert response.headers["Content-Language"] == language
    assert page.html["lang"] == language
    assert page.h1.get_text(strip=True) == "Mentors for young people"
    assert page.h1["lang"] == "en"
    assert page.select_one(".notice--language") is not None


def test_the_notice_names_both_languages(client: Client, record: Any) -> None:
    notice = soup(client, "/en/cities/aarhus/mentors/").select_one(".notice--language")
    assert notice is None
    notice = soup(client, "/de/cities/aarhus/mentors/").select_one(".notice--language")
    assert "Englisch" in notice.get_text()


def test_a_page_with_a_translation_elsewhere_sends_the_reader_there(
    client: Client, record: Any
) -> None:
    german = record.copy_for_translation(Locale.objects.get(language_code="de"), copy_parents=True)
    german.title, german.slug = "Mentoren für Jugendliche", "mentoren"
    german.save_revision().publish()
    response = client.get("/de/cities/aarhus/mentors/")
    assert response.status_code == 302
    assert response["Location"] == "/de/cities/aarhus/mentoren/"


def test_each_page_names_its_versions_for_search_engines(client: Client, record: Any) -> None:
    german = record.copy_for_translation(Locale.objects.get(language_code="de"), copy_parents=True)
    german.save_revision().publish()
    page = soup(client, "/en/cities/aarhus/mentors/")
    alternates = {link["hreflang"]: link["href"] for link in page.select("link[rel=alternate]")}
    assert alternates == {
        "en": "http://localhost:8000/en/cities/aarhus/mentors/",
        "de": "http://localhost:8000/de/cities/aarhus/mentors/",
        "x-default": "http://localhost:8000/en/cities/aarhus/mentors/",
    }
    foreign = soup(client, "/ru/cities/aarhus/mentors/")
    assert (
        foreign.select_one("link[rel=canonical]")["href"]
        == "http://localhost:8000/en/cities/aarhus/mentors/"
    )


def test_the_language_switch_leads_to_the_same_page_in_every_language(
    client: Client, record: Any
) -> None:
    page = soup(client, "/en/cities/aarhus/mentors/")
    links = {link["hreflang"]: link["href"] for link in page.select("a[hreflang]")}
    assert links["ru"] == "/ru/cities/aarhus/mentors/"
    assert all(client.get(address).status_code == 200 for address in links.values())


def test_an_address_that_exists_in_no_language_is_not_found(client: Client, record: Any) -> None:
    response = client.get("/fr/cities/aarhus/nothing/")
    assert response.status_code == 404
    assert BeautifulSoup(response.content, "html.parser").html["lang"] == "fr"
