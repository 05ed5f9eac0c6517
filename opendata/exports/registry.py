"""The formats of exports: how each ends, its type, and who writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opendata.exports.forms import data, paper, references, tables, word
from opendata.exports.listing import Listing
from opendata.exports.reader import MOST_READ
from practices.reading.citing.reference_files import REFERENCE_FILES
from practices.submission.word.template import MEDIA_TYPE


@dataclass(frozen=True)
class Form:
    """One format; ``ending``: of its address and its files; ``most``: of so many records, 0 for all."""

    ending: str
    label: str | Promise
    content_type: str
    write: Callable[[Listing], Iterator[bytes]]
    most: int = 0

    @property
    def name(self) -> str:
        """What a link to it says, with its limit."""
        if not self.most:
            return str(self.label)
        return gettext("%(form)s, up to %(most)s records") % {"form": self.label, "most": self.most}


FORMS: dict[str, Form] = {
    form.ending: form
    for form in (
        Form("csv", _("Spreadsheet (CSV)"), "text/csv; charset=utf-8", tables.csv),
        Form(
            "xlsx",
            _("Spreadsheet (Excel)"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            tables.xlsx,
        ),
        Form(
            "ris",
            _("Reference manager (RIS)"),
            f"{REFERENCE_FILES['ris'].content_type}; charset=utf-8",
            references.ris,
        ),
        Form(
            "bib",
            _("LaTeX (BibTeX)"),
            f"{REFERENCE_FILES['bibtex'].content_type}; charset=utf-8",
            references.bibtex,
        ),
        Form(
            "csl.json",
            _("Citations (CSL-JSON)"),
            REFERENCE_FILES["csl"].content_type,
            references.csl,
        ),
        Form("docx", _("To read (Word)"), MEDIA_TYPE, word.docx, MOST_READ),
        Form("pdf", _("To print (PDF)"), "application/pdf", paper.pdf, MOST_READ),
        Form("jsonl", _("Programs (JSON Lines)"), "application/jsonl", data.jsonl),
        Form("geojson", _("Maps (GeoJSON)"), "application/geo+json", data.geojson),
    )
}
