"""A listing: all records of a search with the head and the end that every format of an export writes."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import DatabaseError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from kb.site.addresses import absolute
from kb.templatetags.kb_tags import note_on_names
from opendata.facts import Facts, Teller
from practices.comparing.shortlist import shortlist_address
from search import services as search
from search.request.request import SearchRequest
from search.services import EngineUnavailable, Walk

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Head:
    """What a file says of itself, in words: it is passed on without the page that it was taken from."""

    title: str
    query: str
    address: str
    day: date
    day_in_words: str
    total: int
    total_in_words: str
    licence: str
    relaxed: str

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Label and value, for formats that are read by people."""
        lines = [
            (_("Search"), self.query),
            (_("Address"), self.address),
            (_("Date"), self.day_in_words),
            (_("Number of records"), str(self.total)),
            (_("Licence"), self.licence),
        ]
        return [*lines, (_("Note"), self.relaxed)] if self.relaxed else lines

    @property
    def sentence(self) -> str:
        """All of it in one line, for formats that have room for a remark only."""
        return " · ".join(
            part
            for part in (
                self.title,
                self.query,
                self.address,
                self.day.isoformat(),
                self.total_in_words,
                self.licence,
                self.relaxed,
            )
            if part
        )


class Listing:
    """The facts of all records of a walk, to be gone through once; :meth:`end` says how it went.

    A file that was broken off on the way lacks its end; one that the site itself had to break off says so
    there (``whole`` is false).
    """

    def __init__(
        self,
        walk: Walk,
        language: str,
        *,
        query: str,
        address: str,
        day: date,
        note: str = "",
        rest: Callable[[int], str] | None = None,
    ) -> None:
        """``query``: what was asked for, in words; ``note``: what else the head has to say.

        ``rest``: the address of what comes behind the record with a number, should the list break off.
        """
        self.language = language
        self._walk = walk
        self._teller = Teller(language)
        self._rest = rest
        self._last = 0
        self.given = 0
        self.whole = False
        self._noted = ""
        self.head = Head(
            title=_("Alliance Exchange: list of records"),
            query=query or _("All records"),
            address=absolute(address),
            day=day,
            day_in_words=date_format(day, "DATE_FORMAT"),
            total=walk.total,
            total_in_words=_number(walk.total),
            licence=_("The licence is named for each record."),
            relaxed=note,
        )
        self.lines = self.head.lines

    def __iter__(self) -> Iterator[Facts]:
        try:
            for record in self._walk.records:
                facts = self._teller.facts(record)
                if facts.country == "XK":
                    self._noted = facts.country_label
                self.given += 1
                self._last = record.number
                yield facts
        except (EngineUnavailable, DatabaseError) as error:
            logger.warning("An export was cut off (%s).", type(error).__name__)
        else:
            self.whole = True

    def end(self) -> str:
        """The last sentence of the file."""
        with override(self.language):
            if self.whole:
                return _("End of the list: %(number)s.") % {"number": _number(self.given)}
            if self._rest and self._last:
                return _(
                    "This list is not whole: the search failed after %(given)s of %(total)s records. The "
                    "rest can be taken from %(address)s"
                ) % {
                    "given": self.given,
                    "total": self.head.total,
                    "address": absolute(self._rest(self._last)),
                }
            return _(
                "This list is not whole: the search failed after %(given)s of %(total)s records. Please take "
                "it again."
            ) % {"given": self.given, "total": self.head.total}

    def note(self) -> str:
        """What has to stand below the list, besides; mostly nothing."""
        with override(self.language):
            return note_on_names(self._noted)


def listing_of(asked: SearchRequest, after: int, rest: Callable[[int], str]) -> Listing:
    """All that a search finds now; behind a number, where the list broke off there."""
    walk = search.walk(asked, after=after)
    notes = [
        _("This is the rest of a list that broke off.") if after else "",
        _("Few records have all of these words. Others have some of them, or related words.")
        if walk.relaxed
        else "",
    ]
    return Listing(
        walk,
        asked.language,
        query=search.in_words(asked),
        address=search.address(asked),
        day=timezone.localdate(),
        note=" ".join(filter(None, notes)),
        rest=rest,
    )


def listing_of_records(keys: Sequence[uuid.UUID], language: str) -> Listing:
    """Those of these records that anybody may read, archived ones too: somebody chose each of them."""
    return Listing(
        Walk(
            total=len(search.public_among(keys)),
            relaxed=False,
            records=search.public_records([list(keys)], archived=True),
        ),
        language,
        query=_("Shortlist"),
        address=shortlist_address(keys),
        day=timezone.localdate(),
    )


def _number(number: int) -> str:
    return ngettext("%(number)s record", "%(number)s records", number) % {"number": number}
