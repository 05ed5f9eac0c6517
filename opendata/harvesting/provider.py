"""The OAI-PMH provider: which records, sets and tombstones there are, read from the search table alone."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import override

from opendata.harvesting.requests import Refused, Selection
from search import services as search
from search.contract import facets
from search.services import Change

MOST_AT_ONCE = 100
SETS = ("kind", "country", "theme")


@dataclass(frozen=True)
class Page:
    """A part of a list: what changed, tombstones among it, and the token for the next part."""

    changes: list[Change]
    token: str
    cursor: int


def identifier_of(key: uuid.UUID) -> str:
    """The name of a record among all repositories."""
    return f"oai:{_host()}:{key}"


def _host() -> str:
    return urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"


def one(identifier: str) -> Change:
    """A record that is public or was. Raises :class:`Refused`."""
    own, _colon, key = identifier.rpartition(":")
    try:
        found = search.change_of(uuid.UUID(key)) if own == f"oai:{_host()}" else None
    except ValueError:
        found = None
    if found is None:
        raise Refused("idDoesNotExist", "There is no such record.")
    return found


def page_of(selection: Selection) -> Page:
    """The next part of a selection, in the order in which the records changed."""
    found = search.changes(
        MOST_AT_ONCE + 1,
        after=selection.after,
        since=selection.since,
        before=selection.before,
        codes=_code_of(selection.set) if selection.set else {},
    )
    if not found and not selection.after:
        raise Refused("noRecordsMatch", "There are no such records.")
    part, more = found[:MOST_AT_ONCE], found[MOST_AT_ONCE:]
    token = ""
    if more:
        cursor = selection.cursor + len(part)
        token = replace(selection, after=part[-1].version, cursor=cursor).token()
    return Page(part, token, selection.cursor)


def _code_of(name: str) -> dict[str, str]:
    facet, _colon, code = name.partition(":")
    if facet not in SETS or search.terms().get(facet, code) is None:
        raise Refused("noRecordsMatch", "There is no such set.")
    return {facet: code}


def sets_of(change: Change) -> list[str]:
    """The sets in which a record is."""
    return [f"{facet}:{code}" for facet in SETS for code in change.codes(facet)]


def all_sets() -> Iterator[tuple[str, str]]:
    """Each set that has records, with its name in English."""
    terms = search.terms()
    with override("en"):
        labels = {facet.name: str(facet.label) for facet in facets()}
    for facet in SETS:
        having = search.counts(facet)
        for code in terms.codes(facet):
            if code in having:
                yield f"{facet}:{code}", f"{labels[facet]}: {terms.label(facet, code, 'en')}"
