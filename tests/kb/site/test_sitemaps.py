"""The sitemap names every public page once, in parts that are found by the pages' numbers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from kb.site import sitemaps
from tests.factories import InformationPageFactory, locale

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def parts_of_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "PART", 10)


def places(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.findall(r"<loc>https?://[^/<]+([^<]*)</loc>", answer.content.decode())


@pytest.mark.usefixtures("parts_of_ten")
def test_every_public_page_stands_in_one_of_the_parts_that_the_index_names(
    client: Client, site_tree: Any
) -> None:
    made = [InformationPageFactory(parent=site_tree.home, title=f"Page {n}") for n in range(25)]
    PageViewRestriction.objects.create(page=made[3], restriction_type=PageViewRestriction.LOGIN)
    Page.objects.filter(pk=made[4].pk).update(live=False)
    # A gap in the numbers, as deleted pages leave one.
    for page in made[6:20]:
        page.delete()
    parts = [one for one in places(client, "/sitemap.xml") if one.startswith("/sitemap-pages")]
    numbers = {(page.pk + 9) // 10 for page in Page.objects.filter(live=True)}
    assert parts == [
        "/sitemap-pages.xml" + (f"?p={number}" if number > 1 else "") for number in sorted(numbers)
    ]
    found = [one for part in parts for one in places(client, part) if one.startswith("/en/")]
    assert sorted(found) == sorted(
        ["/en/", "/en/cities/", "/en/documents/"]
        + [f"/en/page-{n}/" for n in (0, 1, 2, 5, 20, 21, 22, 23, 24)]
    )


@pytest.mark.usefixtures("parts_of_ten")
@pytest.mark.parametrize("part", ["0", "-1", "x", "40000", "50001", "9" * 30, "²", "1.0"])
def test_what_is_no_part_is_not_found(client: Client, site_tree: Any, part: str) -> None:
    assert client.get("/sitemap-pages.xml", {"p": part}).status_code == 404


def test_a_page_names_its_public_versions_wherever_they_stand(
    client: Client, site_tree: Any
) -> None:
    page = InformationPageFactory(parent=site_tree.home, title="About & more", slug="about")
    french = page.copy_for_translation(locale("fr"), copy_parents=True)
    german = page.copy_for_translation(locale("de"), copy_parents=True)
    french.save_revision().publish()
    german.save_revision().publish()
    Page.objects.get(pk=german.pk).specific.unpublish()
    text = client.get("/sitemap-pages.xml").content.decode()
    line = next(line for line in text.splitlines() if "/en/about/</loc>" in line)
    assert re.findall(r'hreflang="(\w+)"', line) == ["en", "fr"]
    assert "/fr/about/" in line
    assert "/de/about/" not in text


def test_the_index_is_one_statement_and_a_part_are_as_many_for_few_and_for_many(
    client: Client, site_tree: Any
) -> None:
    def asked(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            places(client, address)
        return len(captured)

    InformationPageFactory(parent=site_tree.home, title="One")
    few = asked("/sitemap-pages.xml")
    for number in range(8):
        InformationPageFactory(parent=site_tree.home, title=f"Page {number}")
    assert asked("/sitemap-pages.xml") == few <= 4
    assert asked("/sitemap.xml") == 1
