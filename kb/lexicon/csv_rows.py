"""The lexicon as a table for a spreadsheet, and back: a column for each language, forms parted by " | "."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from kb.lexicon.entries import MOST_ROWS, Entries
from kb.lexicon.forms_of_words import shown
from kb.models import Word
from kb.texts.csv_files import AS_TEXT, BYTE_ORDER_MARK, FORMULA_SIGNS, csv_file

MOST_BYTES = 2_000_000
PARTED = "|"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
COLUMNS = ["code", *LANGUAGES, "ambiguous", "related", "source", "licence"]
YES, NO = ("yes", "true", "1", "x"), ("", "no", "false", "0")


def table_of(words: Iterable[Word]) -> bytes:
    """All columns of these rows; what a spreadsheet takes for a formula is text."""
    return csv_file([COLUMNS, *(_line(word) for word in words)])


def _line(word: Word) -> list[str]:
    forms = [f" {PARTED} ".join(word.forms.get(language, ())) for language in LANGUAGES]
    ambiguous, related = "yes" if word.is_ambiguous else "", f" {PARTED} ".join(word.related)
    return [word.code, *forms, ambiguous, related, word.source, word.licence]


def decoded(file: bytes) -> str | None:
    """The text of a file in UTF-8; None of any other."""
    try:
        return file.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def read_table(text: str) -> Entries:
    """The rows of a table with what is wrong with each, counted as a spreadsheet does, its heading first."""
    found = Entries()
    try:
        lines = _lines(text.removeprefix(BYTE_ORDER_MARK))
    except csv.Error as error:
        found.refuse(1, _("Not a table: %(why)s.") % {"why": error})
        return found
    heading = [cell.casefold() for cell in lines[0]] if lines else []
    if fault := _fault_of(heading):
        found.refuse(1, fault)
        return found
    if len(lines) > MOST_ROWS:
        found.refuse(
            MOST_ROWS + 1, _("A lexicon has at most %(limit)d rows.") % {"limit": MOST_ROWS}
        )
        return found
    for row, line in enumerate(lines[1:], start=2):
        _read(found, row, heading, line)
    if len(lines) == 1:
        found.refuse(2, _("There is no row."))
    return found


def _lines(text: str) -> list[list[str]]:
    """The cells, parted by comma, semicolon or tab, without the empty lines that spreadsheets leave."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    lines = [
        [_plain(cell) for cell in line]
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    ]
    while lines and not any(lines[-1]):
        lines.pop()
    return lines


def _plain(cell: str) -> str:
    """A cell without what the export has put before it."""
    cell = cell.strip()
    if cell.startswith(AS_TEXT) and cell[1:].startswith(FORMULA_SIGNS):
        return cell[1:]
    return cell


def _fault_of(heading: Sequence[str]) -> str:
    for name, times in Counter(heading).items():
        if name and times > 1:
            return _("The column “%(name)s” stands twice.") % {"name": shown(name)}
        if name and name not in COLUMNS:
            return _("“%(name)s” is no column; there are %(columns)s.") % {
                "name": shown(name),
                "columns": ", ".join(COLUMNS),
            }
    if settings.LANGUAGE_CODE not in heading:
        return _("The first row names the columns; “en” is missing.")
    return ""


def _read(found: Entries, row: int, heading: Sequence[str], line: Sequence[str]) -> None:
    if not any(line):
        found.refuse(row, _("The row is empty."))
        return
    if any(line[len(heading) :]):
        found.refuse(row, _("The row has more cells than there are columns."))
        return
    cells = dict(zip(heading, line, strict=False))
    forms = {
        language: [word.strip() for word in cells[language].split(PARTED)]
        for language in LANGUAGES
        if cells.get(language)
    }
    typed = cells.get("ambiguous", "").casefold()
    found.add(
        row,
        forms,
        code=cells.get("code", ""),
        is_ambiguous=typed in YES if typed in (*YES, *NO) else typed,
        source=cells.get("source", ""),
        licence=cells.get("licence", ""),
        related=cells["related"].split(PARTED) if "related" in cells else None,
    )
