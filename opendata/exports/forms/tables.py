"""Exports for a spreadsheet: CSV and XLSX, one row for each record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _
from django.utils.translation import override
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from kb.texts.csv_files import csv_lines, safe_cell
from opendata.exports.listing import Listing
from opendata.facts import Facts

BLOCK = 64 * 1024
# What fits into a cell of a spreadsheet, and into a sheet beside its head.
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_576 - 1


def columns(language: str) -> list[str]:
    """The heads of the columns; written long after the view, so in a language that is named."""
    with override(language):
        return [
            _("Title"),
            _("Kind"),
            _("City"),
            _("Country"),
            _("First year"),
            _("Last year"),
            _("Themes"),
            _("Audiences"),
            _("Summary"),
            _("Language"),
            _("Languages"),
            _("Author"),
            _("Licence"),
            _("First published"),
            _("Last change"),
            _("Permanent link"),
        ]


def cells(facts: Facts) -> list[str | int]:
    """What stands in the columns of one record."""
    return [
        facts.title,
        facts.kind_label,
        facts.city_label,
        facts.country_label,
        _known(facts.year_from),
        _known(facts.year_to),
        "; ".join(facts.theme_labels),
        "; ".join(facts.audience_labels),
        facts.summary,
        facts.text_language,
        facts.language_names,
        facts.author,
        facts.licence_label,
        _day(facts.published),
        _day(facts.changed),
        facts.address,
    ]


def csv(listing: Listing) -> Iterator[bytes]:
    """Head, an empty row, the table, an empty row, the end."""
    heads = columns(listing.language)

    def rows() -> Iterator[Sequence[str | int]]:
        yield [listing.head.title]
        yield from ([label, value] for label, value in listing.lines)
        yield []
        yield [*heads]
        yield from map(cells, listing)
        yield []
        yield [listing.end()]
        if note := listing.note():
            yield [note]

    yield from csv_lines(rows())


def xlsx(listing: Listing) -> Iterator[bytes]:
    """The table as one sheet, head and end as another.

    The form has its table of contents at the end, so the file is put together on the disk before it leaves.
    """
    with override(listing.language):
        titles = _("Records"), _("About this list")
    with TemporaryDirectory(prefix="export-") as folder:
        path = Path(folder) / "list.xlsx"
        # Texts stay texts: neither formulas nor links are made of them.
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "tmpdir": folder,
        }
        with Workbook(str(path), options) as book:
            records = book.add_worksheet(titles[0])
            records.freeze_panes(1, 0)
            records.write_row(0, 0, columns(listing.language))
            for facts in listing:
                if listing.given <= MOST_ROWS:
                    _write(records, listing.given, cells(facts))
            about = book.add_worksheet(titles[1])
            lines = [[listing.head.title], *map(list, listing.lines), [listing.end()]]
            for number, line in enumerate(
                [*lines, *([[note]] if (note := listing.note()) else [])]
            ):
                _write(about, number, line)
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                yield block


def _write(sheet: Worksheet, row: int, values: Sequence[str | int]) -> None:
    for column, value in enumerate(values):
        if isinstance(value, int):
            sheet.write_number(row, column, value)
        else:
            sheet.write_string(row, column, str(safe_cell(value))[:LONGEST_CELL])


def _known(number: int | None) -> str | int:
    return "" if number is None else number


def _day(moment: datetime | None) -> str:
    return moment.date().isoformat() if moment else ""
