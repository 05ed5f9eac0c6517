"""The rows of the expert form: where, how, which words. They are parameters, never a query language."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from search import analysis

FIELDS = ("anywhere", "title", "text")
OPERATORS = ("all", "any", "phrase", "none")
MAX_ROWS = 8
MAX_ROW_LENGTH = 100


@dataclass(frozen=True)
class Row:
    """One condition: ``words`` have to stand in ``field`` in the manner of ``operator``."""

    field: str
    operator: str
    words: str


def parse_rows(params: QueryDict) -> tuple[Row, ...]:
    """The rows with words; unknown fields and operators become the first ones. Never raises."""
    found = []
    fields, operators = params.getlist("field")[:MAX_ROWS], params.getlist("operator")[:MAX_ROWS]
    for place, typed in enumerate(params.getlist("words")[:MAX_ROWS]):
        words = " ".join(analysis.clean(typed[: MAX_ROW_LENGTH * 4]).split())[:MAX_ROW_LENGTH]
        field = fields[place] if place < len(fields) else ""
        operator = operators[place] if place < len(operators) else ""
        if words:
            found.append(
                Row(
                    field if field in FIELDS else FIELDS[0],
                    operator if operator in OPERATORS else OPERATORS[0],
                    words.strip(),
                )
            )
    return tuple(dict.fromkeys(found))


def field_labels() -> dict[str, str]:
    """What the fields are called, in the active language."""
    return {"anywhere": _("Anywhere"), "title": _("In the title"), "text": _("In the text")}


def operator_labels() -> dict[str, str]:
    """What the operators are called, in the active language."""
    return {
        "all": _("all of these words"),
        "any": _("one of these words"),
        "phrase": _("exactly this phrase"),
        "none": _("none of these words"),
    }


def described(row: Row) -> str:
    """A row in words, for a chip."""
    return _("%(field)s, %(operator)s: %(words)s") % {
        "field": field_labels()[row.field],
        "operator": operator_labels()[row.operator],
        "words": row.words,
    }
