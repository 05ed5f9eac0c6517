"""A page is reached in every language; where it is not translated, the original says so."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.template import Context, Template
from django.test import Client
from django.utils.translation import gettext_lazy, override
from wagtail.models import Locale

from kb.texts.capitals import capitalised
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


def test_what_stands_below_a_pages_address_is_reached_in_every_language(
    client: Client, record: Any
) -> None:
    assert client.get("/de/cities/aarhus/mentors/cite/ris/").status_code == 200
    assert client.get("/de/cities/aarhus/mentors/cite/").status_code == 404


def test_a_draft_of_a_translation_leaves_the_original_where_it_is(
    client: Client, record: Any
) -> None:
    german = record.copy_for_translation(Locale.objects.get(language_code="de"), copy_parents=True)
    assert german.slug == "mentors"
    page = soup(client, "/de/cities/aarhus/mentors/")
    assert page.h1["lang"] == "en"


def test_an_address_deeper_than_any_page_is_not_found(client: Client, record: Any) -> None:
    assert client.get("/de/cities/" + "deeper/" * 2000).status_code == 404


def test_an_address_that_exists_in_no_language_is_not_found(client: Client, record: Any) -> None:
    response = client.get("/fr/cities/aarhus/nothing/")
    assert response.status_code == 404
    assert BeautifulSoup(response.content, "html.parser").html["lang"] == "fr"


@pytest.mark.parametrize(
    ("language", "words", "at_the_beginning"),
    [
        ("tr", "ilk yıl", "İlk yıl"),
        ("tr", "ılıman", "Ilıman"),
        ("tr", "özet", "Özet"),
        ("it", "ilk yıl", "Ilk yıl"),
        ("ru", "год", "Год"),
        ("en", "", ""),
    ],
)
def test_a_capital_is_that_of_the_readers_language(
    language: str, words: str, at_the_beginning: str
) -> None:
    with override(language):
        assert capitalised(words) == at_the_beginning
        assert Template("{% load kb_tags %}{{ words|capitalised }}").render(
            Context({"words": words})
        ) == (at_the_beginning)


def test_words_of_all_languages_get_their_capital_when_they_are_read() -> None:
    label = capitalised(gettext_lazy("first year"))
    with override("tr"):
        assert str(label) == "İlk yıl"
    with override("en"):
        assert str(label) == "First year"


def test_no_part_of_the_site_knows_the_english_capital_only() -> None:
    rooms = ("kb", "declarations", "practices", "search", "templates")
    files = [
        file
        for room in rooms
        for ending in ("*.py", "*.html", "*.txt")
        for file in (settings.BASE_DIR / room).rglob(ending)
    ]
    assert [str(file) for file in files if "capfirst" in file.read_text()] == []
