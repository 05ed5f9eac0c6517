"""The API does what its OpenAPI schema says, whatever is sent to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.specs.openapi.checks import (
    negative_data_rejection,
    positive_data_acceptance,
)

from kb.wsgi import application
from tests.search.conftest import Library

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SEARCHES = ["/api/v1/search", "/api/v1/suggest"]
PATHS = [
    *SEARCHES,
    "/api/v1/records",
    "/api/v1/records/{key}",
    "/api/v1/events",
    "/api/v1/events/{key}",
    "/api/v1/developments",
    "/api/v1/developments/{key}",
    "/api/v1/cities",
    "/api/v1/cities/{code}",
    "/api/v1/documents",
    "/api/v1/documents/{code}",
    "/api/v1/vocabulary",
]


@pytest.fixture
def library(site_tree: Any, django_capture_on_commit_callbacks: Any) -> Library:
    return Library(site_tree, django_capture_on_commit_callbacks)


@pytest.fixture
def open_connection() -> Iterator[None]:
    """Keep the test's connection, with its transaction, open from one WSGI request to the next."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_the_schema_is_openapi_3_1(client: Any) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    assert sorted(schema["paths"]) == sorted(PATHS)


@pytest.mark.parametrize("path", PATHS)
def test_the_api_answers_as_its_schema_says(
    library: Library, open_connection: None, path: str
) -> None:
    library.record(
        "Mentors for pupils", concepts=(library.exit,), provisions=("aarhus-declaration/1",)
    )
    # Not by schemathesis.pytest: its plugin breaks with pytest 9.2 (Function has no _nodeid).
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)

    @settings(
        max_examples=80 if path in SEARCHES else 15,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=schema[path]["GET"].as_strategy())
    def answers_as_declared(case: Case) -> None:
        # What the schema does not name is dropped, as on the results page, not refused.
        case.call_and_validate(
            headers={"Host": "localhost", "Accept-Encoding": "identity"},
            # Codes are not listed in the schema; one that nobody knows is refused with its name.
            excluded_checks=[negative_data_rejection, positive_data_acceptance],
        )

    answers_as_declared()
