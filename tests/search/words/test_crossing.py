"""Counts of one facet's codes against another's, straight from the search table."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search import services
from tests.search.conftest import Library

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def library(site_tree: Any, django_capture_on_commit_callbacks: Any) -> Library:
    return Library(site_tree, django_capture_on_commit_callbacks)


def test_each_pair_of_codes_tells_how_many_records_have_both(library: Library) -> None:
    library.record("One", city=library.aarhus, provisions=("aarhus-declaration/1",))
    library.record(
        "Two", city=library.aarhus, provisions=("aarhus-declaration/1", "aarhus-declaration/2.1")
    )
    library.record("Three", city=library.milan, provisions=("aarhus-declaration/2.1",))
    codes = ["aarhus-declaration/1", "aarhus-declaration/2", "aarhus-declaration/2.1"]
    assert services.cross_counts("provision", "country", codes) == {
        "aarhus-declaration/1": {"DK": 2},
        "aarhus-declaration/2": {"DK": 1, "IT": 1},
        "aarhus-declaration/2.1": {"DK": 1, "IT": 1},
    }
    assert services.cross_counts("provision", "country", codes[:1]) == {
        "aarhus-declaration/1": {"DK": 2}
    }
    assert services.cross_counts("provision", "country", []) == {}


def test_a_record_that_is_taken_back_is_counted_no_longer(
    library: Library, django_capture_on_commit_callbacks: Any
) -> None:
    page = library.record("One", provisions=("aarhus-declaration/1",))
    codes = ["aarhus-declaration/1"]
    assert services.cross_counts("provision", "city", codes) == {
        "aarhus-declaration/1": {"aarhus": 1}
    }
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert services.cross_counts("provision", "city", codes) == {}


def test_the_answer_is_kept_until_the_table_changes(library: Library) -> None:
    library.record("One", provisions=("aarhus-declaration/1",))
    codes = ["aarhus-declaration/1"]
    services.cross_counts("provision", "city", codes)
    with CaptureQueriesContext(connection) as captured:
        services.cross_counts("provision", "city", codes)
    assert len(captured) == 1


def test_pairs_and_totals_are_told_by_a_third_side(library: Library) -> None:
    level = library.concept("ev-1", facet="evidence", en="Level 1")
    library.record("One", concepts=(library.exit, library.youth), evidence_level=level)
    library.record("Two", concepts=(library.exit, library.school, library.youth))
    library.record("Three", concepts=(library.school,))
    library.record("Four")
    found = services.spread(("theme", ["exit", "school"]), ("audience", ["youth"]), "evidence")
    assert found.cells == {("exit", "youth"): {"ev-1": 1, "": 1}, ("school", "youth"): {"": 1}}
    assert found.rows == {"exit": {"ev-1": 1, "": 1}, "school": {"": 2}}
    assert found.columns == {"youth": {"ev-1": 1, "": 1}}
    assert found.all == {"ev-1": 1, "": 3}
    assert (found.no_row, found.no_column) == (1, 2)


def test_archived_records_stand_in_no_cell_and_no_total(library: Library) -> None:
    library.record("One", concepts=(library.exit, library.youth))
    library.record("Two", concepts=(library.exit, library.youth), archived_on=date(2026, 1, 1))
    found = services.spread(("theme", ["exit"]), ("audience", ["youth"]), "evidence")
    assert found.cells == {("exit", "youth"): {"": 1}}
    assert (found.rows, found.columns) == ({"exit": {"": 1}}, {"youth": {"": 1}})
    assert (found.all, found.no_row, found.no_column) == ({"": 1}, 0, 0)


def test_no_codes_give_no_cells(library: Library) -> None:
    library.record("One", concepts=(library.exit,))
    found = services.spread(("theme", []), ("audience", []), "evidence")
    assert (found.cells, found.rows, found.columns, found.all) == ({}, {}, {}, {"": 1})
