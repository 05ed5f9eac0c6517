"""What a reader finds changed between two public versions: parts, facts, subjects, lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kb.texts.plain_text import shown_text
from practices.models import RecordPage
from practices.reading.presentation import field_label
from practices.reading.versions.diffs import Piece, differences
from search.contract import facets
from search.terms import Terms


@dataclass(frozen=True)
class Change:
    """One part in which two versions differ; ``in_text``: its words are in the language of the text."""

    label: str
    pieces: list[Piece]
    in_text: bool = True


def changes(
    page: RecordPage,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    terms: Terms,
    language: str,
) -> list[Change]:
    """All differences, in the order in which a record is read."""
    return [
        change
        for change in (
            *_texts(page, before, after),
            *_facts(page, before, after),
            *_codes(before, after, terms, language),
            *_lists(page, before, after),
        )
        if change.pieces
    ]


def _texts(
    page: RecordPage, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Change]:
    for name in ("title", "summary"):
        yield Change(field_label(page, name), differences(before[name], after[name]))
    for name in page.parts:
        old, new = (shown_text(words["parts"].get(name, "")) for words in (before, after))
        yield Change(field_label(page, name), differences(old, new))


def _facts(
    page: RecordPage, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Change]:
    names = [field.name for field in page._meta.get_fields()]
    for name in sorted({*before["facts"], *after["facts"]} & {*names}, key=names.index):
        old, new = (fact_value(page, name, words["facts"].get(name)) for words in (before, after))
        if old != new:
            is_text = isinstance(after["facts"].get(name, before["facts"].get(name)), str)
            free = is_text and not page._meta.get_field(name).choices  # type: ignore[union-attr]
            yield Change(field_label(page, name), _exchanged([old], [new]), in_text=free)


def _codes(
    before: Mapping[str, Any], after: Mapping[str, Any], terms: Terms, language: str
) -> Iterator[Change]:
    for facet in facets():
        old, new = (words["codes"].get(facet.name, []) for words in (before, after))
        gone = [terms.label(facet.name, code, language) for code in old if code not in new]
        come = [terms.label(facet.name, code, language) for code in new if code not in old]
        yield Change(str(facet.label), _exchanged(gone, come), in_text=False)


def _lists(
    page: RecordPage, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Change]:
    for name in dict.fromkeys([*before["lists"], *after["lists"]]):
        old, new = (words["lists"].get(name, []) for words in (before, after))
        gone = [row for row in old if row not in new]
        come = [row for row in new if row not in old]
        label = _("Evidence") if name == "evidence_ratings" else field_label(page, name)
        yield Change(label, _exchanged(gone, come))


def _exchanged(gone: list[str], come: list[str]) -> list[Piece]:
    """Whole values: first what went, then what came."""
    pieces = [Piece("out", value) for value in gone if value]
    return pieces + [Piece("in", value) for value in come if value]


def fact_value(page: RecordPage, name: str, value: Any) -> str:
    """A stored fact as a reader meets it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    field = page._meta.get_field(name)
    if field.get_internal_type() == "DateField":  # type: ignore[union-attr]
        return str(date_format(date.fromisoformat(value), "DATE_FORMAT"))
    choices = dict(getattr(field, "flatchoices", None) or ())
    return str(choices.get(value, value))
