"""Archived records stay in the table and are found only where they are asked for, by every engine."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.http import QueryDict

from practices.models import Record
from search import services
from search.models import SearchDocument
from search.table.writing import differences
from tests.search.conftest import Library, counts, push, titles

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("engine")]


def archive(page: Any) -> None:
    """As ``manage.py keep_fresh`` does it; nothing is pushed."""
    Record.objects.filter(pages=page.pk).update(archived_on=date(2026, 11, 25))
    services.refresh([page.translation_key])


@pytest.fixture
def old(library: Library) -> Any:
    """One of two alike records, archived; every engine knows."""
    provision = ("aarhus-declaration/2.1",)
    library.record("Exit work, still done", concepts=(library.exit,), provisions=provision)
    page = library.record("Exit work, long ago", concepts=(library.exit,), provisions=provision)
    archive(page)
    push()
    return page


def test_no_list_shows_an_archived_record_by_itself(old: Any, find: Any) -> None:
    kept = ["Exit work, still done"]
    assert titles(find("exit")) == kept
    assert titles(find()) == kept
    assert titles(find(theme=["exit"], sort="title")) == kept
    assert counts(find("exit"), "theme") == {"exit": 1, "prevention": 1}
    assert find().total == 1
    assert services.counts("city") == {"aarhus": 1}
    provisions = services.records_by_code(
        "provision", ["aarhus-declaration/2.1"], language="en", size=3
    )
    assert [hit.title for hit in provisions["aarhus-declaration/2.1"]] == kept
    assert services.cross_counts("theme", "city", ["exit"]) == {"exit": {"aarhus": 1}}
    assert services.overview(language="en").total == 1
    other = SearchDocument.objects.get(archived=False)
    assert services.similar(other.key, "en") == []
    assert [item.label for group in services.suggest("exit", "en") for item in group.items][
        :1
    ] == kept


def test_who_asks_for_archived_records_finds_and_counts_both(old: Any, find: Any) -> None:
    both = ["Exit work, long ago", "Exit work, still done"]
    assert sorted(titles(find("exit", archived=True))) == both
    found = find(archived=True, sort="title", theme=["exit"])
    assert titles(found) == both
    assert counts(found, "theme") == {"exit": 2, "prevention": 2}
    assert [hit.archived_on for hit in found.hits] == [date(2026, 11, 25), None]
    assert titles(find('"long ago"', archived=True)) == both[:1]


def test_what_was_archived_a_moment_ago_is_in_no_list(library: Library, find: Any) -> None:
    page = library.record("A moment ago")
    archive(page)  # and nothing pushed
    assert find("moment").total == 0
    assert titles(find("moment", archived=True)) == ["A moment ago"]


def test_the_check_is_content_with_archived_records(old: Any, capsys: Any) -> None:
    assert differences() == []
    call_command("search_check")
    assert "0 differences" in capsys.readouterr().out
    call_command("search_rebuild")
    call_command("search_check")
    assert SearchDocument.objects.filter(archived=True, deleted=False).count() == 1


def test_the_switch_is_part_of_the_address(library: Library) -> None:
    asked = services.parse(QueryDict("archived=1&theme=exit"), "en")
    assert asked.archived
    assert asked.query_string == "?theme=exit&archived=1"
    assert asked.cleared().query_string == ""
    for value in ("", "0", "no", "%00", "x" * 10_000):
        assert services.parse(QueryDict(f"archived={value}"), "en").archived is False
