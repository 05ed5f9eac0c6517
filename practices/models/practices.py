"""Practices: what a city does."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from practices.models.parts.choices import Evaluation
from practices.models.parts.fields import narrative
from practices.models.record_page import RecordPage


class PracticePage(RecordPage):
    """Something a city does, told in parts that can be compared with another city's."""

    indexed_kind: str | None = "practice"

    challenge = narrative(_("Situation before and challenge"), 1500)
    objectives = narrative(_("Objectives"), 1000)
    deliverables = narrative(_("Deliverables"), 1000)
    factors = narrative(_("What helped and what hindered"), 1500)
    sustainability = narrative(_("Sustainability"), 1000)
    transferability = narrative(_("What another city needs"), 1500)
    legal_basis = narrative(_("Legal basis"), 1000)
    theory_of_change = narrative(_("Why it should work"), 1500)
    evaluation = models.CharField(
        _("evaluation"), max_length=10, choices=Evaluation.choices, blank=True
    )
    evaluation_design = narrative(_("How it was evaluated"), 1500)
    evaluation_report = models.URLField(_("evaluation report"), max_length=500, blank=True)

    parts = (
        "challenge",
        "objectives",
        "description",
        "deliverables",
        "resources",
        "legal_basis",
        "theory_of_change",
        "results",
        "evaluation_design",
        "factors",
        "lessons",
        "safeguards",
        "unintended_effects_text",
        "sustainability",
        "transferability",
    )

    main_parts = (
        "challenge",
        "objectives",
        "description",
        "resources",
        "results",
        "evaluation_design",
        "lessons",
        "transferability",
    )
    required = (
        "summary",
        "lead_organisation",
        "lead_organisation_type",
        "status",
        "year_from",
        "scope",
        "challenge",
        "objectives",
        "description",
        "results",
        "lessons",
        "transferability",
        "safeguards",
        "unintended_effects",
        "evaluation",
        "contact_email",
    )
    required_for_note = (*RecordPage.required_for_note, "status")
    required_facets = (
        ("theme", _("Theme")),
        ("audience", _("Audience")),
        ("prevention_level", _("Prevention level")),
        ("method", _("Method")),
    )

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
