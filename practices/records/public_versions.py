"""Writing down public versions: which words a reader meets, noted at each publication that changes them."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from kb.models.visibility import public
from practices.models import BuildingBlock, PublicTranslation, PublicVersion, Record, RecordPage
from practices.models.parts.rows import rows_of
from practices.records.rules import record_codes

# What stands among the facts of a page, each kind's own among them. A contact is in no version.
FACTS = (
    "lead_organisation",
    "provider",
    "mode",
    "delivery_languages",
    "group_size",
    "certificate",
    "cost",
    "open_to_other_cities",
    "starts_on",
    "ends_on",
    "dates_note",
    "hosts",
    "visitors",
    "organiser",
    "occasion",
    "year_from",
    "year_to",
    "scope",
    "budget_band",
    "unintended_effects",
    "lessons_basis",
    "licence",
)
FACETS = (
    "theme",
    "audience",
    "setting",
    "prevention_level",
    "method",
    "ideology",
    "evidence",
    "status",
    "provision",
)
# Lists of rows with what is read of each.
LISTS = {
    "partners": ("name",),
    "sources": ("title", "url", "year"),
    "provision_answers": ("sentence",),
    "evidence_ratings": ("reason",),
    "figures": ("measure", "year", "value", "unit", "source"),
    "photos": ("caption",),
    "blocks": BuildingBlock.WORDS,
    "stops": ("seen",),
    "take_home_actions": ("action",),
}
# Pages without a version that are looked at in one day.
MOST_A_DAY = 2000


def public_words(page: RecordPage, state: PublicTranslation | None) -> dict[str, Any]:
    """What a reader meets on the page of a record, as plain values; nothing that is not named above.

    ``state``: how far the page is translated, None of an original.
    """
    codes = record_codes(page)
    return {
        "title": page.title,
        "summary": page.summary,
        "parts": {name: html for name in page.parts if (html := getattr(page, name))},
        "facts": {name: value for name in FACTS if (value := _plain(page, name)) is not None},
        "codes": {facet: codes[facet] for facet in FACETS if codes.get(facet)},
        "lists": {
            name: rows for name, fields in LISTS.items() if (rows := _rows(page, name, fields))
        },
        "untranslated": state.untranslated if state else {},
        "source_language": state.source_language if state else "",
    }


def _plain(page: RecordPage, name: str) -> Any:
    value = getattr(page, name, None)
    if value == "":
        return None
    return value.isoformat() if isinstance(value, date) else value


def _rows(page: RecordPage, name: str, fields: tuple[str, ...]) -> list[str]:
    texts = (
        " · ".join(
            str(value) for field in fields if (value := getattr(row, field)) not in ("", None)
        )
        for row in rows_of(page, name)
    )
    return [text for text in texts if text]


def note_version(page: RecordPage) -> PublicVersion | None:
    """Write down what is public now, if it is, and if a reader sees a difference to the last time."""
    if page.alias_of_id or not public(RecordPage.objects.filter(pk=page.pk)).exists():
        return None
    state = PublicTranslation.objects.filter(page_id=page.pk).first()
    words = public_words(page, state)
    digest = digest_of(words)
    with transaction.atomic():
        # Two languages published at once get two numbers.
        Record.objects.select_for_update().get(pk=page.record_id)
        versions = PublicVersion.objects.filter(record=page.record_id)
        last = versions.filter(page=page.pk).order_by("-number").first()
        if last is not None and last.digest == digest:
            return None
        number = versions.aggregate(last=Max("number"))["last"] or 0
        return PublicVersion.objects.create(
            record_id=page.record_id,
            page_id=page.pk,
            number=number + 1,
            published_at=page.last_published_at or timezone.now(),
            words=words,
            digest=digest,
        )


def digest_of(words: dict[str, Any]) -> str:
    """By which the words of two versions are compared."""
    written = json.dumps(words, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode(errors="replace")).hexdigest()


def note_versions_that_lack() -> int:
    """Public pages of which no version is known: published by an older release, or private until now."""
    versions = PublicVersion.objects.filter(page=OuterRef("pk"))
    pages = public(RecordPage.objects.filter(~Exists(versions), alias_of=None))
    numbers = list(pages.order_by("pk").values_list("pk", flat=True)[:MOST_A_DAY])
    noted = 0
    for number in numbers:
        page = RecordPage.objects.filter(pk=number).first()
        if page is not None and note_version(page.specific):
            noted += 1
    return noted


def close_version(version: PublicVersion) -> None:
    """Take its words away for good, because they name somebody, say; that there was one stays known."""
    version.words, version.closed_on = {}, timezone.localdate()
    version.save(update_fields=["words", "closed_on"])
