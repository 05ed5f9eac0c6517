"""A record's page from what a bag says of it: facts, parts, subjects, rows; slug and days of any page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from wagtail.models import Page

from kb.models import City, Concept
from practices.models import (
    BuildingBlock,
    EvidenceRating,
    Partner,
    PartnerCity,
    ProvisionAnswer,
    RecordPage,
    RecordSource,
    TakeHomeAction,
    VisitStop,
)
from practices.records.public_versions import FACTS

ROWS: dict[str, Any] = {
    "partners": Partner,
    "blocks": BuildingBlock,
    "stops": VisitStop,
    "take_home_actions": TakeHomeAction,
    "evidence_ratings": EvidenceRating,
}


def fill_record(page: RecordPage, told: dict[str, Any], text: dict[str, Any]) -> None:
    """Set all that the bag says; what it does not say stays empty."""
    page.title, page.summary = text["title"], text["summary"]
    for name in page.parts:
        setattr(page, name, text["parts"].get(name, ""))
    for name, value in text["facts"].items():
        if name in FACTS and hasattr(page, name):
            setattr(page, name, _stored(page, name, value))
    page.is_editor_summary = told["editors_summary"]
    page.status = _first(told, "status") or page.status
    page.scrutiny = told["evidence"]["scrutiny"] or page.scrutiny
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
            setattr(page, name, [model(**row) for row in text["lists"].get(name, [])])
    page.sources = [RecordSource(**source) for source in told["sources"]]
    language = page.locale.language_code
    page.provision_answers = [
        ProvisionAnswer(provision=answer["code"], sentence=answer["sentences"].get(language, ""))
        for answer in told["provisions"]
    ]
    cities = City.objects.in_bulk(told["partner_cities"], field_name="code")
    page.partner_cities = [
        PartnerCity(city=cities[code]) for code in told["partner_cities"] if code in cities
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
