"""Cities are recognised by what they are called elsewhere, or were once, and by no other place's name."""

from __future__ import annotations

import pytest

from kb.cities.exonyms import Known, exonyms_of
from search.contract import Term
from search.terms import Terms

PETERSBURG = Known("st-petersburg", "RU", 59.93, 30.31, frozenset({"st petersburg"}))
VIENNA = Known("vienna", "AT", 48.21, 16.37, frozenset({"vienna", "wien"}))
NICE = Known("nice", "FR", 43.70, 7.27, frozenset({"nice", "nizza"}))
NOWHERE = Known("nowhere", "AT", 48.21, 16.37, frozenset({"nowhere"}))


def test_old_names_and_names_elsewhere_come_from_the_gazetteer() -> None:
    names = exonyms_of(frozenset({PETERSBURG, VIENNA, NOWHERE}))
    assert {"Leningrad", "Petrograd", "Ленинград"} <= set(names["st-petersburg"])
    assert {"Wenen", "Виена"} <= set(names["vienna"])
    assert "nowhere" not in names


def test_names_that_other_places_have_short_ones_and_known_ones_are_left_out() -> None:
    names = exonyms_of(frozenset({VIENNA, NICE}))
    # Biel is called so in French; Niš and Nicaea are other cities.
    assert not {"Bienne", "Wien", "Vienna", "Veen"} & set(names["vienna"])
    assert not {"Nis", "Nicaea", "Nica", "Nizza"} & set(names["nice"])


@pytest.mark.parametrize("typed", ["Leningrad", "ленинград", "Petrograd"])
def test_a_city_is_found_by_them_in_searches_and_lists(typed: str) -> None:
    names = exonyms_of(frozenset({PETERSBURG}))["st-petersburg"]
    term = Term("city", "st-petersburg", {"en": "St Petersburg"}, match=True, exonyms=names)
    known = Terms([term])
    assert known.recognise([typed]) == [term]
    assert known.that_begin([typed[:7]]) == {("city", "st-petersburg")}
