"""Formset rows of a chapter, and the form field for a record: what a browser shows above it is pasted."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet, ClusterForm
from wagtail.models import TranslatableMixin

from kb.models.visibility import public
from kb.site.addresses import absolute, language_path
from kb.texts.lines.fields import TypedField
from practices.models import BuildingBlock, Record, RecordLink, RecordPage
from practices.models.practices import block_anchor
from practices.records.rules import record_at

LONGEST = 600
KEY = r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
# The address by which a record is cited, in a language or in none (``practices/reading/urls.py``).
LASTING = re.compile(rf"(?:/[a-z]{{2}})?/record/{KEY}/")
BLOCK = re.compile(rf"#{block_anchor(KEY)}\s*\Z")


class RecordAddressField(TypedField):
    """A record that anybody may read; one that was chosen while it was public stays.

    ``chosen`` is the key of the record that stands there already.
    """

    chosen: UUID | None = None
    # The building block that stands there already.
    block: UUID | None = None

    def __init__(self, **kwargs: Any) -> None:
        kwargs["help_text"] = _(
            "The address of the record on this site: open it, copy what stands in the address bar."
        )
        super().__init__(max_length=LONGEST, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The address of the record in the reader's language; the lasting one where nobody can read it."""
        key = value.pk if isinstance(value, Record) else value
        if not isinstance(key, UUID):
            return value
        page = public(RecordPage.objects.filter(record=key)).order_by("pk").first()
        path = (
            language_path(page, get_language()) if page else reverse("record", kwargs={"key": key})
        )
        return absolute(f"{path}#{block_anchor(self.block)}" if self.block else path)

    def to_python(self, value: Any) -> Any:
        """The record at the address. Raises ``ValidationError`` where nobody can read one there."""
        typed = super().to_python(value)
        if not typed:
            return None
        key = _key_at(typed)
        row = Record.objects.filter(pk=key).first() if key else None
        if row is None or (row.pk != self.chosen and not _is_public(row)):
            raise ValidationError(_("There is no public record of this site at this address."))
        return row

    def run_validators(self, value: Any) -> None:
        """A record has no length."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another address was typed."""
        return str(self.prepare_value(initial) or "") != str(data or "").strip()


class RowForm(ClusterForm):
    """A row of a list; a row in which nothing stands is no row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stand_on(self.instance)

    def stand_on(self, row: Any) -> None:
        """What this row names already stays, whether or not anybody may still read it."""
        for name, field in self.fields.items():
            if isinstance(field, RecordAddressField):
                field.chosen = getattr(row, f"{name}_id")
                field.block = getattr(row, "block", None)

    def clean(self) -> dict[str, Any]:
        """A link to a building block has its name in its address."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not isinstance(self.instance, RecordLink) or "target" not in self.fields:
            return cleaned
        field: Any = self.fields["target"]
        target, before = cleaned.get("target"), field.block
        uses = cleaned.get("relation") == RecordLink.Relation.USES_BLOCK
        block = block_at(str(self.data.get(self.add_prefix("target")) or "")) if uses else None
        self.instance.block = block
        if not uses or not target or not self.has_changed():
            return cleaned
        if block is None or (block != before and not has_block(target, block)):
            self.add_error(
                "target",
                _("Give the address of the building block itself: it stands below its text."),
            )
        return cleaned


class RowFormSet(BaseChildFormSet):
    """Rows of a list. A number that is none of its rows' counts as a new row, whoever sent it.

    modelcluster looks the number up unseen and answers an unknown one with an exception.
    """

    data: Any

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        if self.is_bound and i < self.initial_form_count():
            key = f"{self.add_prefix(i)}-{self.model._meta.pk.name}"
            known = {str(row.pk) for row in self.get_queryset() if row.pk is not None}
            if self.data.get(key) not in known:
                self.data = self.data.copy()
                self.data[key] = ""
        form = super()._construct_form(i, **kwargs)
        self._keep_name(form, i)
        return form

    def _keep_name(self, form: Any, i: int) -> None:
        """A row that only drafts have so far keeps the key by which languages and links know it."""
        rows = self.get_queryset()
        if not (self.is_bound and i < min(self.initial_form_count(), len(rows))):
            return
        if form.instance.pk is None and rows[i].pk is None:
            form.stand_on(rows[i])
            if isinstance(rows[i], TranslatableMixin):
                form.instance.translation_key = rows[i].translation_key


def block_at(typed: str) -> UUID | None:
    """The key of the building block to which an address leads; None of one that names none."""
    found = BLOCK.search(typed[:LONGEST])
    return UUID(found[1]) if found else None


def has_block(row: Record, block: UUID) -> bool:
    """Whether anybody may read this building block on a page of the record."""
    blocks = BuildingBlock.objects.filter(translation_key=block, page__record=row)
    return bool(public(RecordPage.objects.filter(pk__in=blocks.values("page"))).exists())


def _is_public(row: Record) -> bool:
    return bool(public(RecordPage.objects.filter(record=row)).exists())


def _key_at(typed: str) -> UUID | None:
    """The key of the record to which an address leads: that of its page, or the one by which it is cited."""
    if len(typed) > LONGEST or "\x00" in typed:
        return None
    try:
        path = unquote(urlsplit(typed.strip()).path)
    except ValueError:
        return None
    path = f"/{path.strip('/')}/"
    page = record_at(path)
    if page is not None:
        return UUID(str(page.record_id))
    lasting = LASTING.fullmatch(path)
    return UUID(lasting[1]) if lasting else None
