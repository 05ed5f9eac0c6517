"""Years and places among the words of a query are offered as filters; words near to a typed one."""

from __future__ import annotations

import time

import pytest

from search.answer.spelling import corrections
from search.contract import Term
from search.engines.embedded.expressions import to_fts5
from search.engines.embedded.ranking import layers
from search.request.circumstances import circumstances
from search.request.query import parse_query
from search.request.request import SearchRequest
from search.terms import Terms

ITALY = {
    "en": "Italy",
    "fr": "Italie",
    "de": "Italien",
    "it": "Italia",
    "ru": "Италия",
    "tr": "İtalya",
}
PARIS = {"en": "Paris", "it": "Parigi", "ru": "Париж"}
TERMS = Terms(
    [
        Term(facet="country", code="IT", labels=ITALY, match=True),
        Term(facet="city", code="paris", labels=PARIS, match=True),
        Term(facet="theme", code="prison", labels={"en": "Prison", "de": "Haft"}, match=True),
        Term(
            facet="theme",
            code="school",
            labels={"en": "Teaching", "fr": "Enseignement", "it": "Insegnamento"},
            match=True,
        ),
    ]
)


def offered(language: str, q: str) -> list[str]:
    """The canonical parameters of each offer."""
    request = SearchRequest(language=language, q=q)
    query = parse_query(q, language, TERMS)
    return [
        " ".join(f"{name}={value}" for name, value in one.to_params())
        for one in circumstances(request, query)
    ]


@pytest.mark.parametrize(
    ("language", "q", "filters"),
    [
        ("en", "mentoring since 2015", "q=mentoring year_from=2015"),
        ("en", "mentoring after 2015", "q=mentoring year_from=2016"),
        ("en", "mentoring before 2015", "q=mentoring year_to=2014"),
        ("en", "mentoring 2015", "q=mentoring year_from=2015 year_to=2015"),
        ("en", "between 2010 and 2015 mentoring", "q=mentoring year_from=2010 year_to=2015"),
        ("fr", "mentorat depuis 2015", "q=mentorat year_from=2015"),
        ("fr", "mentorat jusqu’en 2015", "q=mentorat year_to=2015"),
        ("de", "Mentoring seit dem Jahr 2015", "q=Mentoring year_from=2015"),
        ("de", "Mentoring zwischen 2010 und 2015", "q=Mentoring year_from=2010 year_to=2015"),
        ("it", "tutoraggio prima del 2015", "q=tutoraggio year_to=2014"),
        ("it", "tutoraggio dal 2012 al 2016", "q=tutoraggio year_from=2012 year_to=2016"),
        ("ru", "наставничество с 2015 года", "q=наставничество year_from=2015"),
        ("tr", "2015’ten beri mentorluk", "q=mentorluk year_from=2015"),
        ("tr", "2015 yılından sonra mentorluk", "q=mentorluk year_from=2016"),
        ("tr", "mentorluk 2010-2015 arasında", "q=mentorluk year_from=2010 year_to=2015"),
        ("en", "mentoring 2015 onwards", "q=mentoring year_from=2015"),
        ("fr", "mentorat à partir de 2015", "q=mentorat year_from=2015"),
        ("it", "tutoraggio a partire dal 2015", "q=tutoraggio year_from=2015"),
        ("it", "tutoraggio tra il 2012 e il 2016", "q=tutoraggio year_from=2012 year_to=2016"),
        ("ru", "наставничество начиная с 2015 года", "q=наставничество year_from=2015"),
        (
            "ru",
            "наставничество между 2012 и 2016 годами",
            "q=наставничество year_from=2012 year_to=2016",
        ),
        ("tr", "2015 sonrası mentorluk", "q=mentorluk year_from=2016"),
        ("tr", "2015 öncesi mentorluk", "q=mentorluk year_to=2014"),
    ],
)
def test_a_year_is_offered_as_it_was_meant(language: str, q: str, filters: str) -> None:
    assert offered(language, q) == [filters]


@pytest.mark.parametrize(
    ("language", "q", "filters"),
    [
        ("en", "schools in Italy", "q=schools country=IT"),
        ("fr", "les écoles en Italie", "q=les écoles country=IT"),
        ("fr", "les écoles d’Italie", "q=les écoles country=IT"),
        ("de", "Schulen aus Italien", "q=Schulen country=IT"),
        ("ru", "школы в Италии", "q=школы country=IT"),
        ("tr", "İtalya’da okullar", "q=okullar country=IT"),
        ("tr", "İtalya'daki okullar", "q=okullar country=IT"),
        ("en", "Paris", "city=paris"),
        ("it", "scuole a Parigi", "q=scuole city=paris"),
    ],
)
def test_a_place_is_offered_by_its_name_in_each_language(
    language: str, q: str, filters: str
) -> None:
    assert offered(language, q) == [filters]


def test_a_year_and_a_place_are_two_offers_and_each_takes_its_own_words() -> None:
    assert offered("en", "prison in Italy since 2015") == [
        "q=prison in Italy year_from=2015",
        "q=prison since 2015 country=IT",
    ]


@pytest.mark.parametrize("q", ["prison", "1989", "2099", "call 112", '"in Italy" 2015', "-Italy"])
def test_nothing_is_offered_for_other_words_and_numbers(q: str) -> None:
    assert offered("en", q) == []


def test_what_is_chosen_already_is_not_offered() -> None:
    request = SearchRequest(
        language="en", q="Italy 2015", facets={"country": ("IT",)}, year_from=2000
    )
    assert list(circumstances(request, parse_query(request.q, "en", TERMS))) == []


@pytest.mark.parametrize("q", ["2015 and " * 11_000, "since " * 17_000, "2015-" * 20_000])
def test_hostile_words_take_linear_time(q: str) -> None:
    request = SearchRequest(language="en", q=q)
    query = parse_query("Italy", "en", TERMS)
    began = time.process_time()
    assert len(list(circumstances(request, query))) <= 1
    assert time.process_time() - began < 1


def meant(language: str, q: str, spellings: dict[str, list[str]] | None = None) -> list[str]:
    request = SearchRequest(language=language, q=q)
    query = parse_query(q, language, TERMS)
    return [link.label for link in corrections(request, query, TERMS, spellings or {})]


def test_words_that_may_be_meant_are_all_of_one_language_the_readers_first() -> None:
    assert meant("fr", "enseignemant") == ["Enseignement"]
    assert meant("it", "insegnamnto") == ["Insegnamento"]
    assert meant("it", "insegnemento", {"insegnemento": ["insegnamenti"]}) == [
        "Insegnamento",
        "insegnamenti",
    ]
    # Nothing German is near, so the word may be of another language.
    assert meant("de", "prixon") == ["Prison"]


def test_a_record_that_can_be_read_in_the_readers_language_counts_for_it() -> None:
    written = [to_fts5(layer.node) for layer in layers(parse_query("Haft", "de", TERMS))]
    assert any('{codes} : "xlanguagexde"' in one and '"haft"' in one for one in written)
