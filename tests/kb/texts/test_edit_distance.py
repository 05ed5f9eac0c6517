"""How many letters two texts differ by, and that no text makes finding out slow."""

from __future__ import annotations

import time

import pytest

from kb.texts.edit_distance import edit_distance

LONG = 100_000


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [
        ("", "", 0),
        ("week", "week", 0),
        ("week", "", 4),
        ("", "week", 4),
        ("every week", "each week", 4),
        ("kitten", "sitting", 3),
        ("abcdef", "bcdefa", 2),
        ("Mentors meet pupils.", "Mentors meet the pupils!", 5),
        ("Наставники", "Наставник", 1),
    ],
)
def test_letters_put_in_taken_out_and_exchanged_are_counted(
    one: str, other: str, letters: int
) -> None:
    assert edit_distance(one, other, 40) == letters
    assert edit_distance(other, one, 40) == letters
    assert edit_distance(one, other, 1) == min(letters, 2)


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [
        ("a" * LONG, "a" * (LONG - 10) + "b" * 10, 10),
        ("a" * LONG, "b" + "a" * (LONG - 2) + "b", 2),
        ("ab" * (LONG // 2), "ba" * (LONG // 2), 2),
        ("abc " * (LONG // 4), "bca " * (LONG // 4), 41),
        ("ab" * (LONG // 2), ("ab" * 1000 + "c") * 49, 41),
        ("xy" * (LONG // 2), "zw" * (LONG // 2), 41),
    ],
)
def test_a_hundred_kilobytes_made_to_be_slow_are_not(one: str, other: str, letters: int) -> None:
    began = time.perf_counter()
    assert edit_distance(one, other, 40) == letters
    assert time.perf_counter() - began < 1
