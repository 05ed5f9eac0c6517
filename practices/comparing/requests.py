"""One comparison as one address: what is asked for, always valid, whatever was sent."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from search.request.chosen import MOST_READ, record_key
from search.request.request import CHOSEN, MOST_CHOSEN
from search.services import clean_find

MOST = MOST_CHOSEN


@dataclass(frozen=True)
class ComparisonRequest:
    """Which records are compared, in the order of their columns. Build it with :meth:`parse`.

    ``keys`` may be more than MOST: which of them are public is not known here. ``unreadable`` says that
    the address also holds something that is no record's number. ``q``: words by which the reader looks
    for another record. ``only_different`` leaves out what is the same in all records.
    """

    keys: tuple[uuid.UUID, ...] = ()
    unreadable: bool = False
    only_different: bool = False
    q: str = ""

    @classmethod
    def parse(cls, params: QueryDict) -> ComparisonRequest:
        """Read GET parameters; a record that is named twice counts once. Never raises."""
        values = params.getlist(CHOSEN)[:MOST_READ]
        keys = [record_key(value) for value in values if value]
        return cls(
            keys=tuple(dict.fromkeys(key for key in keys if key is not None)),
            unreadable=None in keys,
            only_different=params.get("rows") == "different",
            q=clean_find(params.get("q", "")),
        )

    @property
    def query_string(self) -> str:
        """The canonical parameters, ready to stand behind a path; empty or beginning with ``?``."""
        params = [(CHOSEN, str(key)) for key in self.keys]
        if self.only_different:
            params.append(("rows", "different"))
        if self.q:
            params.append(("q", self.q))
        return f"?{urlencode(params)}" if params else ""

    @property
    def url(self) -> str:
        """The address of the page in the active language."""
        return reverse("comparing:table") + self.query_string

    @property
    def choose_url(self) -> str:
        """The address of all records, with those of the comparison put aside."""
        query = urlencode([(CHOSEN, str(key)) for key in self.keys])
        return reverse("search:results") + (f"?{query}" if query else "")

    @property
    def file_url(self) -> str:
        """The address of the same table as a file."""
        return reverse("comparing:file") + self.with_query("").query_string

    def of(self, keys: Iterable[uuid.UUID]) -> ComparisonRequest:
        """The same question about other records."""
        return replace(self, keys=tuple(keys), unreadable=False)

    def with_id(self, record_id: str) -> ComparisonRequest:
        """One record more; what was typed to find it has done its work."""
        return self.of(dict.fromkeys((*self.keys, uuid.UUID(record_id)))).with_query("")

    def without_key(self, key: uuid.UUID) -> ComparisonRequest:
        """One record less."""
        return self.of(each for each in self.keys if each != key)

    def with_query(self, q: str) -> ComparisonRequest:
        """The same comparison with other words for finding one more record."""
        return replace(self, q=q)

    def with_rows(self, *, only_different: bool) -> ComparisonRequest:
        """The same records with all rows, or only with those that differ."""
        return replace(self, only_different=only_different)
