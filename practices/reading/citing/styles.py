"""Citation styles: a record in a line of words as APA, Chicago, Harvard and Vancouver cite a page of a site.

Four sentences, and no processor of styles: all that is cited here is of one kind. The one there is for Python
(citeproc-py 0.11) writes days as no Russian, French or Turkish reader would, and took a tenth of a second.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from practices.reading.citing.citations import PUBLISHER, Citation


@dataclass(frozen=True)
class Styled:
    """A record as a style cites it."""

    style: str
    text: str


def in_styles(citation: Citation) -> list[Styled]:
    """The record in each style, with the words of the active language; read on the day of the asking."""
    parts = {
        "author": citation.author,
        "year": citation.year,
        "title": citation.closed_title.rstrip("."),
        "closed_title": citation.closed_title,
        "site": PUBLISHER,
        "address": citation.link,
        "day": date_format(timezone.localdate(), "DATE_FORMAT"),
    }
    return [
        Styled("APA", citation.text),
        Styled(
            "Chicago",
            _("%(author)s. %(year)s. “%(closed_title)s” %(site)s. %(address)s.") % parts,
        ),
        Styled(
            "Harvard",
            _(
                "%(author)s (%(year)s) %(closed_title)s %(site)s. Available at: %(address)s "
                "(Accessed: %(day)s)."
            )
            % parts,
        ),
        Styled(
            "Vancouver",
            _(
                "%(author)s. %(title)s [Internet]. %(site)s; %(year)s [cited %(day)s]. "
                "Available from: %(address)s"
            )
            % parts,
        ),
    ]
