"""Form field for a record, by its address: what a browser shows above the record is pasted."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kb.models.visibility import public
from kb.site.addresses import absolute, language_path
from kb.texts.lines.fields import TypedField
from practices.models import Record, RecordPage
from practices.records.rules import record_at

LONGEST = 600
# The address by which a record is cited, in a language or in none (``practices/reading/urls.py``).
LASTING = re.compile(r"(?:/[a-z]{2})?/record/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")


class RecordAddressField(TypedField):
    """A record that anybody may read; one that was chosen while it was public stays.

    ``chosen`` is the key of the record that stands there already.
    """

    chosen: UUID | None = None

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
        if page is None:
            return absolute(reverse("record", kwargs={"key": key}))
        return absolute(language_path(page, get_language()))

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
