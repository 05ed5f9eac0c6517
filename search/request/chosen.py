"""The numbers of records in an address: those that a reader has put aside to compare or to keep."""

from __future__ import annotations

import uuid

from django.http import QueryDict

from search.request.request import CHOSEN

# Of an address with more values than this the others are not even looked at.
MOST_READ = 20
ID_LENGTH = 36


def record_key(text: str) -> uuid.UUID | None:
    """The record's number as the API gives it; None for anything else, however like it looks."""
    if len(text) != ID_LENGTH:
        return None
    try:
        key = uuid.UUID(text)
    except ValueError:
        return None
    return key if str(key) == text.lower() else None


def record_keys(params: QueryDict, most: int = MOST_READ) -> tuple[uuid.UUID, ...]:
    """The numbers among the first values, each once; what is none is passed over."""
    keys = [record_key(value) for value in params.getlist(CHOSEN)[:most]]
    return tuple(dict.fromkeys(key for key in keys if key is not None))
