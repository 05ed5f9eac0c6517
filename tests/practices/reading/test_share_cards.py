"""A message that names a record or a city shows a card of it: a picture of what anybody may read."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from PIL import Image
from wagtail.models import PageViewRestriction

from practices.reading.sharing.cards import Card, drawn
from tests.factories import CityPageFactory, PracticePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(site_tree: Any) -> Any:
    """A public practice of Aarhus."""
    city = CityPageFactory(parent=site_tree.cities, title="Aarhus", slug="aarhus", code="aarhus")
    return PracticePageFactory(parent=city, title="Info-House", slug="info-house")


def picture(response: Any) -> Image.Image:
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    return Image.open(BytesIO(response.content))


def test_a_record_and_its_city_name_a_card_of_1200_by_630(client: Client, record: Any) -> None:
    for address in (record.url, "/en/cities/aarhus/"):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        named = page.select_one('meta[property="og:image"]')
        assert named is not None
        assert named["content"].endswith(f"{address}card/")
        assert picture(client.get(f"{address}card/")).size == (1200, 630)
    assert picture(client.get("/ru/cities/aarhus/info-house/card/")).size == (1200, 630)


def test_an_address_with_a_question_leads_to_the_kept_card(client: Client, record: Any) -> None:
    response = client.get(f"{record.url}card/?x=1")
    assert (response.status_code, response.url) == (302, f"{record.url}card/")


def test_a_record_that_is_closed_has_no_card(client: Client, record: Any) -> None:
    restriction = PageViewRestriction.objects.create(
        page=record, restriction_type=PageViewRestriction.LOGIN
    )
    assert client.get(f"{record.url}card/").status_code == 302
    restriction.delete()
    record.unpublish()
    assert client.get(f"{record.url}card/").status_code in (404, 410)


def test_a_city_that_is_closed_has_no_card(client: Client, record: Any) -> None:
    PageViewRestriction.objects.create(
        page=record.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    assert client.get("/en/cities/aarhus/card/").status_code == 404
    assert client.get("/en/cities/nowhere/card/").status_code == 404


@pytest.mark.parametrize(
    "title",
    [
        "",
        "W" * 5000,
        "word " * 2000,
        "\x00\u202e\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
        "ش漢",
    ],
)
def test_any_title_gives_a_card(title: str) -> None:
    content = drawn(Card(site="Alliance Exchange", kind="Practice", title=title, lines=[title]))
    assert Image.open(BytesIO(content)).size == (1200, 630)
    assert len(content) < 60_000
