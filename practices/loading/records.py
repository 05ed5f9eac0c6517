"""Demonstration records from their items."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, cast

from django.conf import settings
from django.utils.html import format_html, format_html_join
from wagtail.models import Page

from kb.models import CityPage, Concept
from practices.loading.schema import Content, Language, RecordItem, TranslationItem
from practices.loading.writing import Store, find_page, new_page, plain, translation_key
from practices.models import (
    EvidenceRating,
    LessonsBasis,
    Partner,
    PartnerCity,
    PracticePage,
    ProvisionAnswer,
    Record,
    RecordPage,
    RecordSource,
    Scrutiny,
    Status,
    StudyVisitReportPage,
    TrainingProgrammePage,
    VisitStop,
)
from practices.models.record_page import UnintendedEffects

MODELS: dict[str, type[RecordPage]] = {
    "practice": PracticePage,
    "training": TrainingProgrammePage,
    "study_visit": StudyVisitReportPage,
}
CHECKED_ON = date(2026, 11, 23)
REVIEW_BY = date(2027, 11, 23)
CHECKED_BY = "Editors of the demonstration"
NOT_DESCRIBED = {
    "en": "Not described in the sources used.",
    "fr": "Non décrit dans les sources utilisées.",
    "de": "In den verwendeten Quellen nicht beschrieben.",
    "it": "Non descritto nelle fonti utilizzate.",
    "ru": "В использованных источниках не описано.",
    "tr": "Kullanılan kaynaklarda anlatılmıyor.",
}
CHECKED_AGAINST = "The public sources named"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def load_records(store: Store, content: Content) -> None:
    """All records in English, and the translations that the file has."""
    concepts = {concept.code: concept for concept in Concept.objects.all()}
    cities: dict[str, CityPage] = {}
    for page in CityPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE):
        cities[page.code] = page
    countries = {city.slug: city.country for city in content.cities}
    for item in content.records:
        versions: list[TranslationItem | None] = [None, *item.translations]
        for version in versions:
            _load_version(store, item, version, concepts, cities, countries)
    keys = [translation_key(f"record:{item.id}") for item in content.records]
    Record.objects.filter(pk__in=keys, review_by=None).update(review_by=REVIEW_BY)


def _load_version(
    store: Store,
    item: RecordItem,
    version: TranslationItem | None,
    concepts: dict[str, Concept],
    cities: dict[str, CityPage],
    countries: dict[str, str],
) -> None:
    key = f"record:{item.id}"
    language = version.lang if version else settings.LANGUAGE_CODE

    def make() -> Page:
        parent_key = f"city:{item.cities[0]}" if item.cities else "cities"
        parent = find_page(parent_key, language)
        return new_page(MODELS[item.kind], key, store.locale(language), parent, item.id)

    def fill(page: Any) -> None:
        fill_shared(page, item, language, concepts, cities, countries)
        if version is None:
            page.title, page.summary = item.title, item.summary
            page.description = paragraphs(item.description)
            fill_story(page, item)
        else:
            page.title, page.summary = version.title, version.summary
            page.description = paragraphs(version.description)

    store.page(key, language, {**plain(item), "demonstration": True}, make, fill)


def fill_shared(
    page: RecordPage,
    item: RecordItem,
    language: str,
    concepts: dict[str, Concept],
    cities: dict[str, CityPage],
    countries: dict[str, str],
) -> None:
    """Set what holds in all languages."""
    page.is_editor_summary = page.is_demonstration = True
    page.status = Status.ENDED if item.years.end else Status.UNKNOWN
    page.year_from, page.year_to = item.years.start, item.years.end
    page.source_language = item.language
    page.lead_organisation = item.organisations[0] if item.organisations else ""
    own = {countries[city] for city in item.cities}
    page.countries = sorted(set(item.countries) - own)  # type: ignore[assignment]
    page.scrutiny = Scrutiny.EDITOR_CHECKED
    page.scrutiny_by, page.scrutiny_on = CHECKED_BY, CHECKED_ON
    page.scrutiny_against = CHECKED_AGAINST
    page.safeguards = paragraphs(NOT_DESCRIBED[language])
    page.unintended_effects = UnintendedEffects.NOT_LOOKED_FOR
    page.internal_notes = item.notes or ""
    page.concepts = [concepts[code] for codes in item.concepts.values() for code in codes]
    page.tags.set(item.tags)
    page.partners = [Partner(name=name) for name in [*item.organisations[1:], *item.partners]]
    page.partner_cities = [
        PartnerCity(city=cities[city]) for city in item.cities[1:] if city in cities
    ]
    page.sources = [RecordSource(url=url) for url in item.sources]
    page.provision_answers = [ProvisionAnswer(provision=code) for code in item.provisions]
    fill_judgement(page, item, language, concepts)
    if isinstance(page, TrainingProgrammePage):
        page.provider = "; ".join(item.providers)
    if isinstance(page, StudyVisitReportPage):
        page.hosts = "; ".join(item.hosts)
        page.starts_on, page.ends_on, page.dates_note = visit_dates(item.date)


def fill_judgement(
    page: RecordPage, item: RecordItem, language: str, concepts: dict[str, Concept]
) -> None:
    """Set what is judged of the evidence, where it was judged."""
    judged = item.judgement
    page.evidence_level = concepts[judged.level] if judged and judged.level else None
    page.evidence_ratings = [
        EvidenceRating(
            dimension=answer.question,
            strength=answer.strength,
            reason=answer.reason[cast(Language, language)],
            rated_on=CHECKED_ON,
        )
        for answer in (judged.answers if judged else [])
    ]


def fill_story(page: RecordPage, item: RecordItem) -> None:
    """Set the parts of the story that stand in English only."""
    page.resources = paragraphs(item.resources)
    page.results = paragraphs(item.results)
    page.lessons = paragraphs(item.lessons)
    page.lessons_basis = LessonsBasis(item.lessons_basis) if item.lessons_basis else ""
    if isinstance(page, PracticePage):
        page.objectives = bullets(item.aims)
        page.evaluation_design = paragraphs(item.evaluation_design)
    elif isinstance(page, TrainingProgrammePage):
        page.learning_outcomes = bullets(item.aims)
        page.participants = paragraphs(item.participants)
        page.duration = paragraphs(item.format_duration)
        page.training_evaluation = paragraphs(item.evaluation_design)
    elif isinstance(page, StudyVisitReportPage):
        page.objectives = bullets(item.aims)
        page.visitors = item.visitors or ""
        page.takeaways = paragraphs(item.takeaways)
        page.stops = [VisitStop(name=name) for name in item.seen]
        page.observations = bullets(item.seen)


def paragraphs(text: str | None) -> str:
    """Plain text as paragraphs of HTML."""
    parts = [part.strip() for part in (text or "").split("\n\n") if part.strip()]
    return format_html_join("", "<p>{}</p>", ((part,) for part in parts))


def bullets(lines: list[str]) -> str:
    """Lines as a list of HTML."""
    if not lines:
        return ""
    return format_html(
        "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    )


def visit_dates(text: str | None) -> tuple[date | None, date | None, str]:
    """First day, last day, and a note for what is known less exactly than to the day."""
    days = [date.fromisoformat(day) for day in _DAY.findall(text or "")]
    if days:
        return days[0], days[-1] if len(days) > 1 else None, ""
    return None, None, text or ""
