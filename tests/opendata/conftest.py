"""A small library of records, and the whole of a streamed answer."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from tests.search.conftest import Library, elasticsearch, engine, node

__all__ = ["elasticsearch", "engine", "node"]


@pytest.fixture
def library(site_tree: Any, django_capture_on_commit_callbacks: Any) -> Library:
    return Library(site_tree, django_capture_on_commit_callbacks)


@pytest.fixture(autouse=True)
def no_list_on_its_way() -> None:
    caches["counters"].clear()


def taken(client: Client, address: str) -> bytes:
    """An export as a reader has it in the end."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    content: bytes = answer.getvalue()
    return content
