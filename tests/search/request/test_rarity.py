"""Where no record has all words of a query, rare words decide and common ones never stand for them."""

from __future__ import annotations

from search.contract import Term
from search.request import rarity
from search.request.query import Clause
from search.request.widening import Form

FORMS = (((Form("fr", "prison", ("prison",)),),),)
PRISON, STAFF, TRAINING = (
    Clause((word,), wider=FORMS[0]) for word in ("prison", "staff", "training")
)


def test_a_rare_word_says_more_than_a_common_one_and_a_missing_one_nothing() -> None:
    rare, common, missing = rarity.weights([PRISON, STAFF, TRAINING], [50, 500, 0], 1_000)
    assert (round(rare, 3), round(common, 3), missing) == (0.333, 0.091, 0.0)


def test_hardly_any_and_few_say_the_same() -> None:
    one, fifty = rarity.weights([PRISON, STAFF], [1, 50], 1_000)
    assert one == fifty


def test_a_word_that_nobody_knows_says_half_and_a_city_twice_as_much() -> None:
    city = Clause(("Gdansk",), terms=(Term("city", "gdansk", {"en": "Gdańsk"}, within="PL"),))
    unknown, known, named = rarity.weights([Clause(("around",)), PRISON, city], [9, 9, 9], 100)
    assert (round(unknown, 3), round(known, 3), round(named, 3)) == (0.167, 0.333, 0.667)


def test_of_two_words_the_rarer_one_is_enough_and_the_common_one_is_not() -> None:
    assert rarity.enough(rarity.weights([PRISON, TRAINING], [10, 600], 1_000)) == [(0,)]


def test_two_words_that_are_as_rare_are_each_enough() -> None:
    assert rarity.enough((0.2, 0.2)) == [(0,), (1,)]


def test_common_words_stand_for_a_rare_one_only_together() -> None:
    assert rarity.enough((0.33, 0.15, 0.15)) == [(0,), (1, 2)]


def test_of_many_words_the_six_rarest_decide() -> None:
    said = tuple(0.01 * number for number in range(1, 9))
    assert rarity.telling(said) == (7, 6, 5, 4, 3, 2)
    pairs = [(5, 4), (5, 3), (5, 2), (4, 3), (4, 2), (3, 2)]
    assert rarity.enough(said) == [(7,), (6,), *pairs]


def test_of_a_long_query_three_of_six_known_words_are_enough() -> None:
    said = rarity.unweighed([Clause(("around",)), *[PRISON] * 9])
    assert rarity.telling(said) == (1, 2, 3, 4, 5, 6)
    assert len(rarity.enough(said)) == 20
    assert {len(places) for places in rarity.enough(said)} == {3}


def test_nothing_is_enough_where_no_record_has_any_word() -> None:
    assert rarity.enough((0.0, 0.0)) == []
