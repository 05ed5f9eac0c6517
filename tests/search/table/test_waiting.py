"""Publishing writes down that a document has to be built; whoever comes next builds it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practices.models import RecordPage
from search import contract, services, signal_handlers
from search.contract import source_of
from search.models import SearchDocument, SearchFailure, SearchWaiting
from search.table import waiting
from search.table.waiting import build_waiting, mark, mark_missed
from search.table.writing import differences
from tests.search.conftest import Library, titles

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def publish(page: Any, title: str) -> None:
    """Publish a new title; nothing that waits for the commit runs."""
    page.title = title
    page.save_revision().publish()


def test_publishing_adds_one_row_and_builds_nothing(library: Library) -> None:
    page = library.record("The first title")
    with CaptureQueriesContext(connection) as captured:
        signal_handlers.build_soon(type(page), page)
    assert len(captured) == 1
    assert list(SearchWaiting.objects.values_list("key", flat=True)) == [page.translation_key]


def test_the_next_search_finds_what_was_published(library: Library, find: Any) -> None:
    page = library.record("The first title")
    publish(page, "The second title")
    assert titles(find("title")) == ["The second title"]
    assert not SearchWaiting.objects.exists()


def test_a_withdrawn_record_is_gone_before_anybody_builds(library: Library, find: Any) -> None:
    page = library.record("A record")
    page.unpublish()
    assert not SearchWaiting.objects.exists()
    assert find("record").total == 0


def test_an_edit_made_while_its_record_is_built_is_built_too(
    library: Library, find: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = library.record("The first title")
    publish(page, "The second title")
    refresh = waiting.refresh

    def refresh_and_edit(keys: Any) -> int:
        monkeypatch.setattr(waiting, "refresh", refresh)
        built = refresh(keys)
        publish(page, "The third title")
        return built

    monkeypatch.setattr(waiting, "refresh", refresh_and_edit)
    build_waiting(most=1)
    assert SearchWaiting.objects.count() == 1
    assert titles(find("title")) == ["The third title"]


def test_a_record_that_cannot_be_built_keeps_no_other_waiting(
    library: Library, find: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, sound = library.record("Broken"), library.record("Sound")
    publish(broken, "Broken record")
    publish(sound, "Sound record")
    source = source_of(type(broken))

    def fail(page: Any) -> Any:
        if page.pk == broken.pk:
            raise ValueError("a part of the text is of no known form")
        return source.text(page)

    with monkeypatch.context() as patched:
        patched.setitem(contract._sources, RecordPage, replace(source, text=fail))
        assert titles(find("record")) == ["Sound record"]
        failure = SearchFailure.objects.get()
        assert failure.key == broken.translation_key
        assert failure.reason == "cannot be built: a part of the text is of no known form"
        assert services.health().refused == 1
    mark([broken.translation_key])
    assert sorted(titles(find("record"))) == ["Broken record", "Sound record"]
    assert services.health().refused == 0


def test_a_reader_builds_a_little_and_leaves_the_rest_to_others(
    library: Library, find: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "READERS_SHARE", 2)
    pages = [library.record(f"Record {number}") for number in range(5)]
    for page in pages:
        publish(page, f"{page.title} again")
    assert services.health().waiting == 5
    assert find("again").total == 2
    assert services.health().waiting == 3
    build_waiting()
    assert find("again").total == 5
    assert differences() == []


def test_a_changed_concept_marks_its_records_and_builds_none(library: Library) -> None:
    for number in range(3):
        library.record(f"Record {number}", concepts=(library.exit,))
    versions = sorted(SearchDocument.objects.values_list("version", flat=True))
    library.exit.broader = library.school
    library.exit.save()
    assert SearchWaiting.objects.count() == 3
    assert sorted(SearchDocument.objects.values_list("version", flat=True)) == versions
    build_waiting()
    assert sorted(SearchDocument.objects.values_list("version", flat=True)) != versions


def test_what_was_published_without_being_written_down_is_found_by_the_worker(
    library: Library, find: Any
) -> None:
    page, other = library.record("The first title"), library.record("Another record")
    publish(page, "The second title")
    # The process died between Wagtail's commit and ours.
    SearchWaiting.objects.all().delete()
    assert titles(find("title")) == ["The first title"]
    assert mark_missed(timedelta(hours=1)) == 1
    assert titles(find("title")) == ["The second title"]
    assert mark_missed(timedelta(hours=1)) == 0
    assert other.live


def test_what_was_withdrawn_without_being_written_down_is_found_by_the_worker(
    library: Library, find: Any
) -> None:
    page = library.record("A record")
    type(page).objects.filter(pk=page.pk).update(live=False)
    assert find("record").total == 1
    assert mark_missed(timedelta(0)) == 1
    assert find("record").total == 0
    assert mark_missed(timedelta(0)) == 0
