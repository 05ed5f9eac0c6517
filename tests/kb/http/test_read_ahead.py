"""A new web process has read words and tables before somebody needs them."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from kb.http import read_ahead
from practices.submission.guard import rules
from practices.submission.guard.first_check import check_made_up_text
from search import services as search
from search import terms as search_terms
from search.words.lexicon import Lexicon


def test_checks_of_texts_are_among_what_is_read() -> None:
    assert check_made_up_text in read_ahead._readers


@pytest.mark.django_db
def test_afterwards_nothing_is_left_to_be_read_from_files(site_tree: Any) -> None:
    kept = [read for read in vars(rules).values() if hasattr(read, "cache_clear")]
    assert len(kept) > 10
    for read in kept:
        read.cache_clear()
    read_ahead.read_all()
    assert (rules.tables.cache_info().currsize, rules.first_names.cache_info().currsize) == (1, 1)


@pytest.mark.django_db
def test_afterwards_a_search_reads_no_vocabulary(
    client: Client, site_tree: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_terms, "_cached", None)
    read_ahead.read_all()
    known = search_terms._cached
    assert known is not None
    assert client.get("/en/search/?q=mentoring").status_code == 200
    assert search_terms._cached is known


def test_what_cannot_be_read_keeps_nobody_from_starting(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    read = []

    def fails() -> None:
        raise DatabaseError("somebody@city.example")

    def works() -> None:
        read.append("tables")

    monkeypatch.setattr(read_ahead, "_readers", [fails, works])
    read_ahead.read_all()
    assert read == ["tables"]
    assert [record.getMessage() for record in caplog.records] == [
        "fails was not read ahead: DatabaseError"
    ]


@pytest.mark.django_db
def test_who_waits_while_the_vocabulary_is_read_does_not_read_it_again(
    site_tree: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = search.state()
    read = []

    def read_slowly(words: Any) -> Lexicon:
        read.append(1)
        time.sleep(0.2)
        return Lexicon(())

    monkeypatch.setattr(search_terms, "_cached", None)
    monkeypatch.setattr(search_terms, "facets", list)
    monkeypatch.setattr(search_terms, "registered_words", list)
    monkeypatch.setattr(search_terms, "lexicon_of", read_slowly)
    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(search_terms.current_terms, [known] * 4))
    assert (len(read), len(found)) == (1, 1)
