"""What only the embedded engine does."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search import services
from search.engines.embedded import EmbeddedEngine, postgresql
from search.models import SearchState
from search.request.request import SearchRequest
from search.table import counts as kept_counts
from tests.search.conftest import Library, counts, titles

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_a_rebuild_fills_the_index_again(library: Library, find: Any) -> None:
    library.record("A record")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_text")
    assert find("record").total == 0
    call_command("search_rebuild", stdout=StringIO())
    assert find("record").total == 1


def test_a_rebuild_is_needed_after_the_form_has_changed(library: Library, find: Any) -> None:
    library.record("A record")
    assert EmbeddedEngine().is_current()
    SearchState.objects.update(embedded_form=0)
    assert not EmbeddedEngine().is_current()
    output = StringIO()
    call_command("search_rebuild", "--if-needed", stdout=output)
    assert "1 documents in the embedded index." in output.getvalue()
    call_command("search_rebuild", "--if-needed", stdout=output)
    assert "The embedded index is in place." in output.getvalue()


@pytest.mark.skipif(
    "connection.vendor != 'postgresql'",
    reason="Only PostgreSQL bounds the work; see make test-postgres.",
)
def test_of_very_many_results_some_are_counted_and_the_page_says_so(
    library: Library, find: Any, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    monkeypatch.setattr(postgresql, "COUNTED", 2)
    for number in range(4):
        library.record(f"Record {number}", concepts=(library.exit,))
    results = find("record")
    assert (results.total, results.counted_among) == (4, 2)
    assert counts(results, "theme") == {"prevention": 2, "exit": 2}
    sentence = "The numbers beside the filters are counted among 2 of the results."
    assert sentence in client.get("/en/search/?q=record").content.decode()
    # Where numbers are shown as facts, they are exact.
    assert services.counts("theme") == {"prevention": 4, "exit": 4}
    assert sorted(titles(find("record", size=2)) + titles(find("record", size=2, page=2))) == [
        f"Record {number}" for number in range(4)
    ]


@pytest.mark.skipif(
    "connection.vendor != 'postgresql'",
    reason="Only PostgreSQL bounds the work; see make test-postgres.",
)
def test_rows_are_looked_at_one_by_one_only_where_words_are_asked(
    library: Library, find: Any
) -> None:
    """Else each part of a list of everything would read the whole table again."""
    for number in range(3):
        library.record(f"Record {number}", concepts=(library.exit,))
    services.counts("theme")
    with CaptureQueriesContext(connection) as asked:
        assert len(postgresql.keys(None, SearchRequest(language="en"), 0, 2)) == 2
        assert find("", kind=["practice"]).total == 3
    assert not [query for query in asked if "OFFSET 0) AS search_text" in query["sql"]]
    with CaptureQueriesContext(connection) as asked:
        assert find("record", kind=["practice"]).total == 3
    assert [query for query in asked if "OFFSET 0) AS search_text" in query["sql"]]


def test_numbers_of_several_places_are_read_as_they_are_kept(
    library: Library,
) -> None:
    library.record("A", city=library.aarhus, partners=(library.ghent,), concepts=(library.exit,))
    library.record("B", city=library.milan, concepts=(library.exit,))
    services.counts("theme")
    with CaptureQueriesContext(connection) as asked:
        assert services.counts("theme", within={"country": ["BE", "DK"]}) == {
            "prevention": 1,
            "exit": 1,
        }
    assert not [
        one for one in asked if "search_searchcode" in one["sql"] or "search_text" in one["sql"]
    ]


def test_numbers_of_one_theme_are_read_as_they_are_kept(library: Library) -> None:
    library.record("A", city=library.aarhus, concepts=(library.exit, library.youth))
    library.record("B", city=library.milan, concepts=(library.exit,))
    library.record("C", city=library.milan, concepts=(library.school, library.youth))
    services.counts("theme")
    with CaptureQueriesContext(connection) as asked:
        assert services.counts("audience", within={"theme": ["exit"]}) == {"youth": 1}
        assert services.counts("country", within={"theme": ["prevention"]}) == {"DK": 1, "IT": 1}
    assert not [
        one for one in asked if "search_searchcode" in one["sql"] or "search_text" in one["sql"]
    ]
    # Records have several themes: of two chosen ones they are counted anew.
    assert services.counts("audience", within={"theme": ["exit", "school"]}) == {"youth": 2}


def test_of_a_record_with_very_many_places_they_are_counted_anew(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_counts, "LONGEST", 4)
    library.record("A", city=library.aarhus, partners=(library.ghent,), concepts=(library.exit,))
    assert services.counts("theme", within={"country": ["BE", "DK"]}) == {
        "prevention": 1,
        "exit": 1,
    }
