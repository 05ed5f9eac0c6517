"""The parts of a whole record: its lists of rows, evidence, relations, points and dates, as plain values."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from practices.models import RecordPage, TrainingDate
from practices.models.parts.rows import rows_of
from practices.records.rules import judgements
from practices.records.training_dates import TYPED

# Lists of rows with all that is read of each; sources and points stand beside the texts.
LISTS = {
    "partners": ("name", "organisation_type", "support"),
    "blocks": ("translation_key", "name", "told", "needs"),
    "stops": ("name", "place", "seen", "record_id"),
    "take_home_actions": ("action", "by_whom", "due"),
    "figures": ("measure", "year", "value", "unit", "source"),
    "evidence_ratings": ("dimension", "strength", "reason", "rated_on"),
}
# Facts that comparisons and lists show and versions leave out.
MORE_FACTS = (
    "evaluation",
    "evaluation_report",
    "host_confirmed_on",
    "lead_organisation_type",
    "source_language",
)
# How far a record was checked, by whom, when, against what.
CHECKED = ("scrutiny", "scrutiny_by", "scrutiny_on", "scrutiny_against")
# Lists of cities.
CITIES = ("partner_cities", "visiting_cities")


def more_facts(page: RecordPage) -> dict[str, str]:
    """What is known of :data:`MORE_FACTS`."""
    known = ((name, getattr(page, name, None)) for name in MORE_FACTS)
    return {name: str(value) for name, value in known if value}


def row_as_text(row: Any, fields: tuple[str, ...], targets: set[uuid.UUID]) -> dict[str, str]:
    """Its fields as text; of another record, the identifier of one that anybody may read."""
    told = {field: getattr(row, field) for field in fields}
    if told.get("record_id") not in targets and "record_id" in told:
        told["record_id"] = None
    return {
        field.removesuffix("_id"): "" if value is None else str(value)
        for field, value in told.items()
    }


def own_codes(original: RecordPage | None) -> dict[str, list[str]]:
    """The concepts under which it was filed itself, without the broader ones that ``codes`` has as well."""
    found: dict[str, list[str]] = defaultdict(list)
    for concept in rows_of(original, "concepts"):
        found[concept.facet].append(concept.code)
    return {facet: sorted(codes) for facet, codes in sorted(found.items())}


def relations(original: RecordPage | None, targets: set[uuid.UUID]) -> list[dict[str, Any]]:
    """The records at which it points; of an adaptation what was kept and changed, in the original's words."""
    return [
        {
            "relation": link.relation,
            "record": str(link.target_id),
            "block": str(link.block or ""),
            "words": {name: words for name, words in link.words.items() if words},
        }
        for link in rows_of(original, "links")
        if link.target_id in targets
    ]


def evidence(original: RecordPage | None) -> dict[str, Any]:
    """The level, the five judgements by code, and who has looked at the record."""
    if original is None:
        return {"level": "", "judged": {}, **dict.fromkeys(CHECKED, "")}
    level = original.evidence_level
    return {
        "level": level.code if level else "",
        "judged": judgements(original),
        **{name: str(getattr(original, name) or "") for name in CHECKED},
    }


def provisions(shown: dict[str, RecordPage], original: RecordPage | None) -> list[dict[str, Any]]:
    """The points that the record answers, with the sentence in each language that has one."""
    codes = [answer.provision for answer in rows_of(original, "provision_answers")]
    said: dict[str, dict[str, str]] = {code: {} for code in codes}
    for language, page in shown.items():
        for answer in page.provision_answers.all():
            if answer.sentence and answer.provision in said:
                said[answer.provision][language] = answer.sentence
    return [{"code": code, "sentences": sentences} for code, sentences in said.items()]


def training_dates(keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[dict[str, Any]]]:
    """The dates of trainings by record, also those that are over or do not take place."""
    found: dict[uuid.UUID, list[dict[str, Any]]] = defaultdict(list)
    for one in TrainingDate.objects.filter(record__in=keys):
        found[one.record_id].append(
            {
                "key": str(one.key),
                "cancelled_on": one.cancelled_on,
                **{name: getattr(one, name) for name in TYPED},
            }
        )
    return found
