"""What a record's page shows, in the reader's language and in a fixed order."""

from __future__ import annotations

from datetime import time
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images.models import SourceImageIOError

from kb.models import ConceptFacet
from kb.photos.services import shown_sizes
from kb.site.addresses import absolute, language_path
from kb.templatetags.kb_tags import language_name
from kb.texts.capitals import capitalised
from kb.texts.current_language import current_language
from practices.models import RecordLink, TrainingDate
from practices.models.parts.choices import Licence
from practices.models.record_page import RecordPage
from practices.models.trainings import TrainingProgrammePage
from practices.models.visits import StudyVisitReportPage
from practices.reading.adaptations import (
    adaptation_context,
    links_told,
    named_page,
    pointing_records,
)
from practices.reading.blocks import block_context, named_block
from practices.reading.citing.citations import embedding, record_citation
from practices.reading.citing.linked_data import linked_data
from practices.reading.citing.styles import in_styles
from practices.reading.evidence import record_evidence
from practices.reading.facts import record_facts, record_strip
from practices.reading.figures import figure_series
from practices.reading.printing.files import can_print
from practices.reading.provenance import peer_notices
from practices.reading.story import record_story
from practices.reading.translations import record_translation
from practices.records.files import record_attachments
from practices.records.originals import has_borrowed_story
from practices.records.rules import archived_words, public_contact, record_codes
from practices.records.training_dates import date_rows
from search import services as search
from search.terms import Terms

RELATED = 4
LIST_LABELS = {
    "partners": gettext_lazy("Partners"),
    "partner_cities": gettext_lazy("Partner cities"),
    "sources": gettext_lazy("Sources"),
    "provision_answers": gettext_lazy("Points answered"),
    "visiting_cities": gettext_lazy("Visiting cities"),
    "stops": gettext_lazy("Stops"),
    "take_home_actions": gettext_lazy("To be done at home"),
    "blocks": gettext_lazy("Building blocks"),
    "figures": gettext_lazy("Results in numbers"),
    "links": gettext_lazy("Linked records"),
    "contact_agreed": gettext_lazy("Consent of the office"),
    "tags": gettext_lazy("Free tags"),
    "photos": gettext_lazy("Pictures"),
    "attachments": gettext_lazy("Files"),
}
CONCEPT_FACETS = ("theme", "audience", "setting", "prevention_level", "method", "ideology")


def record_context(record: RecordPage) -> dict[str, Any]:
    """Everything that ``templates/practices/record_page.html`` takes."""
    language = current_language()
    terms = search.terms()
    city = record.city
    proper = kind_context(record, terms, language)
    return {
        "kind_label": capitalised(record._meta.verbose_name),
        "city": {
            "name": city.name_in(language),
            "url": language_path(city, language),
            "country": city.country_name,
            "records_url": search.url_for(facets={"city": [city.code]}),
        }
        if city
        else None,
        "place": search.locator(city.latitude, city.longitude)
        if city and city.latitude is not None and city.longitude is not None
        else None,
        "facts": record_facts(record, language),
        "strip": record_strip(record, language),
        "dates": record_dates(record),
        "translation": record_translation(record),
        "notices": record_notices(record),
        **record_story(record),
        **record_evidence(record, language),
        "concept_groups": concept_groups(record, language),
        "tags": [
            {"label": tag.name, "url": search.url_for(q=f'"{tag.name}"')}
            for tag in sorted(record.tags.all(), key=lambda tag: tag.name.casefold())
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
        "sources": [
            {
                "title": source.title,
                "url": source.url,
                "language": source.language,
                "language_name": language_name(source.language) if source.language else "",
                "year": source.year,
            }
            for source in record.sources.all()
        ],
        "photos": record_photos(record),
        "attachments": record_attachments(record),
        "contact": public_contact(record),
        "licence": {
            "label": Licence(record.licence).label,
            "url": Licence(record.licence).url,
        },
        "citation": (citation := record_citation(record)),
        "citation_styles": in_styles(citation),
        # Shown as text, to be copied.
        "embedding": embedding(citation),
        "linked_data": linked_data(record, citation, proper["sessions"]),
        "can_print": can_print(),
        "pdf_address": f"{absolute(language_path(record))}pdf/",
        "linked": linked_records(record, language),
        "blocks": block_context(record, terms, language),
        "figures": figure_series(record),
        **adaptation_context(record, terms, language),
        **proper,
    }


def related_records(record: RecordPage) -> list[dict[str, Any]]:
    """Records that have something in common with this one, each with the reason in words."""
    language = current_language()
    return [
        {"hit": hit, "reason": reason}
        for hit, reason in search.similar(
            record.translation_key, language, RELATED, codes=record_codes(record)
        )
    ]


def record_photos(record: RecordPage) -> list[dict[str, Any]]:
    """The pictures in the size of the page; one whose file is gone or broken is left out."""
    shown = []
    for item in record.photos.all():
        try:
            sizes = shown_sizes(item.photo)
        except (OSError, SourceImageIOError):
            continue
        shown.append(
            {
                **sizes,
                "alt": item.photo.description,
                "caption": item.caption,
                "credit": item.photo.credit,
            }
        )
    return shown


def pictures_to_check(record: RecordPage, since: RecordPage | None = None) -> list[dict[str, Any]]:
    """The pictures with all that is said of them, for who decides; one whose file is broken stays in.

    With an earlier version to compare, those that it had not are marked new.
    """
    before = {item.photo_id for item in since.photos.all()} if since is not None else None
    shown = []
    for item in record.photos.all():
        try:
            sizes = shown_sizes(item.photo)
        except (OSError, SourceImageIOError):
            sizes = {}
        shown.append(
            {
                **sizes,
                "alt": item.photo.description,
                "caption": item.caption,
                "credit": item.photo.credit,
                "consent": item.photo.consent,
                "is_new": before is not None and item.photo_id not in before,
            }
        )
    return shown


def field_label(record: RecordPage, name: str) -> str:
    """What a field, a list of rows or a facet of a record is called on screen."""
    if name.startswith("concepts_"):
        return str(ConceptFacet(name.removeprefix("concepts_")).label)
    if name in LIST_LABELS:
        return str(LIST_LABELS[name])
    return capitalised(str(record._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def kind_context(record: RecordPage, terms: Terms, language: str) -> dict[str, Any]:
    """What only a training or a study visit has."""
    context: dict[str, Any] = {
        "sessions": [],
        "past_sessions": [],
        "stops": [],
        "take_home_actions": [],
        "visiting_cities": [],
    }
    if isinstance(record, TrainingProgrammePage):
        dates = training_dates(record)
        today = timezone.localdate()
        context["sessions"] = [one for one in dates if one.ends_on >= today]
        context["past_sessions"] = [
            one for one in dates if one.ends_on < today and not one.is_cancelled
        ]
    elif isinstance(record, StudyVisitReportPage):
        context["stops"] = [
            {
                "name": stop.name,
                "place": stop.place,
                "seen": stop.seen,
                "record": neighbour(record, stop.record_id, language),
            }
            for stop in record.stops.all()
        ]
        context["take_home_actions"] = list(record.take_home_actions.all())
        context["visiting_cities"] = [
            named_city(visit.city.code, terms, language) for visit in record.visiting_cities.all()
        ]
    return context


def training_dates(record: RecordPage) -> list[TrainingDate]:
    """The dates of a training in their order: what was gathered, else read now."""
    gathered: list[TrainingDate] | None = record.__dict__.get("dates")
    dates = list(date_rows(record)) if gathered is None else gathered
    for one in dates:
        one.record = record.record
    return sorted(dates, key=lambda one: (one.starts_on, one.begins or time.min))


def neighbour(record: RecordPage, key: UUID | None, language: str) -> dict[str, str] | None:
    """Title and address of a record at which this one points; None of one that not everybody may read."""
    versions = [page for page in record.neighbours if page.translation_key == key]
    return named_page(versions, language) if versions else None


def linked_records(record: RecordPage, language: str) -> list[dict[str, str]]:
    """Records to which this one points by name and those that point to it, with the relation.

    Hidden ones are left out, and adaptations, which are told apart.
    """
    own = [
        {
            "relation": link.get_relation_display(),
            **found,
            **named_block(record, link, found),
        }
        for link in links_told(record)
        if link.relation != RecordLink.Relation.ADAPTED_FROM
        and link.target_id != record.record_id
        and (found := neighbour(record, link.target_id, language))
    ]
    named = {one["url"].partition("#")[0] for one in own}
    pointing = [one for one in pointing_records(record, language) if one["url"] not in named]
    return [*own, *pointing]


def named_city(code: str, terms: Terms, language: str) -> dict[str, str]:
    """A city's name and address; without an address when its page is not public."""
    term = terms.get("city", code)
    return {
        "name": terms.label("city", code, language),
        "url": f"/{language}/{term.path}" if term and term.path else "",
    }


def record_dates(record: RecordPage) -> list[dict[str, Any]]:
    """When it was published, changed, checked and confirmed, and when it will be looked at again."""
    first, last = record.first_published_at, record.last_published_at
    dates = [(_("First published"), first.date() if first else None)]
    if first and last and last.date() != first.date():
        dates.append((_("Updated"), last.date()))
    dates += [
        (_("Checked"), record.scrutiny_on),
        # A city confirms what it wrote, not what somebody made of it in another language.
        (
            _("Original confirmed by the city")
            if record.translation_state is not None
            else _("Confirmed by the city"),
            record.last_confirmed_on,
        ),
        (_("To be reviewed by"), record.review_by),
    ]
    return [{"label": label, "date": day, "text": ""} for label, day in dates if day]


def record_notices(record: RecordPage) -> list[dict[str, str]]:
    """What a reader must know before reading on."""
    notices = []
    if record.archived_on:
        notices.append({"kind": "archived", "text": archived_words(record)})
    if record.is_editor_summary:
        words = summary_words(record)
        if record.is_demonstration:
            words = " ".join([_("Demonstration record."), words])
        notices.append({"kind": "editor-summary", "text": words})
    if record.is_demonstration and has_borrowed_story(record):
        notices.append({"kind": "translation", "text": head_words()})
    if not record.archived_on and record.review_by and record.review_by < timezone.localdate():
        notices.append(
            {
                "kind": "check-due",
                "text": _(
                    "This record should have been reviewed by %(date)s and has not been since."
                )
                % {"date": date_format(record.review_by, "DATE_FORMAT")},
            }
        )
    return notices + peer_notices(record)


def head_words() -> str:
    """Who translated title and summary of a demonstration record, and who has not read them."""
    return _(
        "Title and summary were translated by the makers of this site; no native speaker has checked them."
    )


def summary_words(record: RecordPage) -> str:
    """What an editor's summary is, and what its city has had to do with it."""
    if record.last_confirmed_on:
        return _(
            "This is an editor’s summary of public sources. Its city confirmed it on %(date)s."
        ) % {"date": date_format(record.last_confirmed_on, "DATE_FORMAT")}
    if record.city_edit_on:
        return _(
            "This is an editor’s summary of public sources. Its city last changed something in it on "
            "%(date)s, but has not confirmed all of it."
        ) % {"date": date_format(record.city_edit_on, "DATE_FORMAT")}
    return _(
        "This is an editor’s summary of public sources. The city has not submitted it "
        "and has not confirmed it."
    )


def concept_groups(record: RecordPage, language: str) -> list[dict[str, Any]]:
    """The record's concepts under the names of their facets, each leading to its search."""
    by_facet: dict[str, list[Any]] = {facet: [] for facet in CONCEPT_FACETS}
    for concept in record.concepts.all():
        by_facet.setdefault(concept.facet, []).append(concept)
    return [
        {
            "code": facet,
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
