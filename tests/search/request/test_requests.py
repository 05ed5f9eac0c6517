"""One search as one address: always valid, always the same for the same search."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from search.contract import Facet, Term
from search.request.expert_rows import Row
from search.request.reading import Ignored, without_empty
from search.request.request import SearchRequest, clean_query
from search.terms import Terms

TERMS = Terms(
    [
        Term("theme", "exit", {"en": "Exit"}, former=("leaving",)),
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


@pytest.mark.parametrize(
    "typed",
    ["2016", " 2016 ", "May 2016", "2016-05", "2016-05-31", "11.2016", "05/2016", "май 2016 г."],
)
def test_a_year_is_read_from_any_form_of_a_date(typed: str) -> None:
    query = QueryDict(mutable=True)
    query["year_from"] = typed
    request = SearchRequest.parse(query, "en", TERMS, FACETS)
    assert (request.year_from, request.ignored) == (2016, ())


@pytest.mark.parametrize("typed", ["abc", "16", "1066", "20166", "2015-2017", "２０１", "-"])
def test_what_is_no_year_is_said_and_stays_in_its_box(typed: str) -> None:
    request = parse(f"year_to={typed}")
    assert request.year_to is None
    assert request.ignored == (Ignored("year_to", typed, "unreadable"),)
    assert request.year_to_typed == typed


@pytest.mark.parametrize(
    ("address", "ignored"),
    [
        ("theme=nonsense&theme=exit", [("theme", "nonsense", "unknown-value")]),
        ("country=dk", [("country", "dk", "unknown-value")]),
        ("colour=red", [("colour", "red", "unknown-name")]),
        ("sort=oldest", [("sort", "oldest", "unknown-value")]),
        ("view=cards", [("view", "cards", "unknown-value")]),
        ("column=shoe-size", [("column", "shoe-size", "unknown-value")]),
        ("all=country", [("all", "country", "unknown-value")]),
        ("archived=maybe", [("archived", "maybe", "unknown-value")]),
        ("page=two", [("page", "two", "unreadable")]),
        ("size=-5", [("size", "-5", "unreadable")]),
        ("field=body&operator=near&words=x", [
            ("field", "body", "unknown-value"), ("operator", "near", "unknown-value"),
        ]),
        ("q=" + "a" * 250 + "+bcdefghij", [("q", "ghij", "too-much")]),
        ("words=x&" * 8 + "words=ninth", [("words", "ninth", "too-much")]),
        ("q=exit&theme=exit&sort=&year_from=&archived=0&page=1&find=ma&more=1", []),
        ("utm_source=letter&fbclid=abc&gclid=abc", []),
    ],
)  # fmt: skip
def test_what_is_not_used_is_kept_account_of(
    address: str, ignored: list[tuple[str, str, str]]
) -> None:
    assert [(one.name, one.value, one.reason) for one in parse(address).ignored] == ignored


def test_the_account_is_bounded() -> None:
    request = parse("&".join(f"theme={number}{'x' * 500}" for number in range(900)))
    assert len(request.ignored) == 20
    assert {len(one.value) for one in request.ignored} == {80}


def test_the_code_of_a_merged_concept_leads_to_what_it_was_merged_into() -> None:
    request = parse("theme=leaving&theme=school")
    assert request.facets == {"theme": ("exit", "school")}
    assert request.ignored == ()
    assert parse("country=leaving").ignored == (Ignored("country", "leaving", "unknown-value"),)


def test_empty_boxes_of_a_form_do_not_stay_in_the_address() -> None:
    sent = QueryDict(
        "q=exit&year_from=&year_to=&sort=&theme=exit&find=ma&more=1"
        "&field=anywhere&operator=all&words=&field=title&operator=any&words=youth"
    )
    assert without_empty(sent) == [
        ("q", "exit"),
        ("theme", "exit"),
        ("field", "title"),
        ("operator", "any"),
        ("words", "youth"),
    ]
