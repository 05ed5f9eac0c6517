"""The page on which somebody says which answers of a document go into the draft."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from practices.editing.forms import ConceptsField
from practices.models import RecordPage
from practices.reading.presentation import field_label
from practices.submission.desk.views import desk_context
from practices.submission.word.pieces import OfferedPiece, offer_pieces, persons_in, text_places
from practices.submission.word.recognition import Findings, importable_fields
from practices.submission.writing.answers import Answer, one_answer
from practices.submission.writing.chapter_forms import ChapterForm, chapter_form
from practices.submission.writing.chapters import chapters_of, filled
from practices.submission.writing.drafts import newest
from practices.submission.writing.merging import fingerprints


@dataclass(frozen=True)
class Part:
    """One answer of the document: its box, what stands in the record, whether it is ticked.

    ``words`` is what was found where it is chosen from a list rather than written; ``heading`` the one in
    the document that is only near to our question; ``persons`` what could lead to somebody.
    """

    bound: Any
    label: str
    stands: Answer
    words: SafeString | None
    taken: bool
    errors: Any = ()
    heading: str = ""
    persons: tuple[str, ...] = ()


def parts_found(record: RecordPage, found: Findings) -> list[Part]:
    """The answers of a document, those apart that stand in the record already."""
    now = newest(record)
    parts = []
    for form, names in _forms(now, list(found.values)):
        for name in names:
            value = found.values[name]
            if _same(form.initial.get(name), value):
                continue
            form.initial[name] = value
            parts.append(_part(now, form, name, None, found.near.get(name, "")))
    return parts


def show_findings(
    request: HttpRequest, own: Any, record: RecordPage, found: Findings
) -> HttpResponse:
    """What was found in a document, before anything is taken."""
    pieces = offer_pieces(found.left)
    parts = parts_found(record, found)
    return show_review(request, own, record, parts, pieces, has_hidden=found.hidden)


def parts_typed(record: RecordPage, data: Any, taken: set[str]) -> list[Part]:
    """The answers as they came back from the page, with what is wrong in those that are ticked."""
    now = newest(record)
    offered = [name for name in importable_fields(now) if name in data]
    # A form that is asked for its errors changes its record: what is stored stands in another.
    return [
        _part(now, form, name, taken)
        for form, names in _forms(newest(record), offered, data)
        for name in names
    ]


def show_review(
    request: HttpRequest,
    own: Any,
    record: RecordPage,
    parts: list[Part],
    pieces: list[OfferedPiece],
    *,
    conflicts: list[str] | None = None,
    nothing_ticked: bool = False,
    based_on: str = "",
    has_hidden: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Each answer with its tick, both texts where there are two, and the pieces that no field takes.

    ``based_on``: what the page stood on before; without it, on what is stored now.
    """
    now = newest(record)
    shown = {
        name: digest
        for chapter in chapters_of(now)
        for name, digest in fingerprints(now, chapter).items()
    }
    context = {
        **desk_context(own, record, now),
        "parts": parts,
        "pieces": [(piece, persons_in(now, piece.text)) for piece in pieces],
        "places": text_places(now),
        "based_on": based_on or json.dumps(shown),
        "conflicts": [field_label(now, name) for name in conflicts or []],
        "nothing_ticked": nothing_ticked,
        "has_hidden": has_hidden,
        "has_errors": nothing_ticked or any(part.errors for part in parts),
    }
    return render(request, "practices/submission/import_review.html", context, status=status)


def by_chapter(record: RecordPage, names: set[str]) -> dict[str, list[str]]:
    """Those of the names that a document can fill in this record, by chapter."""
    found: dict[str, list[str]] = {}
    for name, chapter in importable_fields(record).items():
        if name in names:
            found.setdefault(chapter.code, []).append(name)
    return found


def _forms(
    record: RecordPage, names: list[str], data: Any = None
) -> list[tuple[ChapterForm, list[str]]]:
    made = []
    for code, wanted in by_chapter(record, set(names)).items():
        form = chapter_form(record, code, data)
        form.keep_only(wanted)
        for name in wanted:
            label = form.fields[name].label
            form.fields[name].label = format_lazy(_("Found for “{field}”"), field=label)
        made.append((form, wanted))
    return made


def _part(
    record: RecordPage, form: ChapterForm, name: str, taken: set[str] | None, heading: str = ""
) -> Part:
    stands = one_answer(record, name)
    # A heading that is only near is a proposal: somebody says that it is meant.
    proposed = not heading and not _answered(record, name, stands)
    ticked = proposed if taken is None else name in taken
    written = form[name].value()
    return Part(
        form[name],
        field_label(record, name),
        stands,
        _words(form, name),
        ticked,
        errors=form[name].errors if taken and ticked else (),
        heading=heading,
        # The address of the office is meant to be there.
        persons=(
            persons_in(record, written)
            if isinstance(written, str) and name != "contact_email"
            else ()
        ),
    )


def _answered(record: RecordPage, name: str, stands: Answer) -> bool:
    """Whether somebody has put something there; a choice that nobody has made yet has its first value."""
    if filled(record, name) or not stands.html:
        return bool(stands.html)
    field: Any = record._meta.get_field(name)
    return bool(getattr(record, name) != field.get_default())


def _same(stands: Any, found: Any) -> bool:
    if isinstance(found, list):
        return sorted(stands or []) == sorted(found)
    return str(stands if stands is not None else "").strip() == str(found).strip()


def _words(form: ChapterForm, name: str) -> SafeString | None:
    """The labels of what is chosen from a list; None for a box to write in."""
    asked, value = form.fields[name], form[name].value()
    options: Any
    if isinstance(asked, ConceptsField):
        concepts: Any = asked.queryset
        options = [(concept.pk, concept.label()) for concept in concepts]
    elif isinstance(asked, forms.ChoiceField):
        options = asked.choices
    elif isinstance(asked, forms.NullBooleanField):
        options = ((True, _("Yes")), (False, _("No")))
    else:
        return None
    chosen = {str(each) for each in (value if isinstance(value, list) else [value])}
    labels = ((label,) for code, label in options if code != "" and str(code) in chosen)
    return format_html_join(", ", "{}", labels)
