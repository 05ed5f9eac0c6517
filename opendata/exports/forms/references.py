"""Exports for reference managers: RIS, BibTeX and CSL-JSON, one reference for each record."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from opendata.exports.listing import Listing
from practices.reading.citing.reference_files import as_bibtex, as_csl, as_ris, date_parts


def ris(listing: Listing) -> Iterator[bytes]:
    """The head before the first reference and the end behind the last, where readers look for no tags.

    Zotero knows the form by a first tag after at most four other lines.
    """
    yield _line(listing.head.sentence)
    for facts in listing:
        yield as_ris(facts.citation).encode()
    yield _line(listing.end())


def bibtex(listing: Listing) -> Iterator[bytes]:
    """Head and end as remarks, which are read by nobody but people."""
    yield _remark(listing.head.sentence)
    for facts in listing:
        yield as_bibtex(facts.citation).encode()
    yield _remark(listing.end())


def csl(listing: Listing) -> Iterator[bytes]:
    """A list of items, of which the first is the list itself: the form has no room for remarks.

    The bracket at its end is the mark that it is whole; one that was cut off is no JSON.
    """
    head = listing.head
    own = {
        "id": "alliance-exchange-list",
        "type": "dataset",
        "title": f"{head.title}: {head.query}",
        "author": [{"literal": "Alliance Exchange"}],
        "issued": date_parts(head.day),
        "URL": head.address,
        "license": head.licence,
        "note": " · ".join(part for part in (head.total_in_words, head.relaxed) if part),
    }
    yield b"[" + orjson.dumps(own)
    for facts in listing:
        yield b",\n" + as_csl(facts.citation)
    if listing.whole:
        yield b"\n]\n"


def _line(sentence: str) -> bytes:
    # No line begins like a tag ("TY  - "): each begins with words of ours.
    return f"{' '.join(sentence.split())}\r\n".encode()


def _remark(sentence: str) -> bytes:
    # Neither a brace nor the sign with which an entry begins.
    readable = " ".join(sentence.split()).translate(str.maketrans("{}@", "()·"))
    return f"@comment{{{readable}}}\n\n".encode()
