"""Topics: what an answer shows, noted while it is made, so that it is dropped when one of them changes.

A topic is a word: one record, all records under a code of a facet, or all records. Whoever reads the
search table for an answer notes them (all doors of ``search.services`` do); whoever writes to it says which
have changed (:mod:`search.table.writing`).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from asgiref.local import Local

from search.contract import facets

# Any record at all: lists and counts that hold many.
RECORDS = "records"

_making = Local()


def record_topic(key: uuid.UUID | str) -> str:
    """One record in all its languages, or another page with this translation key."""
    return f"record:{key}"


def code_topic(facet: str, code: str) -> str:
    """All records under a code. Raises ``ValueError`` for a facet of whose codes nobody is told."""
    if facet not in followed_facets():
        raise ValueError(f"No page can follow {facet!r}: its facet is not registered as followed.")
    return f"{facet}:{code}"


def followed_facets() -> set[str]:
    """The facets whose codes are topics."""
    return {facet.name for facet in facets() if facet.followed}


class Noted:
    """The topics of an answer; ``complete`` once its maker says that nothing else is shown."""

    def __init__(self) -> None:
        self.topics: set[str] = set()
        self.complete = False
        self.about: tuple[str, ...] | None = None


@contextmanager
def noting() -> Iterator[Noted]:
    """Collect the topics of all that is asked meanwhile."""
    outer = _noted()
    _making.noted = noted = Noted()
    try:
        yield noted
    finally:
        _making.noted = outer


def note(topics: Iterable[str]) -> None:
    """The answer that is being made shows these topics."""
    noted = _noted()
    if noted is not None:
        noted.topics.update(topics)


def note_records(keys: Iterable[uuid.UUID | str]) -> None:
    """The answer that is being made shows these records, or would if they were public."""
    note(record_topic(key) for key in keys)


def note_asked() -> None:
    """The table is asked for the answer that is being made."""
    noted = _noted()
    if noted is not None:
        noted.topics.update((RECORDS,) if noted.about is None else noted.about)


def all_is_noted() -> None:
    """What the answer shows of records comes by doors that note it, or is noted by its maker."""
    noted = _noted()
    if noted is not None:
        noted.complete = True


def _noted() -> Noted | None:
    return getattr(_making, "noted", None)


@contextmanager
def showing_only(*topics: str) -> Iterator[None]:
    """Whatever the table is asked meanwhile, the answer shows nothing of it but these topics.

    Without topics: what is shown is noted record by record, and is a choice that may be somewhat old.
    """
    noted = _noted()
    if noted is None:
        yield
        return
    outer, noted.about = noted.about, topics
    try:
        yield
    finally:
        noted.about = outer
