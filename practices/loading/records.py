"""Demonstration records from their items."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.html import format_html, format_html_join
from wagtail.models import Page

from kb.models import CityPage, Concept
from practices.loading.copies import Copy, is_new, write_copies
from practices.loading.figures import figures_in
from practices.loading.schema import Content, HeadItem, Language, RecordItem, TranslationItem
from practices.loading.writing import Store, digest, find_page, new_page, plain, translation_key
from practices.models import (
    EvidenceRating,
    LessonsBasis,
    Partner,
    PartnerCity,
    PracticePage,
    ProvisionAnswer,
    PublicTranslation,
    Record,
    RecordPage,
    RecordSource,
    Scrutiny,
    Status,
    StudyVisitReportPage,
    TrainingProgrammePage,
    VisitingCity,
    VisitStop,
)
from practices.models.record_page import UnintendedEffects
from practices.records.public_versions import note_version
from practices.records.search_source import with_all_that_is_read
from search import services as search

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


@dataclass(frozen=True)
class Shared:
    """What all records are filled with."""

    concepts: dict[str, Concept]
    cities: dict[str, CityPage]
    countries: dict[str, str]


def load_records(store: Store, content: Content) -> None:
    """All records in English, their translations, and the languages that have title and summary alone."""
    cities: dict[str, CityPage] = {}
    for page in CityPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE):
        cities[page.code] = page
    shared = Shared(
        concepts={concept.code: concept for concept in Concept.objects.all()},
        cities=cities,
        countries={city.slug: city.country for city in content.cities},
    )
    for item in content.records:
        _load_version(store, item, None, "en", shared)
        for version in item.translations:
            _load_version(store, item, version, version.lang, shared)
    _load_heads(store, content, shared)
    keys = [translation_key(f"record:{item.id}") for item in content.records]
    Record.objects.filter(pk__in=keys, review_by=None).update(review_by=REVIEW_BY)


def _load_heads(store: Store, content: Content, shared: Shared) -> None:
    """Versions that have title and summary in a language, and all else in English."""
    heads = {item.id: item.heads for item in content.heads}
    copies: dict[type[RecordPage], list[Copy]] = defaultdict(list)
    for item in content.records:
        whole = {version.lang for version in item.translations}
        for language, head in heads.get(item.id, {}).items():
            if language in whole:
                continue
            if is_new(store, f"record:{item.id}", language):
                copies[MODELS[item.kind]].append(_copy(item, language, head))
            else:
                _load_version(store, item, head, language, shared)
    for model, wanted in copies.items():
        made = write_copies(store, model, wanted)
        PublicTranslation.objects.bulk_create(
            PublicTranslation(
                page_id=page.pk, untranslated=_english_parts(source), source_language="en"
            )
            for page, source in made
        )
        # As readers meet them, with what hangs on them asked once for all.
        read = model._default_manager.filter(pk__in=[page.pk for page, _source in made])
        pages = {page.pk: page for page in with_all_that_is_read(read)}
        for page, _source in made:
            note_version(pages[page.pk])
        search.mark([source.translation_key for _page, source in made])


def _copy(item: RecordItem, language: Language, head: HeadItem) -> Copy:
    return Copy(
        key=f"record:{item.id}",
        parent=_parent_of(item),
        language=language,
        digest=digest(_data(item, head)),
        words={**plain(head), "safeguards": paragraphs(NOT_DESCRIBED[language])},
        rows={"figures": figures_in(item, language)},
    )


def _english_parts(original: RecordPage) -> dict[str, str]:
    """The parts that a version has from its English page."""
    parts = [name for name in original.parts if name != "safeguards" and getattr(original, name)]
    rows = ["evidence_ratings"] if original.evidence_ratings.exists() else []
    return dict.fromkeys([*parts, *rows], "all")


def _data(item: RecordItem, version: TranslationItem | HeadItem | None) -> dict[str, Any]:
    """What a version is made from; a change in it is a reason to write it again."""
    head = {"head": plain(version)} if isinstance(version, HeadItem) else {}
    return {**plain(item), "demonstration": True, **head}


def _parent_of(item: RecordItem) -> str:
    return f"city:{item.cities[0]}" if item.cities else "cities"


def _load_version(
    store: Store,
    item: RecordItem,
    version: TranslationItem | HeadItem | None,
    language: Language,
    shared: Shared,
) -> None:
    key = f"record:{item.id}"

    def make() -> Page:
        parent = find_page(_parent_of(item), language)
        return new_page(MODELS[item.kind], key, store.locale(language), parent, item.id)

    def fill(page: Any) -> None:
        fill_shared(page, item, language, shared)
        words = version or item
        page.title, page.summary = words.title, words.summary
        if isinstance(version, TranslationItem):
            page.description = paragraphs(version.description)
        else:
            page.description = paragraphs(item.description)
            fill_story(page, item)

    store.page(key, language, _data(item, version), make, fill)


def fill_shared(page: RecordPage, item: RecordItem, language: Language, shared: Shared) -> None:
    """Set what holds in all languages."""
    concepts, cities = shared.concepts, shared.cities
    page.is_editor_summary = page.is_demonstration = True
    page.status = Status.ENDED if item.years.end else Status.UNKNOWN
    page.year_from, page.year_to = item.years.start, item.years.end
    page.source_language = item.language
    page.lead_organisation = item.organisations[0] if item.organisations else ""
    own = {shared.countries[city] for city in item.cities}
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
        PartnerCity(city=cities[city].city) for city in item.cities[1:] if city in cities
    ]
    page.sources = [RecordSource(url=url) for url in item.sources]
    page.provision_answers = [ProvisionAnswer(provision=code) for code in item.provisions]
    fill_judgement(page, item, language, concepts)
    page.figures = figures_in(item, language)
    if isinstance(page, TrainingProgrammePage):
        page.provider = "; ".join(item.providers)
    if isinstance(page, StudyVisitReportPage):
        page.hosts = "; ".join(item.hosts)
        page.visiting_cities = [
            VisitingCity(city=cities[city].city) for city in item.visiting if city in cities
        ]
        page.starts_on, page.ends_on, page.dates_note = visit_dates(item.date)


def fill_judgement(
    page: RecordPage, item: RecordItem, language: Language, concepts: dict[str, Concept]
) -> None:
    """Set what is judged of the evidence, where it was judged."""
    judged = item.judgement
    page.evidence_level = concepts[judged.level] if judged and judged.level else None
    page.evidence_ratings = [
        EvidenceRating(
            dimension=answer.question,
            strength=answer.strength,
            reason=answer.reason.get(language, answer.reason["en"]),
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
