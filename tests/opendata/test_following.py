"""Whoever follows a search hears of what is public, and of when its words changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from lxml import etree

from practices.models import PracticePage
from search import services
from tests.search.conftest import Library

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed(client: Client, address: str) -> Any:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (
        200,
        "application/atom+xml; charset=utf-8",
    )
    return etree.fromstring(answer.content)


def texts(root: Any, path: str) -> list[str]:
    return [str(found) for found in root.xpath(path, namespaces=ATOM)]


def test_a_feed_has_the_newest_of_a_search(client: Client, library: Library) -> None:
    page = library.record(
        "Mentors <b> & \x0b friends",
        summary='Older pupils <script>"help"</script>',
        concepts=(library.exit,),
        is_editor_summary=False,
    )
    library.record("A library", city=library.milan)
    root = feed(client, "/fr/search/feed.atom?city=aarhus")
    assert texts(root, "a:entry/a:title/text()") == ["Mentors <b> &  friends"]
    assert texts(root, "a:entry/a:id/text()") == [f"urn:uuid:{page.translation_key}"]
    assert texts(root, "a:entry/a:link/@href") == [f"http://localhost:8000/fr{page.url[3:]}"]
    assert texts(root, "a:entry/a:author/a:name/text()") == ["Aarhus"]
    assert texts(root, "a:entry/a:summary/text()") == [
        "Older pupils &lt;script&gt;&quot;help&quot;&lt;/script&gt;"
    ]
    assert texts(root, "a:link[@rel='self']/@href") == [
        "http://localhost:8000/fr/search/feed.atom?city=aarhus"
    ]
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"


def test_a_rebuild_is_no_news(client: Client, library: Library) -> None:
    page = library.record("Mentors")
    PracticePage.objects.filter(pk=page.pk).update(
        last_published_at=page.last_published_at - timedelta(days=400)
    )
    services.refresh([page.translation_key])
    before = texts(feed(client, "/en/search/feed.atom"), "a:entry/a:updated/text()")
    assert before[0].startswith(str(page.last_published_at.year - 1))
    tag = client.get("/en/search/feed.atom")["ETag"]
    services.vocabulary_changed("theme", ["exit"])
    services.refresh([page.translation_key])
    assert texts(feed(client, "/en/search/feed.atom"), "a:entry/a:updated/text()") == before
    assert client.get("/en/search/feed.atom", headers={"if-none-match": tag}).status_code == 304


def test_a_search_that_finds_nothing_has_an_empty_feed_that_stays_the_same(
    client: Client, library: Library
) -> None:
    answer = client.get("/en/search/feed.atom?q=submarine")
    assert texts(etree.fromstring(answer.content), "a:updated/text()") == [
        "2015-11-18T00:00:00+00:00"
    ]
    assert client.get("/en/search/feed.atom?q=submarine")["ETag"] == answer["ETag"]


def test_what_cannot_be_followed_is_refused(client: Client, library: Library) -> None:
    for odd in ("page=3", "sort=title", "theme=unknown", "x=1"):
        assert client.get(f"/en/search/feed.atom?{odd}").status_code == 400


def test_a_search_a_city_and_a_document_lead_to_their_feeds(
    client: Client, library: Library
) -> None:
    library.record("Mentors", provisions=("aarhus-declaration/1",))

    def followed(address: str) -> str:
        page = BeautifulSoup(client.get(address).content, "html.parser")
        return str(page.find("link", type="application/atom+xml")["href"])

    assert followed("/en/search/?q=mentors&sort=title") == "/en/search/feed.atom?q=mentors"
    assert followed(library.aarhus.url) == "/en/search/feed.atom?city=aarhus"
    of_document = followed(library.document.url)
    assert of_document == "/en/search/feed.atom?provision=aarhus-declaration"
    point = "/en/search/feed.atom?provision=aarhus-declaration/1"
    for address in (of_document, point):
        assert texts(feed(client, address), "a:entry/a:title/text()") == ["Mentors"]


@pytest.mark.parametrize("language", ["en", "fr", "de", "it", "ru", "tr"])
def test_a_browser_can_offer_the_search_of_each_language(
    client: Client, site_tree: Any, language: str
) -> None:
    home = BeautifulSoup(client.get(f"/{language}/", follow=True).content, "html.parser")
    address = str(home.find("link", rel="search")["href"])
    assert address == f"/{language}/opensearch.xml"
    answer = client.get(address)
    assert answer["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    root = etree.fromstring(answer.content)
    own = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    assert root.xpath("string(o:Url[@type='text/html']/@template)", namespaces=own) == (
        f"http://localhost:8000/{language}/search/?q={{searchTerms}}"
    )
    assert len(root.xpath("string(o:ShortName)", namespaces=own)) <= 16
    assert root.xpath("string(o:Language)", namespaces=own) == language
