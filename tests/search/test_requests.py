"""One search as one address: always valid, always the same for the same search."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from search.contract import Facet, Term
from search.requests import SearchRequest, clean_query
from search.rows import Row
from search.terms import Terms

TERMS = Terms(
    [
        Term("theme", "exit", {"en": "Exit"}),
        Term("theme", "school", {"en": "School"}),
        Term("country", "DK", {"en": "Denmark"}),
    ]
)
FACETS = [
    Facet("theme", "Theme", list, chip="%(value)s", order=1, multiple=True),
    Facet("country", "Country", list, chip="%(value)s", order=2),
]


def parse(address: str) -> SearchRequest:
    return SearchRequest.parse(QueryDict(address), "en", TERMS, FACETS)


def test_an_address_is_read() -> None:
    request = parse("q=exit&theme=school&theme=exit&country=DK&year_from=2010&sort=title&page=2")
    assert request == SearchRequest(
        language="en",
        q="exit",
        facets={"theme": ("exit", "school"), "country": ("DK",)},
        year_from=2010,
        sort="title",
        page=2,
    )


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("", ""),
        ("q=&year_from=&year_to=&sort=", ""),
        ("theme=unknown&colour=red", ""),
        ("theme=school&theme=exit&theme=exit", "?theme=exit&theme=school"),
        ("page=1&size=20", ""),
        ("page=-1", ""),
        ("page=abc", ""),
        ("size=1000", "?size=100"),
        ("year_from=2020&year_to=2010", "?year_from=2010&year_to=2020"),
        ("year_from=1066", ""),
        ("sort=password", ""),
        ("q=%20%20exit%20%20work%20", "?q=exit+work"),
        ("q=exit%00work", "?q=exit+work"),
        ("q=%E2%80%AEexit", "?q=exit"),
    ],
)
def test_an_address_has_one_canonical_form(address: str, canonical: str) -> None:
    assert parse(address).query_string == canonical


def test_paging_ends_at_ten_thousand_results_and_says_so() -> None:
    deep = parse("page=1000000000")
    assert (deep.page, deep.too_deep) == (500, True)
    assert parse("page=500").too_deep is False
    assert (parse("page=101&size=100").page, parse("page=101&size=100").too_deep) == (100, True)


def test_a_query_is_bounded() -> None:
    assert len(clean_query("a" * 100_000)) == 256
    assert len(clean_query("ab " * 5_000).split()) == 32


def test_the_natural_order_depends_on_whether_words_were_typed() -> None:
    assert parse("q=exit").order == "relevance"
    assert parse("").order == "newest"
    assert parse("sort=relevance").order == "newest"
    assert parse("q=exit&sort=newest").order == "newest"


@given(st.binary(max_size=300))
def test_any_bytes_give_a_request_whose_address_means_the_same(raw: bytes) -> None:
    request = parse(raw.decode("latin-1"))
    assert parse(request.query_string.lstrip("?")) == replace(request, too_deep=False)
    assert 1 <= request.page <= 500
    assert 1 <= request.size <= 100


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["q", "theme", "country", "page", "size", "sort", "year_from", "x"]),
            st.text(max_size=40) | st.integers().map(str),
        ),
        max_size=20,
    )
)
def test_any_parameters_give_a_request_whose_address_means_the_same(
    params: list[tuple[str, str]],
) -> None:
    query = QueryDict(mutable=True)
    for name, value in params:
        query.appendlist(name, value)
    request = SearchRequest.parse(query, "en", TERMS, FACETS)
    assert parse(request.query_string.lstrip("?")) == replace(request, too_deep=False)


def test_all_of_a_facet_is_kept_where_it_says_something() -> None:
    assert parse("theme=exit&theme=school&all=theme").all_of == {"theme"}
    assert parse("theme=exit&all=theme").all_of == frozenset()
    assert parse("country=DK&all=country").all_of == frozenset()
    assert parse("all=nonsense&all=").all_of == frozenset()
    request = parse("theme=exit&theme=school&all=theme")
    assert request.query_string == "?theme=exit&theme=school&all=theme"
    assert request.without_code("theme", "exit").all_of == frozenset()
    assert request.cleared().all_of == frozenset()


def test_rows_of_the_expert_form_are_read() -> None:
    request = parse(
        "field=title&operator=phrase&words=youth+work&field=x&operator=y&words=prison&words="
    )
    assert request.rows == (Row("title", "phrase", "youth work"), Row("anywhere", "all", "prison"))
    assert request.query_string == (
        "?field=title&operator=phrase&words=youth+work&field=anywhere&operator=all&words=prison"
    )
    assert parse(request.query_string.removeprefix("?")) == request
    assert request.order == "relevance"
    assert request.without_row(request.rows[0]).rows == request.rows[1:]
    assert len(parse("&".join(f"words=word{number}" for number in range(50))).rows) == 8


def test_only_known_views_are_taken() -> None:
    assert parse("view=map").view == "map"
    assert parse("view=table%22%3E").view == ""
    assert parse("view=map").shown_as("").query_string == ""
