"""Small changes: a typing error, a link, a date. Published at once, logged, looked at in samples.

All of them together stay small: each is held against the version that two persons have read, and its
letters count with those of the small changes since.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision

from kb.texts.edit_distance import edit_distance
from kb.texts.rich_text import SafeRichTextField
from practices.models import RecordPage
from practices.permissions import (
    can_moderate_record,
    can_publish_minor_change,
)
from practices.submission.guard.privacy import MOST_FINDINGS, findings

ACTION = "practices.minor"
# Letters that may be new, gone or exchanged between two readings by editors, in all texts and links together.
MOST_LETTERS = 40
# What Wagtail keeps about a page for itself; all else that readers may notice is looked at.
HOUSEKEEPING = {field.name for field in Page._meta.get_fields()} - {
    "title", "slug", "seo_title", "search_description", "show_in_menus", "go_live_at", "expire_at",
}  # fmt: skip
WORDS = ("title", "summary", "contact_office", "seo_title", "search_description")
LINKS = ("evaluation_report",)
# Days on which the city stood behind its words: sending sets them, and may be taken back.
CONFIRMED = ("host_confirmed_on",)
CONSENT = ("contact_consent_on", "contact_consent_version", "contact_expires_on")


class NotSmall(Exception):
    """It is read first; the text says why."""


class NamesPersons(NotSmall):
    """The guard finds somebody in it, who was not in what was read."""


@dataclass(frozen=True)
class SmallChange:
    """What is written down of a small change: the version that was read last, and its own letters."""

    read: int
    letters: int


def small_change(record: RecordPage) -> SmallChange:
    """What is not public yet, where it is so little that nobody has to read it first.

    Raises ``NotSmall``.
    """
    unchanged = record.live_revision_id == record.latest_revision_id
    if record.live_revision is None or not record.live or unchanged:
        raise NotSmall(_too_much())
    read, spent = _last_read(record)
    seen, live, new = (
        revision.as_object() for revision in (read, record.live_revision, record.latest_revision)
    )
    known = places_linked_in(seen)
    letters = _letters_between(live, new, known)
    _letters_between(seen, new, known)
    if spent + letters > MOST_LETTERS:
        raise NotSmall(_too_much())
    _refuse_new_persons(seen, new)
    return SmallChange(read.pk, letters)


def is_minor(record: RecordPage) -> bool:
    """Whether what is not public yet differs from what is only by a few letters, links or dates."""
    try:
        small_change(record)
    except NotSmall:
        return False
    return True


def _too_much() -> str:
    return _(
        "This is more than a small change, or the small changes since an editor last read this have become"
        " too many: send it, so that an editor reads it."
    )


def _last_read(record: RecordPage) -> tuple[Revision, int]:
    """The last public version that two persons stand behind, and the letters of small changes since."""
    entries = list(PageLogEntry.objects.filter(page=record.pk, action=ACTION).order_by("pk"))
    last = next((one for one in entries if one.revision_id == record.live_revision_id), None)
    if last is None:
        return record.live_revision, 0
    number = last.data.get("read")
    found = Revision.objects.for_instance(record).filter(pk=number).first()
    if found is None:
        raise NotSmall(_too_much())
    return found, sum(one.data["letters"] for one in entries if one.data.get("read") == number)


def _refuse_new_persons(seen: RecordPage, new: RecordPage) -> None:
    found = findings(new)
    known = {finding.id for finding in findings(seen)}
    # Where there are more than it tells of, a new one could be among those.
    if len(found) >= MOST_FINDINGS or any(finding.id not in known for finding in found):
        raise NamesPersons(
            _(
                "This could identify someone, so it is not published at once: solve or explain it and send"
                " it, so that an editor reads it."
            )
        )


# How much two versions differ


def _letters_between(old: RecordPage, new: RecordPage, known: set[str]) -> int:
    """The letters by which two versions differ. Raises ``NotSmall`` where something else does."""
    before, after = old.serializable_data(), new.serializable_data()
    letters = 0
    for name in before.keys() | after.keys():
        one, other = before.get(name), after.get(name)
        if name in HOUSEKEEPING or one == other:
            continue
        if isinstance(one, list) and isinstance(other, list):
            if _rows(one) != _rows(other):
                letters += _letters_of_list(name, _rows(one), _rows(other), known)
        elif name in WORDS:
            letters += _letters(one, other)
        elif name in LINKS:
            letters += _letters_of_link(one, other, known)
        elif isinstance(new._meta.get_field(name), SafeRichTextField):
            letters += _letters_of_rich_text(one, other, known)
        elif not _may_change(name, old, new):
            raise NotSmall(_too_much())
        if letters > MOST_LETTERS:
            raise NotSmall(_too_much())
    return letters


def _may_change(name: str, old: RecordPage, new: RecordPage) -> bool:
    """Days of confirmation go forward; an address is taken away, never exchanged for another unread."""
    if name in CONFIRMED:
        before, after = getattr(old, name), getattr(new, name)
        return after is not None and (before or date.min) <= after <= timezone.localdate()
    if name == "contact_email":
        return not new.contact_email
    return name in CONSENT


def _letters(one: Any, other: Any) -> int:
    return edit_distance(str(one or ""), str(other or ""), MOST_LETTERS)


def _letters_of_link(one: Any, other: Any, known: set[str]) -> int:
    """A link leads elsewhere in a place that what was read leads to as well."""
    if other and _place(str(other)) not in known:
        raise NotSmall(_too_much())
    return _letters(one, other)


def _letters_of_rich_text(one: Any, other: Any, known: set[str]) -> int:
    """Words and the targets of links are letters alike; how they are laid out is none."""
    old, new = _Reading(one or ""), _Reading(other or "")
    if not new.places <= known:
        raise NotSmall(_too_much())
    return _letters(old.text, new.text)


class _Reading(HTMLParser):
    """What a reader gets of a rich text: its words, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._parts: list[str] = []
        self.places: set[str] = set()
        self.feed(html)
        self.close()
        self.text = "".join(self._parts)

    def handle_data(self, data: str) -> None:
        self._parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            # Wagtail knows its own pages by number, others by address.
            values = dict(attrs)
            target = values.get("href") or f"{values.get('linktype')}:{values.get('id')}"
            self._parts.append(f"[{target}]")
            self.places.add(_place(target))


def _place(target: str) -> str:
    """The host that an address leads to; where it has none, itself."""
    try:
        return urlsplit(target).hostname or target
    except ValueError:
        return target


def places_linked_in(record: RecordPage) -> set[str]:
    """Where a version leads its readers, its city's own site included."""
    places = {_place(str(getattr(record, name, ""))) for name in LINKS}
    for field in record._meta.get_fields():
        if isinstance(field, SafeRichTextField):
            places |= _Reading(getattr(record, field.name) or "").places
    places |= {_place(source.url) for source in record.sources.all()}
    places.add(_place(record.city.website) if record.city else "")
    return places - {""}


# Lists of rows


# What a row has besides its words.
NO_WORDS = {"pk", "sort_order", "translation_key", "locale"}


def _rows(rows: list[Any]) -> list[Any]:
    return [
        {key: value for key, value in row.items() if key not in NO_WORDS}
        if isinstance(row, dict)
        else row
        for row in rows
    ]


def _letters_of_list(name: str, old: list[Any], new: list[Any], known: set[str]) -> int:
    """The letters by which two lists differ; no row comes or goes unread."""
    if name != "sources":
        raise NotSmall(_too_much())
    return _letters_of_sources(old, new, known)


def _letters_of_sources(old: list[Any], new: list[Any], known: set[str]) -> int:
    if len(old) != len(new):
        raise NotSmall(_too_much())
    return sum(
        (_letters_of_link if name == "url" else lambda a, b, _known: _letters(a, b))(
            one.get(name), other.get(name), known
        )
        for one, other in zip(old, new, strict=True)
        for name in one.keys() | other.keys()
        if one.get(name) != other.get(name)
    )


# Publishing


def own_small_change(user: Any, record: RecordPage) -> SmallChange | None:
    """The small change of their own that an editor may publish within their remit, if it is one."""
    if not can_moderate_record(user, record):
        return None
    try:
        return small_change(record)
    except NotSmall:
        return None


def note_small_change(record: RecordPage, user: Any, change: SmallChange) -> None:
    """Write down that a small change is public, for samples and for the next one."""
    log(
        instance=record,
        action=ACTION,
        user=user,
        revision=record.live_revision,
        data={"read": change.read, "letters": change.letters},
    )


@transaction.atomic
def publish_minor(record: RecordPage, user: Any) -> None:
    """Publish a small change of a city's coordinator at once.

    Raises ``NotSmall`` where it has to be read first.
    """
    Page.objects.select_for_update().get(pk=record.pk)
    now: RecordPage = type(record).objects.get(pk=record.pk)
    if not can_publish_minor_change(user, now):
        raise NotSmall(_too_much())
    change = small_change(now)
    # The rule has been asked above; Wagtail knows no right to publish small changes only.
    now.latest_revision.publish(user=user, skip_permission_checks=True)
    now.record.change(city_edit_on=timezone.localdate())
    now.refresh_from_db()
    note_small_change(now, user, change)
