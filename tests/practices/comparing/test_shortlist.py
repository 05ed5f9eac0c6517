"""Records put aside in a search go along in the address; a shortlist is an address, a page and a file."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.search.conftest import Library

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(site_tree: Any, django_capture_on_commit_callbacks: Any) -> Library:
    """Cities and no records."""
    return Library(site_tree, django_capture_on_commit_callbacks)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_what_is_put_aside_goes_along_with_every_link_and_changes_no_result(
    client: Client, library: Library
) -> None:
    first, second = library.record("First"), library.record("Second")
    response = client.get(f"/en/search/?q=second&record={first.translation_key}")
    assert [hit.title for hit in response.context["results"].hits] == ["Second"]
    assert [hit.title for hit, _url in response.context["tray"]] == ["First"]
    page = text(response)
    assert f"/en/search/?q=second&amp;view=table&amp;record={first.translation_key}" in page
    assert f'<input type="hidden" name="record" value="{first.translation_key}">' in page
    assert f"record={first.translation_key}&amp;record={second.translation_key}" in page
    assert '<meta name="robots" content="noindex, follow">' in page
    for way_out in ("export.csv", "feed.atom"):
        address = page.split(f"search/{way_out}")[1].split('"')[0]
        assert "record=" not in address


def test_at_most_four_public_records_are_put_aside(client: Client, library: Library) -> None:
    pages = [library.record(f"Record {number}") for number in range(6)]
    with library.run_callbacks(execute=True):
        pages[0].unpublish()
    chosen = "&".join(f"record={page.translation_key}" for page in pages)
    response = client.get(f"/en/search/?{chosen}&record=nonsense&record=")
    found = [hit.title for hit, _url in client.get(response.url).context["tray"]]
    assert found == ["Record 1", "Record 2", "Record 3", "Record 4"]
    assert "Record 0" not in text(client.get(response.url))


def test_a_shortlist_shows_its_public_records_in_their_order_and_as_a_file(
    client: Client, library: Library
) -> None:
    first, second = library.record("First"), library.record("Second")
    hidden = library.record("Hidden words")
    with library.run_callbacks(execute=True):
        hidden.unpublish()
    keys = [first.translation_key, hidden.translation_key, second.translation_key]
    query = "&".join(f"record={key}" for key in keys)
    response = client.get(f"/fr/shortlist/?{query}")
    assert [hit.title for hit, _url in response.context["entries"]] == ["First", "Second"]
    assert response.context["missing"] == 1
    assert "Hidden" not in text(response)
    file = client.get(f"/en/search/export.csv?{query}")
    content = b"".join(file).decode()
    assert "First" in content
    assert "Second" in content
    assert "Hidden" not in content
    assert f"/en/shortlist/?record={first.translation_key}" in content


@pytest.mark.parametrize(
    "query", ["record=x", "record=", "record=x&q=second", "record=" + "9" * 36]
)
def test_a_file_of_no_known_numbers_is_refused(
    client: Client, library: Library, query: str
) -> None:
    assert client.get(f"/en/search/export.csv?{query}").status_code == 400


def test_any_query_gives_a_shortlist(client: Client, library: Library) -> None:
    for query in ("record=%00", "record=" + "a" * 5000, "&".join(["record=x"] * 500), "q=%ff"):
        response = client.get(f"/en/shortlist/?{query}")
        assert response.status_code == 200
        assert response.context["entries"] == []
    assert "Nothing is kept yet." in text(client.get("/en/shortlist/"))
