"""Answers that cannot be stored as they were typed: set aside, so that the others are, and shown again.

A form with something wrong in it is made valid by putting back what stood there before: the good answers
are then saved as ever, and what was typed is kept beside the record (``KeptAnswer``). Opened again, the form
is filled in as a browser would have it, with the kept words in their boxes, and asked for its errors anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from practices.models import RecordPage
from practices.submission.writing.chapter_forms import EMPTY_ROWS, ChapterForm, chapter_form
from practices.submission.writing.merging import digest

# Characters of one answer as typed, or of the rows of one list, with their marks.
MOST_KEPT = 100_000
# What is typed, what stood there before, nothing: one of them can be stored.
PASSES = 3
# Boxes that say something of another box only: who has agreed to one address has not agreed to another.
COMPANIONS = {"contact_email": ("contact_agreed",)}
NO_PART_OF_A_ROW = {"id", "DELETE", "ORDER"}


def set_aside(form: ChapterForm, fresh: Callable[[], RecordPage]) -> ChapterForm | None:
    """A valid form with all that can be stored of what was typed; the rest is in its ``aside``.

    ``fresh`` reads the record again: a form that was asked for its errors has changed its own. None where
    the form itself cannot be read.
    """
    aside: dict[str, Any] = {}
    tried: ChapterForm = form
    for attempt in range(PASSES):
        if tried.is_valid():
            tried.aside = aside
            return tried
        data = tried.data.copy()
        stored = chapter_form(fresh(), form.chapter.code)
        for name in wrong_answers(tried):
            aside.setdefault(name, typed_in(form, stored, name))
            _put_back(data, tried, stored, name, blank=attempt > 0)
        tried = chapter_form(fresh(), form.chapter.code, data, form.kept)
    return None


def wrong_answers(form: ChapterForm) -> list[str]:
    """The fields and lists of a bound form that cannot be stored as they stand."""
    fields = [name for name in form.errors if name in form.fields and name != "based_on"]
    return fields + [name for name, formset in form.formsets.items() if not formset.is_valid()]


def too_long_to_keep(typed: Any) -> bool:
    """Whether an answer is longer than anything that is kept as typed."""
    return len(json.dumps(typed, ensure_ascii=False)) > MOST_KEPT


def typed_in(form: ChapterForm, stored: ChapterForm, name: str) -> Any:
    """What was typed into a field, or into those rows of a list that have something wrong."""
    if name in form.fields:
        names = (name, *COMPANIONS.get(name, ()))
        return {each: _words(form.data, each) for each in names if each in form.data}
    formset = form.formsets[name]
    rows = []
    for place in _wrong_rows(formset):
        row = formset.forms[place]
        before = _stored_row(form, stored, name, place)
        rows.append(
            {
                "was": digest(_row_as_posted(before)) if before else "",
                "values": {
                    each: _words(form.data, row.add_prefix(each))
                    for each in row.fields
                    if each not in NO_PART_OF_A_ROW
                },
            }
        )
    return rows


def form_as_kept(record: RecordPage, code: str, kept: Mapping[str, Any]) -> ChapterForm:
    """The form of a chapter as it is opened: what is stored, and what is kept as typed with its errors."""
    form = chapter_form(record, code, kept=kept)
    names = [name for name in kept if name in form.fields or name in form.formsets]
    if not names:
        return form
    data = as_posted(form)
    for name in names:
        if name in form.fields:
            for each, words in kept[name].items():
                data.setlist(each, words)
        else:
            _put_rows(data, form, name, kept[name])
    shown = chapter_form(record, code, data, kept)
    shown.is_valid()
    for name in [name for name in shown.errors if name not in names]:
        del shown.errors[name]
    for name in names:
        if name in shown.errors:
            continue
        if name in shown.fields:
            shown.add_error(name, _not_taken())
        elif shown.formsets[name].is_valid():
            shown.formsets[name].non_form_errors().append(_not_taken())
    show_as_typed(shown)
    return shown


def show_as_typed(form: ChapterForm) -> None:
    """Boxes for dates show what is none, too: as plain text, which a browser does not empty."""
    rows = [row for formset in form.formsets.values() for row in formset.forms]
    for each in (form, *rows):
        for name in each.errors:
            widget = each.fields[name].widget if name in each.fields else None
            if isinstance(widget, forms.DateInput):
                widget.input_type = "text"


def as_posted(form: ChapterForm) -> MultiValueDict[str, Any]:
    """What a browser would post of an unbound form as it stands."""
    data: MultiValueDict[str, Any] = MultiValueDict()
    parts: list[Iterable[Any]] = [form]
    for formset in form.formsets.values():
        parts += [formset.management_form, *formset.forms]
    for part in parts:
        for bound in part:
            data.setlist(bound.html_name, _box_as_posted(bound))
    return data


def _box_as_posted(bound: Any) -> list[str]:
    widget, value = bound.field.widget, bound.value()
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.check_test(value) else []
    shown = widget.format_value(value)
    if shown is None:
        return []
    return [str(each) for each in shown] if isinstance(shown, list | tuple) else [str(shown)]


def _row_as_posted(row: Any) -> dict[str, list[str]]:
    return {bound.name: _box_as_posted(bound) for bound in row if bound.name != "DELETE"}


def _words(data: Any, name: str) -> list[str]:
    # PostgreSQL stores no NUL.
    return [value.replace("\r\n", "\n").replace("\x00", "") for value in data.getlist(name)]


def _put_back(
    data: Any, tried: ChapterForm, stored: ChapterForm, name: str, *, blank: bool
) -> None:
    """What stood there before in place of what is wrong, or nothing where that is wrong too."""
    if name in tried.fields:
        for each in (name, *COMPANIONS.get(name, ())):
            data.setlist(each, [] if blank else _box_as_posted(stored[each]))
        return
    formset = tried.formsets[name]
    if not formset.management_form.is_valid():
        for bound in stored.formsets[name].management_form:
            data[bound.html_name] = bound.value()
        for row in stored.formsets[name]:
            for bound in row:
                data.setlist(bound.html_name, _box_as_posted(bound))
        return
    for place in _wrong_rows(formset):
        row = formset.forms[place]
        before = _stored_row(tried, stored, name, place)
        if before is not None and blank:
            data[row.add_prefix("DELETE")] = "on"
        else:
            values = _row_as_posted(before or stored.formsets[name].empty_form)
            for each, words in values.items():
                data.setlist(row.add_prefix(each), words)


def _wrong_rows(formset: Any) -> list[int]:
    """The places of rows with something wrong; of a list that is wrong as a whole, all that are new."""
    wrong = [
        place
        for place, row in enumerate(formset.forms)
        if row.errors and row not in formset.deleted_forms
    ]
    first = formset.initial_form_count()
    return wrong or list(range(first, len(formset.forms)))


def _stored_row(form: ChapterForm, stored: ChapterForm, name: str, place: int) -> Any:
    """The row that a posted row changes, as it is stored; None for a new one."""
    if place >= form.formsets[name].initial_form_count():
        return None
    key = form.data.get(f"{form.formsets[name].add_prefix(place)}-id")
    rows = stored.formsets[name].initial_forms
    if key:
        return next((row for row in rows if str(row["id"].value()) == key), None)
    # A row that no table holds yet is known by its place alone.
    return rows[place] if place < len(rows) and not rows[place]["id"].value() else None


def _put_rows(
    data: MultiValueDict[str, Any], form: ChapterForm, name: str, kept: list[Any]
) -> None:
    """Kept rows into the posted rows: over the row that they change, or after the last one."""
    formset = form.formsets[name]
    stored = {digest(_row_as_posted(row)): row.prefix for row in formset.initial_forms}
    place = len(formset.initial_forms)
    for row in kept:
        prefix = stored.pop(row["was"], None)
        if prefix is None:
            prefix, place = formset.add_prefix(place), place + 1
            data.setlist(f"{prefix}-id", [""])
        for field, words in row["values"].items():
            data.setlist(f"{prefix}-{field}", words)
    # Without what stands there from the start, a browser would choose the first of a list by itself.
    untouched = _row_as_posted(formset.empty_form)
    for each in range(place, place + EMPTY_ROWS):
        for field, words in untouched.items():
            if (key := f"{formset.add_prefix(each)}-{field}") not in data:
                data.setlist(key, words)
    total = formset.management_form.add_prefix("TOTAL_FORMS")
    data[total] = str(place + EMPTY_ROWS)


def _not_taken() -> str:
    return _("This is kept as it was typed. Look at it once more, then save.")
