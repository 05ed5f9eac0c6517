"""Each point of a document has a page: its words, what it asks, the records that answer it by evidence."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from declarations.models import OfficialText
from practices.models.parts.choices import Scrutiny
from tests.declarations.conftest import in_french
from tests.search.conftest import Library

pytestmark = pytest.mark.django_db

DOCUMENT = "/en/documents/aarhus-declaration/"
FIRST, DEEPER = f"{DOCUMENT}point/1/", f"{DOCUMENT}point/2-1/"


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_a_point_lists_its_records_the_best_founded_first_and_ten_a_page(
    client: Client, library: Library
) -> None:
    library.record("Founded", provisions=("aarhus-declaration/1",), scrutiny=Scrutiny.PEER_REVIEWED)
    for number in range(11):
        library.record(
            f"Record {number}", city=library.aarhus, provisions=("aarhus-declaration/1",)
        )
    library.record("Of another point", provisions=("aarhus-declaration/2.1",))
    response = client.get(FIRST)
    found = response.context["found"]
    assert (found.total, len(found.hits), found.hits[0].title) == (12, 10, "Founded")
    assert "12 records answer this point" in text(response)
    assert 'href="?page=2"' in text(response)
    second = client.get(f"{FIRST}?page=2")
    assert len(second.context["found"].hits) == 2
    assert '<meta name="robots" content="noindex, follow">' in text(second)
    assert client.get(f"{FIRST}?page=3").status_code == 404
    assert client.get(f"{FIRST}?page=x&size=1000").status_code == 200
    assert "Of another point" not in text(response)


def test_a_point_names_the_countries_of_its_records_and_what_may_be_quoted(
    client: Client, library: Library
) -> None:
    library.record("Danish", city=library.aarhus, provisions=("aarhus-declaration/1",))
    library.document.official_texts = [OfficialText(language="en", url="https://example.org/en")]
    library.document.save_revision().publish()
    response = client.get(FIRST)
    assert [(one.label, one.count, one.url) for one in response.context["countries"]] == [
        ("Denmark", 1, "/en/search/?country=DK&provision=aarhus-declaration%2F1")
    ]
    page = text(response)
    assert "Do not quote them as the wording of the document" in page
    # The wording stands beside the summary once somebody has said that it may.
    point = library.document.provisions.get(code="1")
    point.wording = "We, the mayors, word for word."
    library.document.provisions = [point, *library.document.provisions.exclude(code="1")]
    library.document.save_revision().publish()
    assert "word for word" not in text(client.get(FIRST)) + text(client.get(DOCUMENT))
    library.document.quoting_terms = "© An example, to be quoted with its name."
    library.document.save_revision().publish()
    page = text(client.get(FIRST))
    assert "We, the mayors, word for word." in page
    assert "© An example, to be quoted with its name." in page
    assert "may be quoted under the terms named there" in page
    assert "We, the mayors, word for word." in text(client.get(DOCUMENT))
    assert '<a href="https://example.org/en" hreflang="en" rel="external">' in page


def test_a_point_without_records_asks_for_one_and_a_heading_does_not(
    client: Client, library: Library
) -> None:
    assert "No record answers this yet." in text(client.get(FIRST))
    heading = text(client.get(f"{DOCUMENT}point/2/"))
    assert "No record answers this yet." not in heading
    assert f'href="{DEEPER}"' in heading


@pytest.mark.parametrize("number", ["9", "2.1", "2-", "1-1", "' or 1=1", "1" * 300])
def test_what_is_no_point_is_not_found(client: Client, library: Library, number: str) -> None:
    assert client.get(f"{DOCUMENT}point/{number}/").status_code == 404


def test_a_point_that_a_version_lacks_stands_in_the_words_of_another(
    client: Client, library: Library
) -> None:
    in_french(library.document, "1")
    french = client.get("/fr/documents/aarhus-declaration/point/1/")
    assert "Titre 1" in french.content.decode()
    other = client.get("/fr/documents/aarhus-declaration/point/2-1/")
    assert other.status_code == 200
    assert other.context["content_language"] == "en"


def test_a_draft_lends_no_words_to_a_point(client: Client, library: Library) -> None:
    in_french(library.document, "1").unpublish()
    page = client.get("/fr/documents/aarhus-declaration/point/1/")
    assert page.status_code == 200
    assert "Titre 1" not in page.content.decode()
    assert "/fr/documents" not in client.get("/sitemap-points.xml").content.decode()


def test_documents_records_and_the_search_lead_to_a_point(client: Client, library: Library) -> None:
    record = library.record("Danish", city=library.aarhus, provisions=("aarhus-declaration/2.1",))
    assert f'href="{DEEPER}"' in text(client.get(DOCUMENT))
    assert f'href="{DEEPER}"' in text(client.get(f"{DOCUMENT}matrix/"))
    assert f'href="{DEEPER}"' in text(client.get(record.url))
    assert f"{DEEPER}</loc>" in client.get("/sitemap-points.xml").content.decode()
    items = client.get("/en/search/suggest?q=aarhus").json()["groups"]
    assert DEEPER in [item["url"] for group in items for item in group["items"]]


def test_a_point_asks_as_often_for_many_records_as_for_one(
    client: Client, library: Library
) -> None:
    def queries() -> int:
        client.get(FIRST)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(FIRST).status_code == 200
        return len(captured)

    library.record("One", provisions=("aarhus-declaration/1",))
    few = queries()
    for number in range(8):
        library.record(f"More {number}", city=library.milan, provisions=("aarhus-declaration/1",))
    assert queries() == few
    assert few <= 9
