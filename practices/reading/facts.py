"""At most eight facts at a glance, each kind of record its own."""

from __future__ import annotations

from typing import Any, cast

from django.utils.formats import date_format, number_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from kb.models import CityPage, ConceptFacet
from kb.templatetags.kb_tags import language_name
from kb.texts.capitals import capitalised
from practices.models import (
    PracticePage,
    RecordPage,
    StudyVisitReportPage,
    TrainingProgrammePage,
)
from practices.models.parts.choices import Status
from search import services as search

Fact = tuple[Any, Any, str]
MOST = 8
# How much of the audiences and of a sentence on cost stands in the strip below the title.
STRIP_AUDIENCES, STRIP_LENGTH = 2, 80


def record_facts(record: RecordPage, language: str) -> list[dict[str, Any]]:
    """The facts that are known; those that are not are named together in the last one."""
    values = _values(record, language)
    known = [(label, value, url) for label, value, url in values if value][:MOST]
    unknown = [str(label) for label, value, _url in values if not value]
    facts = [
        {"label": label, "value": value, "url": url, "lang": "", "known": True}
        for label, value, url in known
    ]
    if unknown:
        facts = facts[: MOST - 1]
        facts.append(
            {
                "label": _("Not known"),
                "value": ", ".join(unknown),
                "url": "",
                "lang": "",
                "known": False,
                "count": len(unknown),
            }
        )
    return facts


def record_strip(record: RecordPage, language: str) -> list[dict[str, Any]]:
    """What a reader asks first, below the title: when, for whom, at what cost; only what is known."""
    audiences = [
        concept.label(language)
        for concept in record.concepts.all()
        if concept.facet == ConceptFacet.AUDIENCE
    ]
    if isinstance(record, StudyVisitReportPage):
        when, cost = visit_dates(record), ""
    else:
        when, cost = record_years(record), record.get_budget_band_display()
    if isinstance(record, TrainingProgrammePage):
        cost = Truncator(record.cost).chars(STRIP_LENGTH)
    whom = ", ".join(audiences[:STRIP_AUDIENCES])
    if len(audiences) > STRIP_AUDIENCES:
        whom += ", …"
    facts = ((_("When"), when), (_("Cost"), cost), (_("For whom"), whom))
    return [{"label": label, "value": value} for label, value in facts if value]


def _values(record: RecordPage, language: str) -> list[Fact]:
    level = record.evidence_level
    evidence: Fact = (
        _("Evidence level"),
        level.label(language) if level else "",
        search.url_for(facets={"evidence": [level.code]}) if level else "",
    )
    if isinstance(record, TrainingProgrammePage):
        return [
            (_("In charge"), record.provider or record.lead_organisation, ""),
            (_("Format"), record.get_mode_display(), ""),
            (_("Languages of delivery"), _language_names(record.delivery_languages), ""),
            (_("Group size"), record.group_size, ""),
            (_("Certificate"), record.certificate, ""),
            (_("Cost"), record.cost, ""),
            (_("Open to other cities"), _yes_or_no(record.open_to_other_cities), ""),
            evidence,
        ]
    if isinstance(record, StudyVisitReportPage):
        return [
            (_("Dates"), visit_dates(record), ""),
            (_("Hosts"), record.hosts, ""),
            (_("Visitors"), record.visitors, ""),
            (_("Organiser"), record.organiser, ""),
            (_("Occasion"), record.occasion, ""),
            (
                _("Confirmed by the host"),
                date_format(record.host_confirmed_on, "DATE_FORMAT")
                if record.host_confirmed_on
                else "",
                "",
            ),
        ]
    return [
        (_("In charge"), record.lead_organisation, ""),
        (_("Years"), record_years(record), ""),
        (
            _("State of the work"),
            record.get_status_display() if record.status != Status.UNKNOWN else "",
            "",
        ),
        (_("Scope"), record.get_scope_display(), ""),
        (_("Inhabitants of the city"), _population(record.city), ""),
        (_("Budget"), record.get_budget_band_display(), ""),
        _evaluation(cast(PracticePage, record)),
        evidence,
    ]


def _evaluation(record: PracticePage) -> Fact:
    """Whether it was evaluated and by whom, with the way to the report."""
    label = capitalised(record._meta.get_field("evaluation").verbose_name)
    report = capitalised(record._meta.get_field("evaluation_report").verbose_name)
    value = record.get_evaluation_display() or (report if record.evaluation_report else "")
    return label, value, record.evaluation_report


def record_years(record: RecordPage) -> str:
    """First and last year of the work: "2007–2015", "since 2007"."""
    if not record.year_from:
        return ""
    if record.year_to == record.year_from:
        return str(record.year_from)
    if record.year_to:
        return f"{record.year_from}–{record.year_to}"
    return _("since %(year)s") % {"year": record.year_from}


def visit_dates(record: StudyVisitReportPage) -> str:
    """From when to when the visit lasted, or what else is known of its dates."""
    if not record.starts_on:
        return record.dates_note
    first = date_format(record.starts_on, "DATE_FORMAT")
    if not record.ends_on or record.ends_on == record.starts_on:
        return first
    return f"{first} – {date_format(record.ends_on, 'DATE_FORMAT')}"


def _population(city: CityPage | None) -> str:
    if city is None or not city.population:
        return ""
    number = number_format(city.population, use_l10n=True, force_grouping=True)
    return f"{number} ({city.population_year})" if city.population_year else str(number)


def _yes_or_no(answer: bool | None) -> str:
    return "" if answer is None else (_("Yes") if answer else _("No"))


def _language_names(codes: str) -> str:
    return ", ".join(language_name(code.strip()) for code in codes.split(",") if code.strip())
