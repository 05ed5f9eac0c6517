"""Words of attached files: a record is found by them, and it is said in which file and on which page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kb.models import Attachment
from practices.models import RecordAttachment
from tests import files
from tests.search.conftest import Library, push

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def attach(page: Any, **contents: bytes) -> list[Attachment]:
    made = [
        Attachment.objects.create(
            title=name.capitalize(),
            file=SimpleUploadedFile(
                f"{name}.{'pdf' if content[:4] == b'%PDF' else 'docx'}", content
            ),
        )
        for name, content in contents.items()
    ]
    page.attachments = [RecordAttachment(attachment=one) for one in made]
    page.save_revision().publish()
    push()
    return made


def hits(client: Client, words: str) -> list[str]:
    page = BeautifulSoup(client.get("/en/search/", {"q": words}).content, "html.parser")
    return [" ".join(one.get_text().split()) for one in page.select(".result__file")]


def test_a_word_in_a_file_is_named_with_its_file_and_page(
    engine: str,
    client: Client,
    library: Library,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    page = library.record("Mentors for leavers")
    library.record("Another one")
    report, leaflet = attach(
        page,
        report=files.pdf(
            "Contents",
            "Results of the eval-",
            "uation. The families were asked.",
            "A last page on families.",
        ),
        leaflet=files.word("What families can ask for."),
    )
    assert hits(client, "family") == [
        "In a file: Report (PDF), page 3, page 4",
        "In a file: Leaflet (DOCX)",
    ]
    # Divided between two pages, it stands where it begins.
    assert hits(client, "evaluation") == ["In a file: Report (PDF), page 2"]
    assert hits(client, "mentors") == []
    found = BeautifulSoup(client.get("/en/search/?q=families").content, "html.parser")
    assert [link["href"] for link in found.select(".result__file a")] == [
        f"{report.url}#page=3",
        f"{report.url}#page=4",
        leaflet.url,
    ]
    (result,) = client.get("/api/v1/search?q=families").json()["results"]
    assert result["files"] == [
        {
            "title": "Report",
            "kind": "PDF",
            "url": f"http://localhost:8000{report.url}",
            "pages": [3, 4],
        },
        {
            "title": "Leaflet",
            "kind": "DOCX",
            "url": f"http://localhost:8000{leaflet.url}",
            "pages": [],
        },
    ]
    with django_capture_on_commit_callbacks(execute=True):
        leaflet.title = "For families"
        leaflet.save()
        report.delete()
    push()
    assert hits(client, "family") == ["In a file: For families (DOCX)"]
    assert client.get("/api/v1/search?q=evaluation").json()["total"] == 0


def test_what_is_read_of_files_for_one_page_of_results_has_an_end(
    client: Client, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.answer.file_hits.MOST_READ", 30)
    attach(
        library.record("First"), report=files.pdf("Nothing here.", "Nothing there.", "A wordzyx.")
    )
    assert hits(client, "wordzyx") == []
    assert client.get("/api/v1/search?q=wordzyx").json()["total"] == 1
