"""The guard on two more sets of texts, written before anything was changed for them.

The misses of the first were mended, those of the second were not: it shows what the guard does unseen.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from practices.submission.guard.checks import persons_in

TEXTS = Path(__file__).parent / "guard_texts"


@pytest.mark.parametrize(
    ("name", "planted", "near", "stopped"), [("mended", 79, 78, 79), ("fresh", 42, 30, 41)]
)
def test_planted_data_is_stopped_and_what_is_like_it_is_not(
    name: str, planted: int, near: int, stopped: int
) -> None:
    rows = [json.loads(line) for line in (TEXTS / f"{name}.jsonl").read_text().splitlines()]
    found = {True: 0, False: 0}
    asked = {True: 0, False: 0}
    for row in rows:
        is_planted = row["kind"] != "near"
        found[is_planted] += 1
        asked[is_planted] += bool(persons_in(row["text"], row["country"], row["language"]))
    assert found == {True: planted, False: near}
    assert asked[True] >= stopped
    assert asked[False] == 0


def test_a_role_after_a_comma_tells_initials_from_an_abbreviation() -> None:
    told = persons_in("G.R., alunno della scuola Volta", "IT", "it")
    assert [one.kind for one in told] == ["name"]
    # "R.G." is the general roll of an Italian court.
    assert [one.kind for one in persons_in("R.G. 1234, tribunale", "IT", "it")] == ["case"]


def test_years_of_experience_are_nobodys_age() -> None:
    assert persons_in("Mit 15 Jahren Erfahrung leitet Petra Vogel das Haus.", "DE", "de") == []
