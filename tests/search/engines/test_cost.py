"""What one page of results asks for."""

from __future__ import annotations

import json
from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search.engines.elasticsearch import engine
from tests.search.conftest import Library

pytestmark = pytest.mark.django_db


@pytest.mark.elasticsearch
@pytest.mark.xdist_group("elasticsearch")
@pytest.mark.parametrize(
    "address",
    ["/en/search/?q=mentors", "/en/search/", "/de/search/?q=mentors&theme=exit&country=DK"],
)
def test_a_results_page_asks_elasticsearch_once_and_the_database_twice(
    client: Client, elasticsearch: Any, library: Library, address: str
) -> None:
    for number in range(25):
        library.record(f"Mentors {number}", concepts=(library.exit,))
    client.get(address)
    with (
        mock.patch.object(engine, "ask", wraps=engine.ask) as asking,
        CaptureQueriesContext(connection) as captured,
    ):
        answer = client.get(address)
    assert answer.context["results"].engine == "elasticsearch"
    assert answer.context["results"].total == 25
    assert asking.call_count == 1
    assert len(captured) <= 2


@pytest.mark.elasticsearch
@pytest.mark.xdist_group("elasticsearch")
def test_words_are_counted_only_where_that_decides_and_a_long_query_is_one_bounded_request(
    elasticsearch: Any, library: Library, find: Any
) -> None:
    library.record("Mentors visit schools", concepts=(library.exit,))
    library.record(" ".join(f"word{number}" for number in range(32)))

    def asked(q: str) -> tuple[int, list[dict[str, Any]]]:
        with mock.patch.object(engine, "ask", wraps=engine.ask) as asking:
            found = find(q)
        assert found.engine == "elasticsearch"
        return found.total, [call.kwargs for call in asking.call_args_list]

    total, [alone] = asked("mentors schools")
    assert (total, "frequencies" in alone["aggs"]) == (1, False)
    total, bodies = asked("mentors nowhere")
    assert (total, len(bodies)) == (1, 3)
    total, [only] = asked(" ".join(f"word{number}" for number in range(32)))
    assert total == 1
    assert len(json.dumps(only)) < 250_000
