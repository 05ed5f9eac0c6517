"""What only the embedded engine does."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from tests.search.conftest import Library

pytestmark = pytest.mark.django_db


def test_a_rebuild_fills_the_index_again(library: Library, find: Any) -> None:
    library.record("A record")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_text")
    assert find("record").total == 0
    call_command("search_rebuild", stdout=StringIO())
    assert find("record").total == 1
