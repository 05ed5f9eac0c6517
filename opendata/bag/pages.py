"""A record's page from what a bag says of it: facts, parts, subjects, rows; slug and days of any page."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from wagtail.models import Page

from kb.models import City, Concept
from opendata.whole_parts import CHECKED, MORE_FACTS
from practices.models import (
    BuildingBlock,
    EvidenceRating,
    Partner,
    PartnerCity,
    ProvisionAnswer,
    Record,
    RecordLink,
    RecordPage,
    RecordSource,
    ResultFigure,
    TakeHomeAction,
    VisitingCity,
    VisitStop,
)
from practices.records.public_versions import FACTS

ROWS: dict[str, Any] = {
    "partners": Partner,
    "blocks": BuildingBlock,
    "stops": VisitStop,
    "take_home_actions": TakeHomeAction,
    "evidence_ratings": EvidenceRating,
    "figures": ResultFigure,
}
CITIES: dict[str, Any] = {"partner_cities": PartnerCity, "visiting_cities": VisitingCity}


def fill_record(page: RecordPage, told: dict[str, Any], text: dict[str, Any]) -> None:
    """Set all that the bag says; what it does not say stays empty."""
    page.title, page.summary = text["title"], text["summary"]
    for name in page.parts:
        setattr(page, name, text["parts"].get(name, ""))
    for name, value in text["facts"].items():
        if name in (*FACTS, *MORE_FACTS) and hasattr(page, name):
            setattr(page, name, _stored(page, name, value))
    page.is_editor_summary = told["editors_summary"]
    page.is_demonstration = told.get("demonstration", False)
    page.status = _first(told, "status") or page.status
    for name in CHECKED:
        if value := told["evidence"].get(name):
            setattr(page, name, _stored(page, name, value))
    concepts = {
        concept.code: concept for concept in Concept.objects.filter(code__in=_all_codes(told))
    }
    level = told["evidence"]["level"]
    page.evidence_level = concepts.get(level)
    page.concepts = [
        concepts[code]
        for facet, codes in told["own_codes"].items()
        if facet != "evidence"
        for code in codes
        if code in concepts
    ]
    page.countries = told["further_countries"]
    page.tags.set(text["tags"])
    _fill_rows(page, told, text)


def _fill_rows(page: RecordPage, told: dict[str, Any], text: dict[str, Any]) -> None:
    for name, model in ROWS.items():
        if hasattr(page, name):
            rows = [model(**_row(row)) for row in text["lists"].get(name, [])]
            setattr(page, name, rows)
    page.sources = [RecordSource(**source) for source in told["sources"]]
    language = page.locale.language_code
    page.provision_answers = [
        ProvisionAnswer(provision=answer["code"], sentence=answer["sentences"].get(language, ""))
        for answer in told["provisions"]
    ]
    for name, model in CITIES.items():
        if hasattr(page, name):
            codes = told.get(name, [])
            cities = City.objects.in_bulk(codes, field_name="code")
            setattr(page, name, [model(city=cities[code]) for code in codes if code in cities])
    page.links = _links(page, told)


def _row(told: dict[str, str]) -> dict[str, Any]:
    """The fields of a row; of another record that is not here the row says nothing."""
    found: dict[str, Any] = dict(told)
    if "record" in found:
        named = told["record"]
        found["record"] = Record.objects.filter(pk=named).first() if named else None
    if "value" in found:
        found["value"] = Decimal(told["value"])
    if "rated_on" in found:
        found["rated_on"] = day(told["rated_on"])
    return found


def _links(page: RecordPage, told: dict[str, Any]) -> list[RecordLink]:
    """The records to which it points, of those that are here; in words on the original alone."""
    is_original = page.locale.language_code == told["original_language"]
    here = set(
        Record.objects.filter(pk__in=[one["record"] for one in told["relations"]]).values_list(
            "pk", flat=True
        )
    )
    return [
        RecordLink(
            translation_key=uuid.uuid5(uuid.UUID(told["id"]), f"link:{number}"),
            locale=page.locale,
            relation=one["relation"],
            target_id=uuid.UUID(one["record"]),
            block=uuid.UUID(one["block"]) if one["block"] else None,
            **(one["words"] if is_original else {}),
        )
        for number, one in enumerate(told["relations"])
        if uuid.UUID(one["record"]) in here
    ]


def _stored(page: RecordPage, name: str, value: Any) -> Any:
    if page._meta.get_field(name).get_internal_type() == "DateField":  # type: ignore[union-attr]
        return date.fromisoformat(value)
    return value


def _first(told: dict[str, Any], facet: str) -> str:
    return next(iter(told["codes"].get(facet, [])), "")


def _all_codes(told: dict[str, Any]) -> list[str]:
    return [code for codes in told["own_codes"].values() for code in codes] + [
        told["evidence"]["level"]
    ]


def slug_of(address: str) -> str:
    """The last part of a page's address."""
    return urlsplit(address).path.rstrip("/").rpartition("/")[2]


def date_as_told(page: Page, published: str, changed: str) -> None:
    """The days of a page's first and last publication are those of the bag."""
    Page.objects.filter(pk=page.pk).update(
        first_published_at=datetime.fromisoformat(published),
        last_published_at=datetime.fromisoformat(changed),
    )


def day(told: str | None) -> date | None:
    """A day as it is told; None where none is."""
    return date.fromisoformat(told) if told else None
