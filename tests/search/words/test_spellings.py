"""Names of cities and countries are found in the letters that a reader has."""

from __future__ import annotations

import time

import pytest

from search.contract import Term
from search.terms import Terms

MOSCOW = Term(facet="city", code="moscow", labels={"en": "Moscow", "ru": "Москва"}, match=True)
KAZAN = Term(facet="city", code="kazan", labels={"en": "Kazan"}, match=True)
COLOGNE = Term(facet="city", code="cologne", labels={"en": "Cologne", "de": "Köln"}, match=True)
AARHUS = Term(facet="city", code="aarhus", labels={"en": "Aarhus"}, match=True)
GOTHENBURG = Term(facet="city", code="goteborg", labels={"en": "Göteborg"}, match=True)
STRASBOURG = Term(facet="city", code="strasbourg", labels={"de": "Straßburg"}, match=True)
TROMSO = Term(facet="city", code="tromso", labels={"en": "Tromsø"}, match=True)
TURKEY = Term(facet="country", code="TR", labels={"en": "Turkey", "tr": "Türkiye"}, match=True)
PRISON = Term(facet="theme", code="prison", labels={"en": "Prison"}, match=True)
ALL = [MOSCOW, KAZAN, COLOGNE, AARHUS, GOTHENBURG, STRASBOURG, TROMSO, TURKEY, PRISON]
TERMS = Terms(ALL)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Moskva", "moscow"),
        ("МОСКВА", "moscow"),
        ("Казань", "kazan"),
        ("Koeln", "cologne"),
        ("Århus", "aarhus"),
        ("Орхус", ""),
        ("Goeteborg", "goteborg"),
        ("goteborg", "goteborg"),
        ("Strassburg", "strasbourg"),
        ("Tromsoe", "tromso"),
        ("Tuerkiye", "TR"),
        ("prisma", ""),
    ],
)
def test_a_name_is_recognised_in_other_letters(typed: str, code: str) -> None:
    assert [term.code for term in TERMS.recognise([typed])] == ([code] if code else [])


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("mosk", ["moscow"]),
        ("Каза", ["kazan"]),
        ("koel", ["cologne"]),
        ("århu", ["aarhus"]),
        ("göteb", ["goteborg"]),
        ("goeteb", ["goteborg"]),
        ("tromsö", ["tromso"]),
        ("pri", ["prison"]),
        ("x", []),
    ],
)
def test_the_beginning_of_a_name_is_enough_in_other_letters(typed: str, codes: list[str]) -> None:
    begun = TERMS.that_begin([typed])
    assert [term.code for term in ALL if (term.facet, term.code) in begun] == codes


def test_all_words_begin_words_of_one_name() -> None:
    both = Term(
        facet="city", code="frankfurt-oder", labels={"en": "Frankfurt (Oder)", "pl": "Słubice"}
    )
    main = Term(facet="city", code="frankfurt", labels={"en": "Frankfurt am Main"})
    known = Terms([both, main])
    assert known.that_begin(["od", "frank"]) == {("city", "frankfurt-oder")}
    assert known.that_begin(["frank", "slu"]) == set()


@pytest.mark.parametrize("typed", ["щ" * 100_000, "oe" * 50_000])
def test_a_hostile_name_takes_linear_time(typed: str) -> None:
    began = time.process_time()
    assert TERMS.recognise([typed]) == []
    assert time.process_time() - began < 1
