"""The rules of records: what publishing needs, what a text and a contact may be, which codes are theirs."""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from kb.facets import city_size
from kb.site.frame import home_pages
from kb.texts.capitals import capitalised
from kb.texts.current_language import current_language
from practices.models.parts.choices import Origin, Scrutiny, Status, concept_field
from practices.models.record_page import RecordPage
from practices.models.visits import VisitingCity
from practices.records.cities import know_cities
from practices.records.translated_parts import untranslated_core
from search import services as search
from search.answer.hits import Hit

# What a short note must say of its subjects.
NOTE_FACETS = ("theme", "audience")


@dataclass(frozen=True)
class MissingPart:
    """A field that publishing needs and that is empty, with what to do about it.

    ``label``: what it asks for, where a list of such fields has said already that they are empty.
    """

    field: str
    message: str
    label: str = ""


def missing_parts(record: RecordPage) -> list[MissingPart]:
    """What is still missing before the record can be published; empty when nothing is.

    An editor's summary of public sources needs less: what the sources do not say stays empty and is
    shown as "not known".
    """
    missing = [
        MissingPart(
            name, _("“%(part)s” is needed before this can be published.") % {"part": label}, label
        )
        for name in record.required_parts
        if _is_empty(record, name)
        and (label := capitalised(record._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
    ]
    if not record.is_editor_summary:
        missing += _missing_concepts(record)
    elif not record.sources.all():
        missing.append(MissingPart("sources", _("Name at least one public source.")))
    missing += [
        MissingPart(
            name, _("“%(part)s” is not translated yet.") % {"part": part_label(record, name)}
        )
        for name in untranslated_core(record)
        if not _is_empty(record, name)
    ]
    if record.unintended_effects == "found" and _is_empty(record, "unintended_effects_text"):
        missing.append(
            MissingPart("unintended_effects_text", _("Say which unintended effects were found."))
        )
    return missing


def part_label(record: RecordPage, name: str) -> str:
    """What a field is called, at the beginning of a sentence."""
    return capitalised(str(record._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def _missing_concepts(record: RecordPage) -> list[MissingPart]:
    """Facets from which a record of the city's own must carry a concept and carries none."""
    facets = {concept.facet for concept in record.concepts.all()}
    return [
        MissingPart(
            concept_field(facet), _("Choose at least one: %(facet)s.") % {"facet": label}, label
        )
        for facet, label in required_facets_of(record)
        if facet not in facets
    ]


def required_facets_of(record: RecordPage) -> list[tuple[str, Any]]:
    """The facets from which a record of this kind and size must carry a concept, with their labels."""
    if record.is_editor_summary:
        return []
    return [
        (facet, label)
        for facet, label in record.required_facets
        if not record.is_short_note or facet in NOTE_FACETS
    ]


def _is_empty(record: RecordPage, name: str) -> bool:
    value = getattr(record, name)
    if name == "status":
        return bool(value == Status.UNKNOWN)
    return not strip_tags(str(value)).strip() if isinstance(value, str) else value is None


def public_contact(record: RecordPage, today: date | None = None) -> dict[str, str] | None:
    """The contact while its consent lasts, else None."""
    today = today or timezone.localdate()
    if not record.contact_email or record.contact_consent_on is None:
        return None
    if record.contact_expires_on is None or record.contact_expires_on < today:
        return None
    return {"office": record.contact_office, "email": record.contact_email}


def judgements(record: RecordPage) -> dict[str, str]:
    """What is known of each of the five questions that somebody has judged, by code."""
    return {rating.dimension: rating.strength for rating in record.evidence_ratings.all()}


def archived_words(record: RecordPage) -> str:
    """Since when a record is archived, and since when nobody has said that it is right."""
    day: Any = record.archived_on
    since: Any = record.last_confirmed_on or record.last_published_at or day
    return _("Archived on %(day)s: not confirmed since %(since)s. It may no longer be right.") % {
        "day": date_format(day, "DATE_FORMAT"),
        "since": date_format(since, "DATE_FORMAT"),
    }


def record_codes(record: RecordPage) -> dict[str, list[str]]:
    """The record's codes per facet, as the search takes them."""
    codes: dict[str, set[str]] = defaultdict(set)
    for concept in record.concepts.all():
        codes[concept.facet].add(concept.code)
    codes["ideology"] = codes["ideology"] or {"all-forms"}
    if record.evidence_level:
        codes["evidence"].add(record.evidence_level.code)
    codes["scrutiny"].add(record.scrutiny)
    codes["origin"].add(origin_of(record))
    codes["status"].add(record.status)
    codes["licence"].update(filter(None, [record.licence]))
    cities = [partner.city for partner in record.partner_cities.all()]
    for city in [record.city, *cities] if record.city else cities:
        codes["city"].add(city.code)
        codes["city_size"].update(filter(None, [city_size(city)]))
        codes["country"].add(city.country_code)
    codes["country"].update(country_codes(record))
    codes["provision"].update(answer.provision for answer in record.provision_answers.all())
    return {facet: sorted(values) for facet, values in codes.items() if values}


def origin_of(record: RecordPage) -> Origin:
    """Whose words a record is."""
    if not record.is_editor_summary:
        return Origin.CITY
    return Origin.CONFIRMED if record.last_confirmed_on else Origin.EDITORS


def record_weight(record: RecordPage) -> float:
    """How much a record's evidence and scrutiny count where two records match a search alike.

    From 1.0 to 1.13: enough to break ties, too little to hide a better match. Codes of evidence levels
    begin with their number (``ev-3-…``).
    """
    level = re.match(r"ev-(\d)", record.evidence_level.code) if record.evidence_level else None
    scrutiny = Scrutiny.values.index(record.scrutiny)
    return round(1 + 0.02 * int(level[1] if level else 0) + 0.01 * scrutiny, 2)


def country_codes(record: RecordPage) -> list[str]:
    """The codes of the countries named besides those of the cities."""
    countries: Any = record.countries
    return [str(country.code) for country in countries]


def with_relations(pages: Any) -> list[RecordPage]:
    """Records with all that their search documents are made from, however many in the same few queries."""
    found = list(
        pages.select_related("evidence_level", "locale", "record").prefetch_related(
            "concepts",
            "tagged_items__tag",
            "partners",
            "partner_cities__city",
            "provision_answers",
            "evidence_ratings",
            "links",
        )
    )
    know_cities(found)
    return found


def visits_made_by(city_code: str) -> list[Hit]:
    """The public reports on visits that people of a city made to other cities, newest first."""
    keys = VisitingCity.objects.filter(city__code=city_code).values_list(
        "page__translation_key", flat=True
    )
    return search.records_by_key(keys, language=current_language())


def origins_of_visits(keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """The codes of the cities whose people made each of these visits."""
    origins: dict[uuid.UUID, list[str]] = defaultdict(list)
    pairs = VisitingCity.objects.filter(page__translation_key__in=keys, page__live=True)
    for key, code in pairs.order_by("pk").values_list("page__translation_key", "city__code"):
        if code not in origins[key]:
            origins[key].append(code)
    return origins


def record_at(path: str) -> RecordPage | None:
    """The record at an address below a language prefix, whichever of its languages is shown there."""
    below = path.split("/", 2)[2] if path.count("/") > 2 else ""
    addresses = [f"{home.url_path}{below}" for home in home_pages()] if below else []
    found = RecordPage.objects.filter(url_path__in=addresses).first()
    return found.specific if found else None
