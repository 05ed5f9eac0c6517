"""Which records are taken for the same work, and what may never be shown."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practices.models import PracticePage
from practices.submission.guard.duplicates import Work, likely_duplicates, likely_duplicates_of
from practices.submission.guard.likeness.meaning import MOST_WORDS, senses
from practices.submission.guard.likeness.signs import sound
from practices.submission.writing.drafts import newest
from search import services as search
from tests.factories import PracticePageFactory
from tests.practices.writing import Desk, city, desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def official(aarhus: Any) -> Desk:
    return desk(aarhus, "official@aarhus.example")


def answers(tmp_path: Path, lines: list[Any], *, ends_with: int = 0) -> list[Any]:
    file = tmp_path / "works.jsonl"
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    out = io.StringIO()
    if ends_with:
        with pytest.raises(SystemExit) as ended:
            call_command("check_texts", file=str(file), duplicates=True, stdout=out)
        assert ended.value.code == ends_with
    else:
        call_command("check_texts", file=str(file), duplicates=True, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_an_id_is_the_one_of_the_search_and_a_city_may_be_named_or_missing(
    tmp_path: Path, aarhus: Any, client: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        PracticePageFactory(
            parent=aarhus, title="Mentors meet young people", summary="Every week in the library."
        )
    work = {"title": "Mentors meet young people", "summary": "In the library.", "language": "en"}
    cities: list[Any] = [{"city": "aarhus"}, {"city": "AARHUS"}, {"city": "Nowhere"}, {}]
    (hit,) = client.get("/api/v1/search?q=mentors").json()["results"]
    found = answers(tmp_path, [{**work, **named} for named in cities])
    assert found == [{"duplicates": [hit["id"]]}] * 4


@pytest.mark.parametrize(
    "line", [[], 5, {"summary": "a"}, {"title": 5}, {"title": "a", "city": 5}, {"title": "a" * 50_001},
             {"title": "a", "language": "xx"}],
)  # fmt: skip
def test_a_line_that_describes_no_work_is_answered_with_an_error(tmp_path: Path, line: Any) -> None:
    bad, good = answers(tmp_path, [line, {"title": "Nothing"}], ends_with=1)
    assert list(bad) == ["error"]
    assert good == {"duplicates": []}


# Whose records are shown


def test_a_draft_of_the_own_city_is_found_in_its_newest_words(official: Desk, aarhus: Any) -> None:
    draft = PracticePageFactory(parent=aarhus, title="Untitled", live=False)
    draft.title, draft.summary = "Parents’ evening on recruiters", "Fathers and mothers meet."
    draft.save_revision()
    record = official.begin(title="Recruiters: an evening for parents")
    (likely,) = likely_duplicates(newest(record))
    assert (likely.title, likely.own_city, likely.url) == (
        "Parents’ evening on recruiters",
        True,
        "",
    )


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_a_draft_of_another_city_is_found_in_no_language(
    official: Desk, site_tree: Any, language: str, django_capture_on_commit_callbacks: Any
) -> None:
    ghent = city(site_tree, "ghent")
    with django_capture_on_commit_callbacks(execute=True):
        public = PracticePageFactory(parent=ghent, title="Mentors in Aarhus", live=False)
        public.save_revision()
    work = Work("Mentors in Aarhus", "", "", language, official.city)
    assert likely_duplicates_of(work) == []
    public.save_revision().publish()
    assert [likely.own_city for likely in likely_duplicates_of(work)] == [False]
    with django_capture_on_commit_callbacks(execute=True):
        PracticePage.objects.get(pk=public.pk).unpublish()
    assert likely_duplicates_of(work) == []


def test_no_statement_reads_all_records_and_their_number_does_not_grow(
    official: Desk, aarhus: Any, django_capture_on_commit_callbacks: Any
) -> None:
    work = Work("Mentors in Aarhus", "Mentors meet young people.", "", "en", official.city)

    def statements() -> list[str]:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            likely_duplicates_of(work)
        return [query["sql"] for query in captured]

    with django_capture_on_commit_callbacks(execute=True):
        PracticePageFactory(parent=aarhus, title="Mentors of Aarhus")
    search.newest_texts(1)
    likely_duplicates_of(work)
    few = statements()
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(5):
            PracticePageFactory(parent=aarhus, title=f"Mentors of Aarhus {number}")
    likely_duplicates_of(work)
    many = statements()
    assert len(many) == len(few)
    of_records = [
        sql for sql in many if "search_searchdocument" in sql or "practices_recordpage" in sql
    ]
    assert of_records
    assert [sql for sql in of_records if "LIMIT" not in sql and "COUNT" not in sql] == []


# Words


@pytest.mark.parametrize(
    ("first", "second"),
    [("radikalisierung", "radicalizzazione"), ("радикализация", "radicalisation"), ("polizei", "polizia")],
)  # fmt: skip
def test_words_that_sound_alike_begin_alike(first: str, second: str) -> None:
    assert sound(first) == sound(second) != ""


def crafted() -> Iterator[str]:
    yield "a" * 100_000
    yield "präventions" * 10_000
    yield "ab " * 33_000
    yield "schsch" * 16_000
    yield "youth worker " * 7_700


@pytest.mark.parametrize("language", ["en", "de", "tr"])
def test_long_and_crafted_texts_are_read_in_bounded_time(language: str) -> None:
    known = senses(search.terms(), ())
    for text in crafted():
        began = time.process_time()
        assert len(known.tokens(text, language)) <= 2 * MOST_WORDS
        assert time.process_time() - began < 2
