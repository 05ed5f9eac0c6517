"""Who takes everything that is public waits for whoever is building just then (PostgreSQL alone)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections, transaction

from kb.models import CityIndexPage
from opendata.bag.writing import write_bag
from practices.loading.command import ContentCommand
from practices.loading.schema import Content
from practices.loading.writing import Store
from practices.models import PracticePage
from search.models import SearchWaiting
from search.table.state import locked_state
from search.table.waiting import Builder, build_waiting
from tests.factories import CityPageFactory, PracticePageFactory
from tests.two_at_once import ON_POSTGRESQL_ALONE, once

pytestmark = ON_POSTGRESQL_ALONE


@contextmanager
def somebody_building() -> Iterator[None]:
    """Another process has the table for a second."""
    begun = threading.Event()

    def build() -> None:
        try:
            with transaction.atomic():
                locked_state()
                begun.set()
                threading.Event().wait(1)
        finally:
            connections.close_all()

    other = threading.Thread(target=build)
    other.start()
    begun.wait()
    yield
    other.join()


class NothingToLoad(ContentCommand):
    """A command that publishes nothing itself."""

    def write(self, store: Store, content: Content) -> None:
        """Nothing."""


@pytest.fixture
def record(copied_database: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is public and that nobody has built yet."""
    build_waiting(wait=True)
    monkeypatch.setattr(Builder, "wake", lambda self: None)
    PracticePageFactory(parent=CityPageFactory(parent=CityIndexPage.objects.get()))
    assert SearchWaiting.objects.exists()


@once
def test_a_bag_holds_what_still_waited(record: None, tmp_path: Path) -> None:
    with somebody_building():
        assert write_bag(tmp_path / "bag").records == 1


@once
@pytest.mark.parametrize("command", ["search_check", "search_rebuild", NothingToLoad()])
def test_a_command_that_ends_leaves_nothing_waiting(record: None, command: Any) -> None:
    with somebody_building():
        call_command(command)
    assert not SearchWaiting.objects.exists()


@once
def test_what_a_bag_has_restored_is_found_at_once(record: None, tmp_path: Path) -> None:
    write_bag(tmp_path / "bag")
    SearchWaiting.objects.create(key=PracticePage.objects.get().translation_key)
    with somebody_building():
        call_command("restore_bag", str(tmp_path / "bag"))
    assert not SearchWaiting.objects.exists()


@once
def test_a_reader_waits_for_nobody(record: None) -> None:
    with somebody_building():
        assert build_waiting() == 0
    assert build_waiting() > 0


@pytest.mark.django_db
def test_where_nothing_waits_there_is_nothing_to_wait_for() -> None:
    assert build_waiting(wait=True) == 0
