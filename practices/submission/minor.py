"""Small changes: a typing error, a link, a contact. Published at once, logged, looked at in samples."""

from __future__ import annotations

import difflib
import html
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.log_actions import log
from wagtail.models import Page

from kb.permissions import is_editor
from kb.rich_text import SafeRichTextField
from practices.models import RecordPage
from practices.permissions import can_publish_minor_change, can_publish_record

# Letters that may be new or gone in all texts together.
MOST_LETTERS = 40
FREE = {
    "contact_office",
    "contact_email",
    "contact_consent_on",
    "contact_consent_version",
    "contact_expires_on",
    "evaluation_report",
    "last_confirmed_on",
    "review_by",
    "licence",
}
# Rows whose addresses and names may change; no row may come or go unread but these.
FREE_LISTS = {"sources"}
# Wagtail's own housekeeping of a page: no words of people but these two.
HOUSEKEEPING = {field.name for field in Page._meta.get_fields()} - {"title", "slug"}


def is_minor(record: RecordPage) -> bool:
    """Whether what is not public yet differs from what is only by a few letters, links or the contact."""
    if record.live_revision is None or not record.live:
        return False
    old, new = record.live_revision.as_object(), record.get_latest_revision_as_object()
    letters, changed = 0, False
    before, after = old.serializable_data(), new.serializable_data()
    for name in before.keys() | after.keys():
        if before.get(name) == after.get(name) or name in HOUSEKEEPING:
            continue
        changed = True
        if name in FREE | FREE_LISTS:
            continue
        one, other = before.get(name), after.get(name)
        if isinstance(one, list) and isinstance(other, list) and _rows(one) == _rows(other):
            continue
        if not isinstance(one, str) or not isinstance(other, str) or not _is_text(new, name):
            return False
        letters += _changed_letters(one, other)
    return changed and letters <= MOST_LETTERS


def _is_text(record: RecordPage, name: str) -> bool:
    field = record._meta.get_field(name)
    return name in ("title", "summary") or isinstance(field, SafeRichTextField)


def _rows(rows: list[Any]) -> list[Any]:
    return [
        {key: value for key, value in row.items() if key not in ("pk", "sort_order")}
        if isinstance(row, dict)
        else row
        for row in rows
    ]


def _changed_letters(one: str, other: str) -> int:
    old, new = (html.unescape(strip_tags(text)) for text in (one, other))
    if abs(len(old) - len(new)) > MOST_LETTERS:
        return MOST_LETTERS + 1
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return sum(
        max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"
    )


def may_publish_now(user: Any, record: RecordPage) -> bool:
    """Whether somebody may press "publish": editors what others wrote, or a small change of their own."""
    return can_publish_record(user, record) or (is_editor(user, record) and is_minor(record))


@transaction.atomic
def publish_minor(record: RecordPage, user: Any) -> bool:
    """Publish a small change of a city's coordinator at once; False where it is not small."""
    Page.objects.select_for_update().get(pk=record.pk)
    now: RecordPage = type(record).objects.get(pk=record.pk)
    if not can_publish_minor_change(user, now) or not is_minor(now):
        return False
    # The rule has been asked above; Wagtail knows no right to publish small changes only.
    now.latest_revision.publish(user=user, skip_permission_checks=True)
    RecordPage.objects.filter(translation_key=now.translation_key).update(
        city_edit_on=timezone.localdate()
    )
    log(instance=now, action="practices.minor", user=user, revision=now.latest_revision)
    return True
