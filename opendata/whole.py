"""Whole records: all parts in every language, evidence, sources, provisions, for the API and the bag.

Which records and languages are public says the search table; words are read from pages that are public as
well, and only those that :func:`practices.records.public_versions.public_words` names. Contacts are not.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from wagtail.models import Page

from kb.models.visibility import public
from kb.site.addresses import absolute
from opendata.exports.forms.data import as_json
from opendata.facts import Teller
from opendata.whole_parts import (
    CITIES,
    LISTS,
    evidence,
    more_facts,
    own_codes,
    provisions,
    relations,
    row_as_text,
    training_dates,
)
from practices.models import RecordPage
from practices.models.parts.rows import rows_of
from practices.records.public_versions import LISTS as LISTS_OF_VERSIONS
from practices.records.public_versions import public_words
from practices.records.rules import country_codes, with_relations
from search.services import PublicRecord

KINDS = {kind.indexed_kind: kind for kind in RecordPage.__subclasses__() if kind.indexed_kind}


def whole_records(records: Sequence[PublicRecord], teller: Teller) -> list[dict[str, Any]]:
    """The records with all that is public of them, however many by the same few questions."""
    pages = public_pages([record.key for record in records])
    targets = _public_targets(pages)
    dates = training_dates(pages)
    return [
        {
            **as_json(teller.facts(record)),
            "codes": {facet: list(codes) for facet, codes in record.data["codes"].items()},
            **_told(record, pages[record.key], targets),
            "training_dates": dates.get(record.key, []),
        }
        for record in records
    ]


def public_pages(keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[str, RecordPage]]:
    """The public pages of records, by key and language."""
    found: dict[uuid.UUID, dict[str, RecordPage]] = defaultdict(dict)
    for kind in KINDS.values():
        lists = [name for name in {**LISTS_OF_VERSIONS, **LISTS} if hasattr(kind, name)]
        lists += [f"{name}__city" for name in CITIES if hasattr(kind, name)]
        pages = public(kind._default_manager.filter(translation_key__in=keys, alias_of=None))
        for page in with_relations(
            pages.select_related("public_translation").prefetch_related(*lists)
        ):
            found[page.translation_key][page.locale.language_code] = page
    return found


def _public_targets(pages: dict[uuid.UUID, dict[str, RecordPage]]) -> set[uuid.UUID]:
    """Which of the records at which these point anybody may read."""
    shown = [page for versions in pages.values() for page in versions.values()]
    named = {link.target_id for page in shown for link in page.links.all()}
    named |= {stop.record_id for page in shown for stop in rows_of(page, "stops")}
    named.discard(None)
    found = public(Page.objects.filter(translation_key__in=named)).order_by()
    return set(found.values_list("translation_key", flat=True)) if named else set()


def _told(
    record: PublicRecord, pages: dict[str, RecordPage], targets: set[uuid.UUID]
) -> dict[str, Any]:
    # A page that went, or came, since the row was read is in neither.
    shown = {code: pages[code] for code in record.data["texts"] if code in pages}
    if record.kind not in KINDS:
        # Events are found as well; what is told of them is what the table has.
        texts = {code: _head(record, code) for code in record.data["texts"]}
    else:
        texts = {code: _text(record, code, page, targets) for code, page in shown.items()}
    original = shown.get(record.original) or next(iter(shown.values()), None)
    return {
        "editors_summary": bool(record.data["card"].get("is_editor_summary")),
        "demonstration": bool(original and original.is_demonstration),
        "confirmed_on": original and original.last_confirmed_on,
        "review_by": original and original.review_by,
        "changed_by_city_on": original and original.city_edit_on,
        "archived_on": record.data["card"].get("archived_on"),
        "texts": texts,
        "own_codes": own_codes(original),
        **{name: [one.city.code for one in rows_of(original, name)] for name in CITIES},
        "further_countries": country_codes(original) if original else [],
        "relations": relations(original, targets),
        "evidence": evidence(original),
        "sources": [
            {
                "title": source.title,
                "url": source.url,
                "language": source.language,
                "year": source.year,
            }
            for source in rows_of(original, "sources")
        ],
        "provisions": provisions(shown, original),
    }


def _head(record: PublicRecord, code: str) -> dict[str, Any]:
    """Title, summary and address, as the search has them; parts there are none."""
    _language, text = record.text(code)
    return {
        "title": text.title,
        "summary": text.summary,
        "page": absolute(text.url),
        "changed": text.changed_at,
        "translated_from": "",
        "untranslated": {},
        "by_machine": False,
        "parts": {},
        "facts": {},
        "lists": {},
        "tags": list(text.tags),
    }


def _text(
    record: PublicRecord, code: str, page: RecordPage, targets: set[uuid.UUID]
) -> dict[str, Any]:
    state = page.translation_state
    words = public_words(page, state)
    return {
        **_head(record, code),
        "title": words["title"],
        "summary": words["summary"],
        "translated_from": words["source_language"],
        "untranslated": words["untranslated"],
        "by_machine": bool(state and state.by_machine),
        "parts": words["parts"],
        "facts": {**words["facts"], **more_facts(page)},
        "lists": {
            name: rows
            for name, fields in LISTS.items()
            if (rows := [row_as_text(one, fields, targets) for one in rows_of(page, name)])
        },
    }
