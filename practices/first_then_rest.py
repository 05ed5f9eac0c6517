"""A long list that begins with a few rows, for a paginator: neither of its two questions sorts all rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import QuerySet

T = TypeVar("T")


@dataclass(frozen=True)
class FirstThenRest(Sequence[T]):
    """Some rows (``leading`` of them), then all others; ``number`` in all."""

    first: QuerySet[Any, T] | list[T]
    leading: int
    rest: QuerySet[Any, T]
    number: int

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, place: Any) -> Any:
        """A slice, as a paginator asks for it."""
        start, stop = place.start, place.stop
        found = list(self.first[start:stop]) if start < self.leading else []
        if stop > self.leading:
            found += self.rest[max(start - self.leading, 0) : stop - self.leading]
        return found
