"""How much of a record is told: counted part by part, with what would raise it, for its writers only."""

from __future__ import annotations

import pytest
from django.test import Client

from practices.submission.completeness import completeness_of
from practices.submission.drafts import newest
from tests.practices.writing import Desk, editor, review

pytestmark = pytest.mark.django_db


def test_what_is_needed_before_sending_comes_first(official: Desk) -> None:
    record = official.begin()
    measured = completeness_of(newest(record))
    assert (measured.answered, measured.asked) == (2, 15)
    assert measured.by_chapter["basics"] == (1, 2)
    assert [gap.field for gap in measured.gaps] == [
        "summary", "description", "year_from", "concepts_theme", "concepts_audience",
    ]  # fmt: skip
    assert all(gap.needed for gap in measured.gaps)


def test_each_answer_raises_it_and_the_page_says_so_in_words(official: Desk) -> None:
    record = official.begin()
    official.write(record, "work", description="A mentor and a young person meet.")
    page = official.client.get(official.record_at(record)).content.decode()
    assert "3 of 15 questions have an answer." in page
    assert f'href="{official.record_at(record, "write/basics/")}#field_summary"' in page
    assert "(needed before sending)" in page


def test_readers_do_not_see_it(official: Desk, client: Client) -> None:
    record = official.begin()
    official.write_note(record)
    official.send(record)
    review(editor("editor@example.org")[0], record, "publish")
    record.refresh_from_db()
    page = client.get(record.url)
    assert page.status_code == 200
    assert b"questions have an answer" not in page.content
