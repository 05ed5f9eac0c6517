"""Pages ask the database as often for many records as for few."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from declarations.models import DocumentSource, Endorsement, OfficialText, RelatedDocument
from kb.attachments.guard import CleanedFile
from kb.models import Attachment
from kb.models.cities import CityMembership
from practices.models import (
    EvidenceRating,
    Partner,
    RecordAttachment,
    RecordLink,
    RecordSource,
    VisitingCity,
)
from practices.models.parts.choices import EvidenceDimension
from search import services
from search.request.request import SearchRequest
from tests.factories import (
    CityPageFactory,
    ConceptFactory,
    DocumentPageFactory,
    InformationPageFactory,
    PracticePageFactory,
    locale,
)
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


@pytest.mark.both
def test_the_search_itself_asks_six_times_at_most(library: Library) -> None:
    add(library, 25)
    request = SearchRequest(language="en", q="mentors", facets={"theme": ("exit",)})
    services.search(request)
    with CaptureQueriesContext(connection) as captured:
        results = services.search(request)
    assert len(results.hits) == 20
    assert len(captured) <= 6


RESULTS = {
    "/en/search/?q=mentors": 3,
    "/en/search/": 2,
    "/de/search/?theme=exit&country=DK": 3,
    "/en/search/?q=mentors&view=map": 5,
    "/en/search/?q=mentors&view=map&at=aarhus": 6,
    "/en/search/?q=mentors&view=table&column=theme&column=city&column=language": 3,
    "/en/search/facet/city/?q=mentors": 3,
    "/en/search/expert/?words=mentors": 1,
    "/api/v1/search?q=mentors": 3,
    "/en/search/suggest?q=ment": 3,
    "/en/search/feed.atom?q=mentors": 4,
    "/oai?verb=ListRecords&metadataPrefix=oai_dc": 2,
}


def test_results_cost_the_same_for_few_and_for_many(client: Client, library: Library) -> None:
    add(library, 2)
    few = {address: queries(client, address) for address in RESULTS}
    add(library, 23, start=2)
    many = {address: queries(client, address) for address in RESULTS}
    assert many == few
    assert {address: most for address, most in RESULTS.items() if many[address] > most} == {}


PAGES = {
    "/en/": 9,
    "/it/": 9,
    "/en/about/": 4,
    "/en/cities/": 4,
    "/it/cities/": 4,
    "/en/cities/?find=m&country=DK": 3,
    "/en/cities/aarhus/": 15,
    "/it/cities/aarhus/": 15,
    "/en/documents/": 4,
    "/it/documents/": 4,
    "/en/documents/aarhus-declaration/": 11,
    "/it/documents/aarhus-declaration/": 11,
    "/en/documents/aarhus-declaration/?with=de&country=DK": 10,
    "/en/documents/aarhus-declaration/matrix/": 5,
    "/en/documents/aarhus-declaration/progress/": 5,
    "/en/documents/aarhus-declaration/progress/country/DK/": 8,
    "/en/documents/aarhus-declaration/point/1/": 9,
    "/en/evidence-map/": 2,
    "/en/browse/": 2,
    "/en/browse/country/DK/": 3,
    "/en/find/": 4,
    "/en/what-was-checked/": 2,
    "/en/compare/": 2,
    "/en/shortlist/": 2,
}


def add_around(library: Library, number: int, start: int = 0) -> None:
    """Cities, visits between them, memberships, documents and what belongs to one."""
    aarhus, document = library.aarhus, library.document
    for place in range(start, start + number):
        CityPageFactory(parent=library.site_tree.cities, title=f"Place {place}")
        DocumentPageFactory(parent=library.site_tree.documents, code=f"plan-{place}")
        visit = library.record(f"Visit {place}", kind="study-visit", city=library.milan)
        visit.visiting_cities = [VisitingCity(city=aarhus.city)]
        visit.save_revision().publish()
        aarhus.memberships.add(CityMembership(network="efus"))
        document.endorsements.add(Endorsement(city=aarhus.city))
        document.official_texts.add(OfficialText(language="da", url="https://example.org/"))
        document.related_documents.add(RelatedDocument(direction="follows", title="Earlier"))
        document.sources.add(DocumentSource(url="https://example.org/"))
    aarhus.save_revision().publish()
    document.save_revision().publish()
    services.build_waiting()


def translate(library: Library) -> None:
    for language in ("fr", "de", "ru", "tr"):
        for page in (library.aarhus, library.document):
            original = type(page).objects.get(pk=page.pk)
            other = original.copy_for_translation(locale(language), copy_parents=True)
            other.save_revision().publish()
    services.build_waiting()


def test_pages_cost_the_same_for_few_and_for_many_in_one_language_and_in_five(
    client: Client, library: Library
) -> None:
    InformationPageFactory(parent=library.site_tree.home, slug="about")
    add(library, 3)
    add_around(library, 2)
    assert {address: queries(client, address) for address in PAGES} == PAGES
    add(library, 27, start=3)
    add_around(library, 8, start=2)
    assert {address: queries(client, address) for address in PAGES} == PAGES
    translate(library)
    assert {address: queries(client, address) for address in PAGES} == PAGES
    assert {address: queries(client, f"/fr{address[3:]}") for address in PAGES} == PAGES


def test_a_comparison_costs_the_same_for_two_records_and_for_four(
    client: Client, library: Library
) -> None:
    add(library, 2)
    assert queries(client, compared(client)) == 10
    add(library, 1, start=2)
    assert queries(client, compared(client)) == 10
    # With four there is no room for another, so that none is proposed.
    add(library, 1, start=3)
    assert queries(client, compared(client)) == 9


def compared(client: Client) -> str:
    """The address of a comparison of all records."""
    found = client.get("/api/v1/search").json()["results"]
    return "/en/compare/?" + "&".join(f"record={record['id']}" for record in found)


@pytest.mark.both
def test_a_record_page_costs_the_same_however_much_belongs_to_it(
    client: Client, library: Library
) -> None:
    page = library.record("Mentors", concepts=(library.exit,), provisions=("aarhus-declaration/1",))
    page.partners = [Partner(name="One")]
    page.save_revision().publish()
    assert queries(client, page.url) == 7
    assert queries(client, f"/fr{page.url[3:]}") == 7
    page.partners = [Partner(name=f"Partner {number}") for number in range(100)]
    page.sources = [RecordSource(url=f"https://example.org/{number}") for number in range(100)]
    page.concepts = [ConceptFactory(code=f"theme-{number}", facet="theme") for number in range(6)]
    page.evidence_ratings = [EvidenceRating(dimension=name) for name in EvidenceDimension.values]
    page.links = [
        RecordLink(target=library.record(f"Linked {number}").record) for number in range(5)
    ]
    page.save_revision().publish()
    for language in ("fr", "de", "it", "ru", "tr"):
        page.copy_for_translation(locale(language), copy_parents=True).save_revision().publish()
    services.build_waiting()
    assert queries(client, page.url) == 7
    assert queries(client, f"/fr{page.url[3:]}") == 7
    assert b"Linked 4" in client.get(page.url).content


def test_the_files_of_a_record_cost_one_question_more(client: Client, library: Library) -> None:
    page = library.record("Mentors")
    files = [
        Attachment.objects.create(
            title=f"File {number}",
            file=CleanedFile(b"%PDF-", f"report-{number}.pdf", "Words", True),
        )
        for number in range(10)
    ]
    page.attachments = [RecordAttachment(attachment=file) for file in files]
    page.save_revision().publish()
    services.build_waiting()
    assert queries(client, page.url) == 8
    assert b"File 9" in client.get(page.url).content


def test_a_search_document_costs_the_same_in_a_batch(library: Library) -> None:
    from search.contract import source_of
    from search.models import SearchDocument
    from search.table.documents import public_translations

    source = source_of(PracticePageFactory._meta.model)

    def cost(number: int) -> int:
        keys = list(SearchDocument.objects.values_list("key", flat=True)[:number])
        services.terms()
        with CaptureQueriesContext(connection) as captured:
            for pages in public_translations(keys).values():
                for page in pages:
                    source.text(page)
                    source.facts(page)
        return len(captured)

    for place in range(12):
        PracticePageFactory(parent=library.aarhus, title=f"Record {place}")
    services.refresh(
        PracticePageFactory._meta.model.objects.values_list("translation_key", flat=True)
    )
    assert cost(12) == cost(2)
