"""A page that is read while its words are saved never says that it has words which it does not show."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection

from tests.practices.writing import Desk, filled

pytestmark = pytest.mark.django_db

MARK = "a1b2c3d4e5f60718"


def save_from_a_page_that_closes(who: Desk, record: Any) -> None:
    answer = who.client.post(
        who.record_at(record, "write/results/"),
        {**filled(record, "results", {"lessons": "One."}), "save": MARK},
        headers={"X-Autosave": "1"},
    )
    assert answer.status_code == 200


def read_while_it_is_saved(who: Desk, record: Any, after: int) -> tuple[str, str, int]:
    """The page read while another save comes after so many questions to the database.

    Returns the mark of the last save and the words that the page shows, and how many questions it asked.
    """
    asked = 0
    away = False

    def slip_in(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal asked, away
        answer = execute(sql, params, many, context)
        if away:
            return answer
        asked += 1
        if asked == after:
            away = True
            save_from_a_page_that_closes(who, record)
            away = False
        return answer

    with connection.execute_wrapper(slip_in):
        page = who.client.get(who.record_at(record, "write/results/"))
    form = BeautifulSoup(page.content, "html.parser").select_one("form[data-desk]")
    return str(form["data-last-save"]), form.select_one("[name=lessons]").get_text().strip(), asked


@pytest.fixture
def closed(official: Desk) -> Any:
    record = official.begin(size="full")
    # The first visit makes what later ones find.
    official.client.get(official.record_at(record, "write/results/"))
    return record


def test_a_save_between_any_two_questions_is_never_named_without_its_words(
    official: Desk, closed: Any
) -> None:
    *_none, questions = read_while_it_is_saved(official, closed, after=0)
    seen = set()
    for after in range(1, questions + 1):
        official.write(closed, "results", lessons="")
        mark, words, _asked = read_while_it_is_saved(official, closed, after)
        assert (mark == MARK, words) in {(False, ""), (False, "One."), (True, "One.")}, after
        seen.add((mark == MARK, words))
    # The save did come before, within and after what counts.
    assert seen == {(False, ""), (False, "One."), (True, "One.")}
