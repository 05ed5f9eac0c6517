"""Exports to be printed: the reader as a tagged PDF, made by the program that prints records."""

from __future__ import annotations

from collections.abc import Iterator

from django.template.loader import render_to_string
from django.utils.translation import override

from opendata.exports.listing import Listing
from opendata.exports.reader import chapters_of
from practices.reading.printing.files import need_printer, printed


def pdf(listing: Listing) -> Iterator[bytes]:
    """Made before anything is sent: raises ``CannotPrint`` where it cannot be made now."""
    need_printer()
    context = {"listing": listing, "chapters": chapters_of(listing), "language": listing.language}
    with override(listing.language):
        html = render_to_string("opendata/exports/reader.html", context)
        return iter([printed(lambda _length: html, {})])
