"""What only the embedded engine does."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from tests.search.conftest import Library

pytestmark = pytest.mark.django_db


def test_a_rebuild_fills_the_index_again(library: Library, find: Any) -> None:
    library.record("A record")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_text")
    assert find("record").total == 0
    run("search_rebuild")
    assert find("record").total == 1
