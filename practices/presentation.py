"""What a record's page shows, in the reader's language and in a fixed order."""

from __future__ import annotations

from typing import Any

from babel import Locale as BabelLocale
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from kb.addresses import language_path
from kb.models import ConceptFacet
from practices.models.choices import EvidenceDimension, Licence, Scrutiny, Status
from practices.models.records import RecordPage
from practices.models.relations import EvidenceRating
from practices.models.trainings import TrainingProgrammePage
from practices.models.visits import StudyVisitReportPage
from practices.services import public_contact
from search import services as search
from search.terms import Terms

RELATED = 4
LICENCE_URLS = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}
CONCEPT_FACETS = ("theme", "audience", "setting", "prevention_level", "method", "ideology")


def record_context(record: RecordPage) -> dict[str, Any]:
    """Everything that ``templates/practices/record_page.html`` takes."""
    language = get_language() or settings.LANGUAGE_CODE
    terms = search.terms()
    sections = record_sections(record)
    city = record.city
    return {
        "kind_label": capfirst(record._meta.verbose_name),
        "city": {
            "name": city.name_in(language),
            "url": language_path(city, language),
            "country": city.country_name,
        }
        if city
        else None,
        "facts": record_facts(record, terms, language),
        "dates": record_dates(record),
        "notices": record_notices(record),
        "sections": sections,
        "contents": [{"id": section["id"], "heading": section["heading"]} for section in sections],
        "concept_groups": concept_groups(record, terms, language),
        "tags": [
            {"label": tag.name, "url": search.url_for(q=f'"{tag.name}"')}
            for tag in record.tags.all()
        ],
        "partners": [
            {
                "name": partner.name,
                "type": partner.get_organisation_type_display(),
                "support": partner.get_support_display(),
            }
            for partner in record.partners.all()
        ],
        "partner_cities": [
            named_city(partner.city.code, terms, language)
            for partner in record.partner_cities.all()
        ],
        "provisions": record_provisions(record, terms, language),
        "ratings": record_ratings(record),
        "evidence_level": {
            "label": record.evidence_level.label(language),
            "url": search.url_for(facets={"evidence": [record.evidence_level.code]}),
        }
        if record.evidence_level
        else None,
        "scrutiny": {
            "code": record.scrutiny,
            "label": Scrutiny(record.scrutiny).label,
            "by": record.scrutiny_by,
            "on": record.scrutiny_on,
            "against": record.scrutiny_against,
        },
        "sources": [
            {
                "title": source.title,
                "url": source.url,
                "language": source.language,
                "language_name": language_name(source.language, language),
                "year": source.year,
            }
            for source in record.sources.all()
        ],
        "contact": public_contact(record),
        "licence": {
            "label": Licence(record.licence).label,
            "url": LICENCE_URLS[Licence(record.licence)],
        },
        "linked": linked_records(record, language),
        "related": [
            {"hit": hit, "reason": reason}
            for hit, reason in search.similar(record.translation_key, language, RELATED)
        ],
        **kind_context(record, terms, language),
    }


def record_ratings(record: RecordPage) -> list[dict[str, Any]]:
    """The judgements on what is known: all five questions once one is answered, else none.

    "Not known" is an answer too; a question that is left out would look as if nobody had to ask it.
    """
    given = {rating.dimension: rating for rating in record.evidence_ratings.all()}
    if not given:
        return []
    ratings = [given.get(name, EvidenceRating(dimension=name)) for name in EvidenceDimension.values]
    return [
        {
            "dimension": rating.get_dimension_display(),
            "strength": rating.strength,
            "strength_label": rating.get_strength_display(),
            "reason": rating.reason,
            "date": rating.rated_on,
        }
        for rating in ratings
    ]


def kind_context(record: RecordPage, terms: Terms, language: str) -> dict[str, Any]:
    """What only a training or a study visit has."""
    context: dict[str, Any] = {
        "sessions": [],
        "stops": [],
        "take_home_actions": [],
        "visiting_cities": [],
    }
    if isinstance(record, TrainingProgrammePage):
        context["sessions"] = list(record.sessions.order_by("starts_on"))
    elif isinstance(record, StudyVisitReportPage):
        public = public_urls([stop.record_id for stop in record.stops.all()], language)
        context["stops"] = [
            {
                "name": stop.name,
                "place": stop.place,
                "seen": stop.seen,
                "record": public.get(stop.record_id),
            }
            for stop in record.stops.all()
        ]
        context["take_home_actions"] = list(record.take_home_actions.all())
        context["visiting_cities"] = [
            named_city(visit.city.code, terms, language) for visit in record.visiting_cities.all()
        ]
    return context


def public_urls(ids: list[int | None], language: str) -> dict[int, dict[str, str]]:
    """Title and address of those of these pages that anybody may read."""
    pages = Page.objects.filter(pk__in=[pk for pk in ids if pk]).live().public()
    return {
        page.pk: {"title": page.title, "url": language_path(page, language)}
        for page in pages.select_related("locale")
    }


def linked_records(record: RecordPage, language: str) -> list[dict[str, str]]:
    """Records to which this one points by name, with the relation; hidden ones are left out."""
    links = list(record.links.all())
    public = public_urls([link.target_id for link in links], language) if links else {}
    return [
        {"relation": link.get_relation_display(), **public[link.target_id]}
        for link in links
        if link.target_id in public
    ]


def named_city(code: str, terms: Terms, language: str) -> dict[str, str]:
    """A city's name and address; without an address when its page is not public."""
    term = terms.get("city", code)
    return {
        "name": terms.label("city", code, language),
        "url": f"/{language}/{term.path}" if term and term.path else "",
    }


def language_name(code: str, reader: str) -> str:
    """A language named in the reader's language; an unknown code as it is."""
    return BabelLocale(reader).languages.get(code, code) if code else ""


def record_sections(record: RecordPage) -> list[dict[str, Any]]:
    """The parts of the story. A main part without a text says that it is not known."""
    sections = []
    for name in record.parts:
        html = getattr(record, name)
        note = ""
        heading = record._meta.get_field(name).verbose_name  # type: ignore[union-attr]
        if name == "unintended_effects_text":
            heading = _("Unintended effects")
            note = record.get_unintended_effects_display()
        elif name == "lessons" and html and record.lessons_basis:
            note = record.get_lessons_basis_display()
        if not html and not note and name not in record.main_parts:
            continue
        sections.append(
            {
                "id": name.replace("_", "-"),
                "heading": heading,
                "html": html,
                "empty": not html and not note,
                "note": note,
            }
        )
    return sections


def record_facts(record: RecordPage, terms: Terms, language: str) -> list[dict[str, Any]]:
    """At most eight facts for the box beside the story."""
    years = ""
    if isinstance(record, StudyVisitReportPage) and record.starts_on:
        years = date_format(record.starts_on, "DATE_FORMAT")
        if record.ends_on and record.ends_on != record.starts_on:
            years = f"{years} – {date_format(record.ends_on, 'DATE_FORMAT')}"
    elif record.year_from:
        same = record.year_to == record.year_from
        years = str(record.year_from) if same else f"{record.year_from}–{record.year_to or ''}"
    values: list[tuple[Any, Any, str]] = [
        (
            _("State of the work"),
            record.get_status_display() if record.status != Status.UNKNOWN else "",
            "",
        ),
        (_("Years"), years or getattr(record, "dates_note", ""), ""),
        (_("In charge"), getattr(record, "provider", "") or record.lead_organisation, ""),
    ]
    if isinstance(record, TrainingProgrammePage):
        values += [
            (_("Format"), record.get_mode_display(), ""),
            (_("Languages of delivery"), language_names(record.delivery_languages, language), ""),
            (_("Certificate"), record.certificate, ""),
        ]
    elif isinstance(record, StudyVisitReportPage):
        values += [(_("Hosts"), record.hosts, ""), (_("Visitors"), record.visitors, "")]
    else:
        values += [
            (_("Scope"), record.get_scope_display(), ""),
            (_("Budget"), record.get_budget_band_display(), ""),
        ]
    values.append((_("Language of the work"), language_name(record.source_language, language), ""))
    return [
        {
            "label": label,
            "value": value or _("not known"),
            "url": url,
            "lang": "",
            "known": bool(value),
        }
        for label, value, url in values
    ][:8]


def language_names(codes: str, reader: str) -> str:
    """Several languages, given as codes with commas, named in the reader's language."""
    return ", ".join(
        language_name(code.strip(), reader) for code in codes.split(",") if code.strip()
    )


def record_dates(record: RecordPage) -> list[dict[str, Any]]:
    """When it was published, changed, checked and confirmed, and when it will be looked at again."""
    first, last = record.first_published_at, record.last_published_at
    dates = [(_("First published"), first.date() if first else None)]
    if first and last and last.date() != first.date():
        dates.append((_("Updated"), last.date()))
    dates += [
        (_("Checked"), record.scrutiny_on),
        (_("Confirmed by the city"), record.last_confirmed_on),
        (_("To be reviewed by"), record.review_by),
    ]
    return [{"label": label, "date": day, "text": ""} for label, day in dates if day]


def record_notices(record: RecordPage) -> list[dict[str, str]]:
    """What a reader must know before reading on."""
    notices = []
    if record.is_editor_summary:
        notices.append(
            {
                "kind": "editor-summary",
                "text": _(
                    "This is an editor's summary of public sources. The city has not submitted it "
                    "and has not confirmed it."
                ),
            }
        )
    if record.review_by and record.review_by < timezone.localdate():
        notices.append(
            {
                "kind": "check-due",
                "text": _(
                    "This record should have been reviewed by %(date)s and has not been since."
                )
                % {"date": date_format(record.review_by, "DATE_FORMAT")},
            }
        )
    return notices


def concept_groups(record: RecordPage, terms: Terms, language: str) -> list[dict[str, Any]]:
    """The record's concepts under the names of their facets, each leading to its search."""
    by_facet: dict[str, list[Any]] = {facet: [] for facet in CONCEPT_FACETS}
    for concept in record.concepts.all():
        by_facet.setdefault(concept.facet, []).append(concept)
    return [
        {
            "label": ConceptFacet(facet).label,
            "items": [
                {
                    "label": concept.label(language),
                    "url": search.url_for(facets={facet: [concept.code]}),
                }
                for concept in sorted(concepts, key=lambda concept: concept.sort_order)
            ],
        }
        for facet, concepts in by_facet.items()
        if concepts
    ]


def record_provisions(record: RecordPage, terms: Terms, language: str) -> list[dict[str, str]]:
    """The provisions that the record answers; those of a document that is not public are left out."""
    found = []
    for answer in record.provision_answers.all():
        term = terms.get("provision", answer.provision)
        if term is None:
            continue
        document = answer.provision.split("/")[0]
        found.append(
            {
                "code": answer.provision,
                "document": terms.label("provision", document, language),
                "heading": terms.label("provision", answer.provision, language),
                "url": f"/{language}/{term.path}",
                "sentence": answer.sentence,
            }
        )
    return found
