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
from practices.models import RecordPage
from practices.records.public_versions import LISTS as LISTS_OF_VERSIONS
from practices.records.public_versions import public_words
from practices.records.rules import country_codes, judgements, with_relations
from search.services import PublicRecord

KINDS = {kind.indexed_kind: kind for kind in RecordPage.__subclasses__() if kind.indexed_kind}
# Lists of rows with all that is read of each; sources and points stand beside the texts.
LISTS = {
    "partners": ("name", "organisation_type", "support"),
    "blocks": ("translation_key", "name", "told", "needs"),
    "stops": ("name", "place", "seen"),
    "take_home_actions": ("action", "by_whom", "due"),
    "evidence_ratings": ("dimension", "strength", "reason"),
}


def whole_records(records: Sequence[PublicRecord], teller: Teller) -> list[dict[str, Any]]:
    """The records with all that is public of them, however many by the same few questions."""
    pages = public_pages([record.key for record in records])
    targets = _public_targets(pages)
    return [
        {
            **as_json(teller.facts(record)),
            "codes": {facet: list(codes) for facet, codes in record.data["codes"].items()},
            **_told(record, pages[record.key], targets),
        }
        for record in records
    ]


def public_pages(keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[str, RecordPage]]:
    """The public pages of records, by key and language."""
    found: dict[uuid.UUID, dict[str, RecordPage]] = defaultdict(dict)
    for kind in KINDS.values():
        lists = [name for name in {**LISTS_OF_VERSIONS, **LISTS} if hasattr(kind, name)]
        pages = public(kind._default_manager.filter(translation_key__in=keys, alias_of=None))
        for page in with_relations(
            pages.select_related("public_translation").prefetch_related(*lists)
        ):
            found[page.translation_key][page.locale.language_code] = page
    return found


def _public_targets(pages: dict[uuid.UUID, dict[str, RecordPage]]) -> set[uuid.UUID]:
    """Which of the records at which these point anybody may read."""
    named = {
        link.target_id
        for versions in pages.values()
        for page in versions.values()
        for link in page.links.all()
        if link.target_id
    }
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
        texts = {code: _text(record, code, page) for code, page in shown.items()}
    original = shown.get(record.original) or next(iter(shown.values()), None)
    return {
        "editors_summary": bool(record.data["card"].get("is_editor_summary")),
        "archived_on": record.data["card"].get("archived_on"),
        "texts": texts,
        "own_codes": _own_codes(original),
        "partner_cities": [one.city.code for one in original.partner_cities.all()]
        if original
        else [],
        "further_countries": country_codes(original) if original else [],
        "relations": _relations(original, targets),
        "evidence": _evidence(original),
        "sources": [
            {
                "title": source.title,
                "url": source.url,
                "language": source.language,
                "year": source.year,
            }
            for source in (original.sources.all() if original else ())
        ],
        "provisions": _provisions(shown, original),
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


def _text(record: PublicRecord, code: str, page: RecordPage) -> dict[str, Any]:
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
        "facts": words["facts"],
        "lists": {
            name: rows
            for name, fields in LISTS.items()
            if (rows := _rows(getattr(page, name, None), fields))
        },
    }


def _rows(rows: Any, fields: tuple[str, ...]) -> list[dict[str, str]]:
    """Each row as its fields; a kind that has no such list has none."""
    if rows is None:
        return []
    return [{field: str(getattr(row, field)) for field in fields} for row in rows.all()]


def _own_codes(original: RecordPage | None) -> dict[str, list[str]]:
    """The concepts under which it was filed itself, without the broader ones that ``codes`` has as well."""
    found: dict[str, list[str]] = defaultdict(list)
    for concept in original.concepts.all() if original else ():
        found[concept.facet].append(concept.code)
    return {facet: sorted(codes) for facet, codes in sorted(found.items())}


def _relations(original: RecordPage | None, targets: set[uuid.UUID]) -> list[dict[str, Any]]:
    """The records at which it points; of an adaptation what was kept and changed, in the original's words."""
    return [
        {
            "relation": link.relation,
            "record": str(link.target_id),
            "block": str(link.block or ""),
            "words": {name: words for name, words in link.words.items() if words},
        }
        for link in (original.links.all() if original else ())
        if link.target_id in targets
    ]


def _evidence(original: RecordPage | None) -> dict[str, Any]:
    """The level, the five judgements by code, and who has looked at the record."""
    if original is None:
        return {"level": "", "judged": {}, "scrutiny": ""}
    level = original.evidence_level
    return {
        "level": level.code if level else "",
        "judged": judgements(original),
        "scrutiny": original.scrutiny,
    }


def _provisions(shown: dict[str, RecordPage], original: RecordPage | None) -> list[dict[str, Any]]:
    """The points that the record answers, with the sentence in each language that has one."""
    codes = [answer.provision for answer in original.provision_answers.all()] if original else []
    said: dict[str, dict[str, str]] = {code: {} for code in codes}
    for language, page in shown.items():
        for answer in page.provision_answers.all():
            if answer.sentence and answer.provision in said:
                said[answer.provision][language] = answer.sentence
    return [{"code": code, "sentences": sentences} for code, sentences in said.items()]
