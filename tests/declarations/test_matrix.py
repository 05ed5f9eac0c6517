"""Which point is answered from which country: the table, the orphans, the file."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from declarations.models import DocumentPage, Provision
from tests.declarations.conftest import in_french
from tests.search.conftest import Library

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ADDRESS = "/en/documents/aarhus-declaration/matrix/"
FIRST, DEEPER = "aarhus-declaration/1", "aarhus-declaration/2.1"


def table(client: Client) -> list[list[str]]:
    """What the file says, which is what the page shows."""
    text = client.get(f"{ADDRESS}csv/").content.decode().removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text)))


def test_cells_rows_columns_and_totals_are_counted(client: Client, library: Library) -> None:
    library.record("One", city=library.aarhus, provisions=(FIRST,))
    library.record("Two", city=library.aarhus, provisions=(FIRST, DEEPER))
    library.record("Three", city=library.milan, provisions=(DEEPER,))
    library.record("Of something else", city=library.ghent)
    assert table(client) == [
        ["Point", "Heading", "Kind", "All countries", "Denmark", "Italy"],
        ["", "All points", "", "3", "2", "1"],
        ["1", "Heading 1", "Commitment", "2", "2", "0"],
        ["2", "Heading 2", "Heading", "2", "1", "1"],
        ["2.1", "Heading 2.1", "Action", "2", "1", "1"],
    ]
    matrix = client.get(ADDRESS).context["matrix"]
    assert matrix.rows[2].cells[1].url == (
        "/en/search/?country=IT&provision=aarhus-declaration%2F2.1"
    )
    assert [cell.url for cell in matrix.rows[0].cells] == [
        "/en/search/?country=DK&provision=aarhus-declaration%2F1",
        "",
    ]


def test_what_is_missing_is_named_in_words(client: Client, library: Library) -> None:
    library.record("One", city=library.aarhus, provisions=(FIRST,))
    response = client.get(ADDRESS)
    matrix = response.context["matrix"]
    # The heading 2 asks for nothing; Belgium and Italy have cities that answer nothing here.
    assert [provision.code for provision in matrix.unanswered] == ["2.1"]
    assert matrix.asked == 2
    assert [country.label for country in matrix.silent] == ["Belgium", "Italy"]
    page = " ".join(response.content.decode().split())
    assert "1 of 2 points has no record yet" in page
    assert "2 countries of this base answer no point yet" in page


def test_drafts_private_records_and_closed_cities_are_not_counted(
    client: Client, library: Library, django_capture_on_commit_callbacks: Any
) -> None:
    library.record("Public", city=library.aarhus, provisions=(FIRST,))
    with django_capture_on_commit_callbacks(execute=True):
        library.record("Unpublished", city=library.aarhus, provisions=(FIRST,)).unpublish()
        private = library.record("Private", city=library.aarhus, provisions=(DEEPER,))
        PageViewRestriction.objects.create(page=private, restriction_type="login")
        library.record("Closed", city=library.milan, provisions=(FIRST,))
        PageViewRestriction.objects.create(page=library.milan, restriction_type="login")
    assert table(client)[:3] == [
        ["Point", "Heading", "Kind", "All countries", "Denmark"],
        ["", "All points", "", "1", "1"],
        ["1", "Heading 1", "Commitment", "1", "1"],
    ]
    silent = [country.label for country in client.get(ADDRESS).context["matrix"].silent]
    assert silent == ["Belgium"]


def test_a_document_that_is_not_public_has_no_table(client: Client, library: Library) -> None:
    document = DocumentPage.objects.get()
    PageViewRestriction.objects.create(page=document, restriction_type="login")
    assert [client.get(address).status_code for address in (ADDRESS, f"{ADDRESS}csv/")] == [302] * 2
    document.unpublish()
    assert [client.get(address).status_code for address in (ADDRESS, f"{ADDRESS}csv/")] == [404] * 2


def test_a_heading_that_looks_like_a_formula_stays_a_text(client: Client, library: Library) -> None:
    document = DocumentPage.objects.get()
    document.provisions = [
        Provision(locale=document.locale, code="1", kind="action", heading='=HYPERLINK("x")')
    ]
    document.save_revision().publish()
    assert table(client)[2][1] == '\'=HYPERLINK("x")'


def test_the_table_has_addresses_in_each_language_and_stands_in_the_sitemap(
    client: Client, library: Library
) -> None:
    in_french(library.document, "1")
    response = client.get(ADDRESS)
    assert response.context["canonical_url"].endswith(ADDRESS)
    urls = {language["code"]: language["url"] for language in response.context["site_languages"]}
    assert urls["fr"] == "/fr/documents/aarhus-declaration/matrix/"
    assert urls["de"] == "/de/documents/aarhus-declaration/matrix/"
    assert client.get(urls["de"]).status_code == 200
    alternates = {one["code"]: one["url"] for one in response.context["alternates"]}
    assert alternates["fr"].endswith("/fr/documents/aarhus-declaration/matrix/")
    sitemap = client.get("/sitemap-tables.xml").content.decode()
    assert sitemap.count("<loc>") == 2
    assert "/fr/documents/aarhus-declaration/matrix/" in sitemap


@pytest.mark.parametrize("below", ["csv/x/", "x/", "matrix/matrix/", "matrix/../"])
def test_there_is_nothing_else_below_a_document(
    client: Client, library: Library, below: str
) -> None:
    assert client.get(f"/en/documents/aarhus-declaration/{below}").status_code == 404


def test_the_table_asks_as_often_for_many_points_and_records(
    client: Client, library: Library
) -> None:
    def queries() -> int:
        client.get(ADDRESS)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(ADDRESS).status_code == 200
        return len(captured)

    library.record("One", city=library.aarhus, provisions=(FIRST,))
    few = queries()
    document = DocumentPage.objects.get()
    document.provisions = [
        Provision(locale=document.locale, code=str(number), kind="action", heading="Do")
        for number in range(1, 301)
    ]
    document.save_revision().publish()
    for city in (library.milan, library.ghent, library.aarhus):
        library.record("Record", city=city, provisions=(FIRST, "aarhus-declaration/200"))
    assert queries() == few
