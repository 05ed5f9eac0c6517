"""Practices: what a city does, and the building blocks that another city can take over by themselves."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin

from kb.models.pages import OrderedRow
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


class BuildingBlock(TranslatableMixin, OrderedRow):
    """One part of a practice, told so that it can be used without the rest.

    ``translation_key`` is its name for links: the same in all languages and versions (``anchor``).
    """

    WORDS = ("name", "told", "needs")

    page = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="blocks")
    name = models.CharField(
        _("name of the building block"),
        max_length=120,
        help_text=_("For example “counselling by telephone” or “training of teachers”."),
    )
    told = models.TextField(_("what is done in it"), blank=True, max_length=1000)
    needs = models.TextField(_("what it needs to work"), blank=True, max_length=500)

    panels = [FieldPanel(name) for name in WORDS]

    class Meta(TranslatableMixin.Meta, OrderedRow.Meta):
        verbose_name = _("building block")
        verbose_name_plural = _("building blocks")

    def __str__(self) -> str:
        return self.name

    @property
    def anchor(self) -> str:
        """Where it stands on the page of its practice; what links to it end with."""
        return block_anchor(self.translation_key)


def block_anchor(key: object) -> str:
    """Where the building block with this key stands on a page."""
    return f"block-{key}"
