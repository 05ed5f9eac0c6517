"""The forms in which others publish what they have: OAI-PMH, RSS and Atom, tables (CSV)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from opendata.collecting.entries import Entry, Unreadable, entry

MOST_ENTRIES = 2_000
OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
ATOM = "{http://www.w3.org/2005/Atom}"
# An answer that says so is no fault: nothing has changed since the last time.
NOTHING_NEW = "noRecordsMatch"


def from_oai(content: bytes) -> tuple[list[Entry], str]:
    """The records of one answer, and the token that leads on; empty at the end."""
    root = _xml(content)
    error = root.find(f"{OAI}error")
    if error is not None:
        if error.get("code") == NOTHING_NEW:
            return [], ""
        raise Unreadable("an error of the other side")
    listed = root.find(f"{OAI}ListRecords")
    if listed is None:
        raise Unreadable("no list of records")
    found = [_of_oai(record) for record in islice(listed.iter(f"{OAI}record"), MOST_ENTRIES)]
    return found, _text(listed.find(f"{OAI}resumptionToken"))


def _of_oai(record: Any) -> Entry:
    head = record.find(f"{OAI}header")
    name = _text(record.find(f"{OAI}header/{OAI}identifier"))
    if head is not None and head.get("status") == "deleted":
        return Entry(name=name, gone=True)

    def said(element: str) -> list[str]:
        return [_text(one) for one in record.iter(f"{DC}{element}")]

    return entry(
        name,
        _first(said("title")),
        _first(said("description")),
        said("identifier"),
        _first(said("language")),
        _first(said("date")),
    )


def from_feed(content: bytes) -> list[Entry]:
    """RSS 2.0 or Atom, as the root says."""
    root = _xml(content)
    if root.tag == f"{ATOM}feed":
        return [_of_atom(one) for one in islice(root.iter(f"{ATOM}entry"), MOST_ENTRIES)]
    if root.tag == "rss":
        return [_of_rss(one) for one in islice(root.iter("item"), MOST_ENTRIES)]
    raise Unreadable("neither RSS nor Atom")


def _of_atom(one: Any) -> Entry:
    links = [
        str(link.get("href", ""))
        for link in one.findall(f"{ATOM}link")
        if link.get("rel", "alternate") == "alternate"
    ]
    return entry(
        _text(one.find(f"{ATOM}id")),
        _text(one.find(f"{ATOM}title")),
        _text(one.find(f"{ATOM}summary")),
        links,
        str(one.get("{http://www.w3.org/XML/1998/namespace}lang", "")),
        _text(one.find(f"{ATOM}published")) or _text(one.find(f"{ATOM}updated")),
    )


def _of_rss(one: Any) -> Entry:
    return entry(
        _text(one.find("guid")),
        _text(one.find("title")),
        _text(one.find("description")),
        [_text(one.find("link"))],
        _text(one.find(f"{DC}language")),
        _day_of_mail(_text(one.find("pubDate"))),
    )


def from_table(content: bytes) -> list[Entry]:
    """A table with a head; ``title`` and ``address`` are needed, others may be there."""
    lines = csv.DictReader(io.StringIO(content.decode("utf-8-sig", errors="replace"), newline=""))
    try:
        heads = {(name or "").strip().lower() for name in lines.fieldnames or ()}
        if not {"title", "address"} <= heads:
            raise Unreadable("no columns title and address")
        rows = [
            {str(name).strip().lower(): str(value or "") for name, value in row.items()}
            for row in islice(lines, MOST_ENTRIES)
        ]
    except csv.Error as error:
        raise Unreadable("no table") from error
    return [
        entry(
            row.get("identifier", ""),
            row["title"],
            row.get("summary", ""),
            [row["address"]],
            row.get("language", ""),
            row.get("date", ""),
        )
        for row in rows
    ]


def _xml(content: bytes) -> Any:
    """The root of a file without a document type: there are no entities to blow up, and none to look up."""
    try:
        return fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Unreadable(type(error).__name__) from error


def _text(element: Any) -> str:
    return "" if element is None else "".join(element.itertext()).strip()


def _first(texts: Iterable[str]) -> str:
    return next(iter(texts), "")


def _day_of_mail(text: str) -> str:
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (TypeError, ValueError):
        return text
