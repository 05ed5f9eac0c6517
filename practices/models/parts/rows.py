"""Rows of a record's page, whatever its kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def rows_of(page: Any, name: str) -> Sequence[Any]:
    """The rows of a list of a page; a kind that has no such list has none."""
    rows = getattr(page, name, None)
    return rows.all() if rows is not None else ()
