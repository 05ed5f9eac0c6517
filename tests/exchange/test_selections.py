"""Editors recommend records, each with a reason; readers see those that anybody may read."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction

from exchange.loading.selections import read_selections
from exchange.models import SelectionEntry, SelectionIndexPage, SelectionPage
from tests.search.conftest import Library

pytestmark = pytest.mark.django_db

ADDRESS = "/en/selections/schools/"


@pytest.fixture
def library(site_tree: Any, django_capture_on_commit_callbacks: Any) -> Library:
    """Cities and no records."""
    return Library(site_tree, django_capture_on_commit_callbacks)


@pytest.fixture
def index(site_tree: Any) -> SelectionIndexPage:
    """The empty list of selections."""
    page = SelectionIndexPage(title="Selections", slug="selections")
    site_tree.home.add_child(instance=page)
    return page


def selection(library: Library, index: SelectionIndexPage, *records: Any) -> SelectionPage:
    """A public selection of these records, with the reason "Because of (title)"."""
    page = SelectionPage(title="Ways with schools", slug="schools", introduction="Begin here.")
    page.entries = [
        SelectionEntry(
            record_id=one.translation_key, reason=f"Because of {one.title}", locale=index.locale
        )
        for one in records
    ]
    with library.run_callbacks(execute=True):
        index.add_child(instance=page)
        page.save_revision().publish()
    return page


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_a_selection_shows_its_records_in_the_editors_order_with_their_reasons(
    client: Client, library: Library, index: Any
) -> None:
    old, new = library.record("Old"), library.record("New")
    selection(library, index, old, new)
    response = client.get(ADDRESS)
    assert [(hit.title, reason) for hit, reason in response.context["entries"]] == [
        ("Old", "Because of Old"),
        ("New", "Because of New"),
    ]
    assert f"/en/shortlist/?record={old.translation_key}&amp;record=" in text(response)


def test_what_is_withdrawn_private_or_deleted_shows_neither_itself_nor_its_reason(
    client: Client, library: Library, index: Any
) -> None:
    shown, private, drafted, gone = (
        library.record(name) for name in ("Shown", "Hide1", "Hide2", "Hide3")
    )
    selection(library, index, shown, private, drafted, gone)
    assert len(client.get(ADDRESS).context["entries"]) == 4
    with library.run_callbacks(execute=True):
        PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
        drafted.unpublish()
        gone.delete()
    for address in (ADDRESS, "/de/selections/schools/", "/en/selections/", "/en/"):
        page = text(client.get(address))
        assert "Hide" not in page, address
    assert "Because of Shown" in text(client.get(ADDRESS))


def test_the_home_page_and_the_list_name_selections_and_no_private_ones(
    client: Client, library: Library, index: Any
) -> None:
    page = selection(library, index, library.record("One"))
    for address in ("/en/", "/en/selections/"):
        assert f'href="{ADDRESS}"' in text(client.get(address))
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    for address in ("/en/", "/en/selections/"):
        assert "Ways with schools" not in text(client.get(address))


def test_reasons_are_translated_and_the_records_are_the_same(
    client: Client, library: Library, index: Any
) -> None:
    page = selection(library, index, library.record("One"))
    french = page.copy_for_translation(Locale.objects.get(language_code="fr"), copy_parents=True)
    entry = french.entries.get()
    entry.reason = "Parce que"
    french.entries = [entry]
    french.save_revision().publish()
    response = client.get("/fr/selections/schools/")
    assert [(hit.title, reason) for hit, reason in response.context["entries"]] == [
        ("One", "Parce que")
    ]


def test_a_selection_asks_as_often_for_many_records_as_for_one(
    client: Client, library: Library, index: Any
) -> None:
    def queries() -> int:
        client.get(ADDRESS)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(ADDRESS).status_code == 200
        return len(captured)

    page = selection(library, index, library.record("One"))
    few = queries()
    page.delete()
    index.refresh_from_db()
    selection(library, index, *(library.record(f"Record {number}") for number in range(6)))
    assert queries() == few


def test_the_demonstrations_selections_are_whole_in_six_languages() -> None:
    languages = {"en", "fr", "de", "it", "ru", "tr"}
    found = read_selections()
    assert len(found.selections) == 4
    for one in found.selections:
        assert set(one.title) == set(one.introduction) == languages
        assert all(set(entry.reason) == languages for entry in one.entries)
