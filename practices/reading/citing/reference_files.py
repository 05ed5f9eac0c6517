"""References as files that reference managers read: RIS, BibTeX, CSL-JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import bibtexparser
import orjson
from bibtexparser.model import Entry, Field
from rispy.writer import RisWriter

from practices.reading.citing.citations import PUBLISHER, Citation


class _References(RisWriter):
    """One reference after the other, with the line ends that the format asks for and no numbers between."""

    NEWLINE = "\r\n"
    SEPARATOR = None

    def set_header(self, count: int) -> str:
        """None: managers read tags alone."""
        return ""


_ris = _References()
# What LaTeX takes for a sign of its own. Letters beyond ASCII stay as they are (biber reads UTF-8); BibTeX
# counts braces even behind a backslash.
_LATEX = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "&%$#_"},
        **dict.fromkeys("\\{}", ""),
        "~": "\\textasciitilde{}",
        "^": "\\textasciicircum{}",
    }
)
_bibtex = bibtexparser.BibtexFormat()
_bibtex.indent, _bibtex.trailing_comma = "  ", True


def as_ris(citation: Citation) -> str:
    """For EndNote, Zotero, Citavi and most others."""
    fields = {
        "id": citation.key,
        # The comma behind it: one name, not a person's first and last.
        "authors": [f"{_one_line(citation.author)},"],
        "title": citation.title,
        "year": citation.year,
        "date": f"{citation.changed:%Y/%m/%d}" if citation.changed else "",
        "publisher": PUBLISHER,
        "language": citation.language,
        "urls": [citation.address],
        "doi": citation.doi,
        "custom1": citation.licence,
        "abstract": citation.abstract,
    }
    reference = {
        name: _one_line(value) if isinstance(value, str) else value
        for name, value in fields.items()
        if value
    }
    return _ris.formats([{"type_of_reference": "ELEC", **reference}])


def as_bibtex(citation: Citation) -> str:
    """For LaTeX and its kin."""
    fields = {
        "author": f"{{{_in_latex(citation.author)}}}",
        "title": f"{{{_in_latex(citation.title)}}}",
        "year": citation.year,
        "date": citation.changed.isoformat() if citation.changed else "",
        "publisher": PUBLISHER,
        "langid": citation.language,
        "url": citation.address,
        "doi": citation.doi,
        "note": _in_latex(citation.licence),
    }
    enclosed = [Field(name, f"{{{value}}}") for name, value in fields.items() if value]
    library = bibtexparser.Library([Entry("online", citation.key, enclosed)])
    # Nothing is to be done with the values any more.
    written: str = bibtexparser.write_string(library, unparse_stack=[], bibtex_format=_bibtex)
    return written


def as_csl(citation: Citation) -> bytes:
    """One item of CSL-JSON, which Zotero, Pandoc and citation processors read."""
    item: dict[str, Any] = {
        "id": citation.key,
        "type": "webpage",
        "title": _one_line(citation.title),
        "author": [{"literal": _one_line(citation.author)}],
        "publisher": PUBLISHER,
        "container-title": PUBLISHER,
        "issued": date_parts(citation.changed or citation.published, citation.year),
        "language": citation.language,
        "URL": citation.address,
        "DOI": citation.doi,
        "license": citation.licence,
        "abstract": _one_line(citation.abstract),
    }
    return orjson.dumps({name: value for name, value in item.items() if value})


def date_parts(day: date | None, year: str = "") -> dict[str, Any]:
    """A day, or a year alone, as CSL writes dates."""
    return {"date-parts": [[day.year, day.month, day.day] if day else [int(year)]]}


def _one_line(value: str) -> str:
    """Of a text with line ends the second line could begin with a tag."""
    return " ".join(value.split())


def _in_latex(value: str) -> str:
    return _one_line(value).translate(_LATEX)


@dataclass(frozen=True)
class ReferenceFile:
    """A form in which one reference is given: how it is written, its type, how its files end."""

    write: Callable[[Citation], str | bytes]
    content_type: str
    ending: str


REFERENCE_FILES = {
    "ris": ReferenceFile(as_ris, "application/x-research-info-systems", "ris"),
    "bibtex": ReferenceFile(as_bibtex, "application/x-bibtex", "bib"),
    "csl": ReferenceFile(as_csl, "application/vnd.citationstyles.csl+json", "json"),
}
