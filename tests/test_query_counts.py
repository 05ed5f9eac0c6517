"""Pages ask the database as often for many records as for few."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from practices.models import Partner, RecordSource
from search import services
from search.requests import SearchRequest
from tests.factories import ConceptFactory, PracticePageFactory
from tests.search.conftest import Library

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(site_tree: Any, django_capture_on_commit_callbacks: Any) -> Library:
    return Library(site_tree, django_capture_on_commit_callbacks)


def queries(client: Client, address: str) -> int:
    """SQL queries of an address once caches are warm."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def add(library: Library, number: int, start: int = 0) -> None:
    for place in range(start, start + number):
        page = library.record(
            f"Mentors {place}", concepts=(library.exit,), provisions=("aarhus-declaration/1",)
        )
        page.partners = [Partner(name=f"Partner {place}")]
        page.save()


def test_the_search_itself_asks_six_times_at_most(library: Library) -> None:
    add(library, 25)
    request = SearchRequest(language="en", q="mentors", facets={"theme": ("exit",)})
    services.search(request)
    with CaptureQueriesContext(connection) as captured:
        results = services.search(request)
    assert len(results.hits) == 20
    assert len(captured) <= 6


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/en/search/?q=mentors", 3),
        ("/en/search/", 2),
        ("/de/search/?theme=exit&country=DK", 3),
        ("/en/search/?q=mentors&view=map", 3),
        ("/en/search/facet/city/?q=mentors", 3),
        ("/en/search/expert/?words=mentors", 1),
        ("/api/v1/search?q=mentors", 3),
        ("/en/search/suggest?q=ment", 3),
    ],
)
def test_results_cost_the_same_for_few_and_for_many(
    client: Client, library: Library, address: str, most: int
) -> None:
    add(library, 2)
    few = queries(client, address)
    add(library, 23, start=2)
    many = queries(client, address)
    assert many == few
    assert many <= most


@pytest.mark.parametrize(
    "address", ["/en/", "/en/cities/aarhus/", "/en/documents/aarhus-declaration/"]
)
def test_pages_with_lists_cost_the_same_for_few_and_for_many(
    client: Client, library: Library, address: str
) -> None:
    add(library, 3)
    few = queries(client, address)
    add(library, 12, start=3)
    assert queries(client, address) == few


def test_a_record_page_costs_the_same_with_few_and_with_many_relations(
    client: Client, library: Library
) -> None:
    page = library.record("Mentors", concepts=(library.exit,), provisions=("aarhus-declaration/1",))
    page.partners = [Partner(name="One")]
    page.save_revision().publish()
    few = queries(client, page.url)
    page.partners = [Partner(name=f"Partner {number}") for number in range(10)]
    page.sources = [RecordSource(url=f"https://example.org/{number}") for number in range(10)]
    page.concepts = [ConceptFactory(code=f"theme-{number}", facet="theme") for number in range(6)]
    page.save_revision().publish()
    assert queries(client, page.url) <= few
    assert few <= 30


def test_a_search_document_costs_the_same_in_a_batch(library: Library) -> None:
    from search.documents import public_translations
    from search.models import SearchDocument

    def cost(number: int) -> int:
        keys = list(SearchDocument.objects.values_list("key", flat=True)[:number])
        services.terms()
        with CaptureQueriesContext(connection) as captured:
            for pages in public_translations(keys).values():
                for page in pages:
                    page.search_text()
                    page.search_facts()
        return len(captured)

    for place in range(12):
        PracticePageFactory(parent=library.aarhus, title=f"Record {place}")
    services.refresh(
        PracticePageFactory._meta.model.objects.values_list("translation_key", flat=True)
    )
    assert cost(12) == cost(2)
