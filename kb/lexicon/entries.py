"""Rows on their way into the lexicon, from whatever file: all are checked before any is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kb.lexicon.forms_of_words import LONGEST_CODE, Forms, checked_forms, code_of, shown
from kb.lexicon.related import checked_related, no_such_row
from kb.models.pages import validate_code

MOST_ROWS = 20_000
# Whoever reads the reasons mends the first ones and tries again.
MOST_FAULTS = 100
LONGEST_SOURCE = 80

Sense = frozenset[tuple[str, frozenset[str]]]


@dataclass(frozen=True)
class Entry:
    """A row that may be written; ``related`` None: nothing is said of it, and what is there stays."""

    code: str
    forms: Forms
    is_ambiguous: bool = False
    source: str = ""
    licence: str = ""
    related: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Fault:
    """Why a row cannot be written; rows are counted as the reader of the file counts them."""

    row: int
    reason: str

    def __str__(self) -> str:
        return _("Row %(row)d: %(reason)s") % {"row": self.row, "reason": self.reason}


class Entries:
    """Collects the rows of one file: those that may be written, and what is wrong with the others.

    ``without_code`` are the codes that were made here because the file has none for the row.
    """

    def __init__(self) -> None:
        self.rows: list[tuple[int, Entry]] = []
        self.faults: list[Fault] = []
        self.without_code: set[str] = set()
        self._codes: dict[str, int] = {}
        self._senses: dict[Sense, int] = {}

    def add(self, row: int, forms: Any, **others: Any) -> None:
        """Check a row; ``others``: what else :class:`Entry` has, if there."""
        try:
            entry = self._checked(forms, **others)
            self._note(row, entry)
        except ValidationError as error:
            self.refuse(row, " ".join(error.messages))
        else:
            self.rows.append((row, entry))
            if not others.get("code"):
                self.without_code.add(entry.code)

    def refuse(self, row: int, reason: str) -> None:
        """Say what is wrong with a row."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(row, reason))

    @property
    def entries(self) -> list[Entry]:
        """The rows that may be written, in the order of the file."""
        return [entry for _row, entry in self.rows]

    def refuse_unknown(self, known: Iterable[str] = ()) -> None:
        """Refuse, when all are read, rows with related words that neither file nor ``known`` have."""
        there = {*known, *self._codes}
        for row, entry in self.rows:
            for code in entry.related or ():
                if code not in there:
                    self.refuse(row, " ".join(no_such_row(code).messages))

    def _checked(
        self,
        forms: Any,
        *,
        code: str = "",
        is_ambiguous: Any = False,
        source: str = "",
        licence: str = "",
        related: Any = None,
    ) -> Entry:
        clean = checked_forms(forms)
        if not isinstance(is_ambiguous, bool):
            raise ValidationError(
                _("“%(value)s” says neither yes nor no."), params={"value": shown(is_ambiguous)}
            )
        code = code or code_of(clean)
        validate_code(code)
        if len(code) > LONGEST_CODE:
            raise ValidationError(_("The code is too long."))
        if max(len(source), len(licence)) > LONGEST_SOURCE:
            raise ValidationError(_("The source or its licence is too long."))
        if source and not licence:
            raise ValidationError(_("Name the licence of the source."))
        codes = None if related is None else tuple(checked_related(related, own=code))
        return Entry(code, clean, is_ambiguous, source, licence, codes)

    def _note(self, row: int, entry: Entry) -> None:
        """Refuses a row that stands in the file already."""
        if entry.code in self._codes:
            raise ValidationError(
                _(
                    "“%(word)s” begins row %(other)d already. Begin another sense with another form."
                ),
                params={"word": entry.forms["en"][0], "other": self._codes[entry.code]},
            )
        sense: Sense = frozenset(
            (language, frozenset(word.casefold() for word in words))
            for language, words in entry.forms.items()
        )
        if sense in self._senses:
            raise ValidationError(
                _("Row %(other)d has the very same words."), params={"other": self._senses[sense]}
            )
        if len(self.rows) >= MOST_ROWS:
            raise ValidationError(
                _("A lexicon has at most %(limit)d rows."), params={"limit": MOST_ROWS}
            )
        self._codes[entry.code] = row
        self._senses[sense] = row
