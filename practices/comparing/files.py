"""The table of a comparison as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kb.texts.csv_files import csv_file
from practices.comparing.rows import Group
from practices.comparing.services import ComparedRecord


def table_file(columns: Sequence[ComparedRecord], groups: Iterable[Group], address: str) -> bytes:
    """The table with what a file needs that may be passed on: where and when it was made, which licence."""
    rows: list[list[str]] = [
        [_("Alliance Exchange"), _("Comparison of records")],
        [_("Address"), address],
        [_("Date"), date_format(timezone.localdate(), "DATE_FORMAT")],
        [_("Licence"), _("As named for each record in the row “Licence of the text”")],
        [],
        [
            _("Part of the record"),
            _("Row"),
            _("Compared"),
            *(column.record.title for column in columns),
        ],
        ["", _("Address"), "", *(column.full_url for column in columns)],
    ]
    rows += [
        [group.label, row.label, row.verdict, *(cell.words for cell in row.cells)]
        for group in groups
        for row in group.rows
    ]
    return csv_file(rows)
