"""Where no record has all words of a query, rare words decide and common ones never stand for them."""

from __future__ import annotations

from collections.abc import Sequence

from search.contract import Term
from search.request import rarity
from search.request.query import Clause, ParsedQuery
from search.request.rarity import Weights, unweighed
from search.request.widening import Form

FORMS = (((Form("fr", "prison", ("prison",)),),),)
PRISON, STAFF, TRAINING = (
    Clause((word,), wider=FORMS[0]) for word in ("prison", "staff", "training")
)


def weigh(clauses: Sequence[Clause], having: Sequence[int], total: int = 1_000) -> Weights:
    """Weights of words without related ones."""
    return rarity.weigh(clauses, having, {}, total)


def test_a_rare_word_says_more_than_a_common_one_and_a_missing_one_nothing() -> None:
    rare, common, missing = weigh([PRISON, STAFF, TRAINING], [50, 500, 0]).each
    assert (round(rare, 3), round(common, 3), missing) == (0.333, 0.091, 0.0)


def test_hardly_any_and_few_say_the_same() -> None:
    one, fifty = weigh([PRISON, STAFF], [1, 50]).each
    assert one == fifty


def test_a_word_that_nobody_knows_says_half_and_a_city_twice_as_much() -> None:
    city = Clause(("Gdansk",), terms=(Term("city", "gdansk", {"en": "Gdańsk"}, within="PL"),))
    unknown, known, named = weigh([Clause(("around",)), PRISON, city], [9, 9, 9], 100).each
    assert (round(unknown, 3), round(known, 3), round(named, 3)) == (0.167, 0.333, 0.667)


def test_of_two_words_the_rarer_one_is_enough_and_the_common_one_is_not() -> None:
    assert weigh([PRISON, TRAINING], [10, 600]).enough() == [(0,)]


def test_two_words_that_are_as_rare_are_each_enough() -> None:
    assert Weights((0.2, 0.2)).enough() == [(0,), (1,)]


def test_common_words_stand_for_a_rare_one_only_together() -> None:
    assert Weights((0.33, 0.15, 0.15)).enough() == [(0,), (1, 2)]


def test_of_many_words_the_six_rarest_decide() -> None:
    said = Weights(tuple(0.01 * number for number in range(1, 9)))
    assert said.telling == (7, 6, 5, 4, 3, 2)
    pairs = [(5, 4), (5, 3), (5, 2), (4, 3), (4, 2), (3, 2)]
    assert said.enough() == [(7,), (6,), *pairs]


def test_of_a_long_query_three_of_six_known_words_are_enough() -> None:
    said = unweighed([Clause(("around",)), *[PRISON] * 9])
    assert said.telling == (1, 2, 3, 4, 5, 6)
    assert len(said.enough()) == 20
    assert {len(places) for places in said.enough()} == {3}


def test_nothing_is_enough_where_no_record_has_any_word() -> None:
    assert Weights((0.0, 0.0)).enough() == []


def test_a_word_that_no_record_has_says_half_of_what_its_related_words_say() -> None:
    near = Clause(("warder",), wider=FORMS[0], related=(Form("en", "guard", ("guard",)),))
    said = rarity.weigh([PRISON, near, STAFF], [50, 0, 0], {1: 50}, 1_000)
    assert [round(each, 3) for each in said.each] == [0.333, 0.167, 0.0]
    assert (said.saying, said.by_related) == ((0, 1), frozenset({1}))


def test_only_what_no_record_has_is_looked_for_by_related_words() -> None:
    guard = (Form("en", "guard", ("guard",)),)
    words = (Clause(("warder",), related=guard), Clause(("jailer",), related=guard))
    said = rarity.weigh(words, [0, 5], {0: 9}, 100)
    first, second = said.loosen(ParsedQuery(words, "en", words)).clauses
    assert (first.wider, first.related) == (((guard,),), ())
    assert (second.wider, second.related) == ((), guard)
