"""Facts that hold in all languages of a page: typed in the form of any version, stored on their row."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.models import construct_instance, model_to_dict

from kb.site.page_forms import PageForm


class SharedFactsForm(PageForm):
    """The words of a page (``SharesRow``) and the facts of its row, examined together.

    The fields of ``facts`` come from a base with these ``declared_fields``. What was typed stands in the row
    at hand, so that a preview shows it; a new page stores it with itself, of a known one what
    :func:`typed_changes` tells is stored.
    """

    facts: tuple[str, ...]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page, name = self.instance, self.instance.shared_row
        if getattr(page, f"{name}_id") is None:
            setattr(page, name, page._meta.get_field(name).related_model(pk=page.translation_key))
        for fact, value in model_to_dict(self._row, self.facts).items():
            self.initial.setdefault(fact, value)
        if page.pk and not may_change_facts(page, self._row, self.for_user):
            for fact in self.facts:
                self.fields[fact].disabled = True

    @property
    def _row(self) -> Any:
        return getattr(self.instance, self.instance.shared_row)

    def _post_clean(self) -> None:
        super()._post_clean()
        row = construct_instance(self, self._row, self.facts)
        try:
            row.full_clean(exclude={name for name in self.facts if name in self._errors})
        except ValidationError as wrong:
            self.add_error(None, wrong)


def may_change_facts(page: Any, row: Any, user: Any) -> bool:
    """Facts of what is public are public at once, so they are for those who may publish."""
    may_publish: bool = page.permissions_for_user(user).can_publish()
    return may_publish or not row.pages.filter(live=True).exists()


@dataclass(frozen=True)
class TypedChanges:
    """The row as it is stored, as it was typed, and which facts differ."""

    stored: Any
    typed: Any
    names: list[str]

    @property
    def log_data(self) -> dict[str, dict[str, str]]:
        """What the changed facts were before, for the history."""
        return {"before": {name: str(getattr(self.stored, name)) for name in self.names}}


def typed_changes(
    page: Any, rows: QuerySet[Any], form: type[forms.ModelForm], data: Any, user: Any
) -> TypedChanges:
    """What somebody typed of the row of a page, read once more from the data of its form.

    Wagtail may hand on a page read anew, in which nothing typed stands. ``form``: of the facts alone. Nothing
    has changed where the user may not change it or the data are wrong.
    """
    stored = rows.get(pk=page.translation_key)
    typed = form(data, instance=copy.copy(stored))
    if not may_change_facts(page, stored, user) or not typed.is_valid():
        return TypedChanges(stored, stored, [])
    row = typed.instance
    names = [name for name in typed.fields if getattr(row, name) != getattr(stored, name)]
    return TypedChanges(stored, row, names)
