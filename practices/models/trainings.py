"""Training programmes."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from kb.texts.language_field import LanguageField
from practices.models.parts.choices import TrainingMode
from practices.models.parts.fields import narrative
from practices.models.record_page import RecordPage


class TrainingProgrammePage(RecordPage):
    """A course that a city or its partner gives, and whether others may come."""

    indexed_kind: str | None = "training"

    provider = models.CharField(_("provider"), max_length=300, blank=True)
    learning_outcomes = narrative(_("What participants learn"), 1500)
    contents = narrative(_("Contents"), 2000)
    participants = narrative(_("For whom"), 500)
    prerequisites = narrative(_("Prerequisites"), 500)
    duration = narrative(_("Format and length"), 500)
    materials = narrative(_("Materials"), 1000, _("With their licence."))
    certificate = models.CharField(_("Certificate"), max_length=200, blank=True)
    trainers = narrative(_("Trainers"), 500, _("Their profile, no names."))
    training_evaluation = narrative(_("How the training was evaluated"), 1500)
    mode = models.CharField(_("format"), max_length=10, choices=TrainingMode.choices, blank=True)
    delivery_languages = models.CharField(
        _("languages of delivery"),
        max_length=100,
        blank=True,
        help_text=_("Codes such as “da, en”."),
    )
    group_size = models.CharField(_("group size"), max_length=100, blank=True)
    cost = models.CharField(_("cost"), max_length=200, blank=True)
    open_to_other_cities = models.BooleanField(_("open to other cities"), null=True, blank=True)

    parts = (
        "description",
        "learning_outcomes",
        "contents",
        "participants",
        "prerequisites",
        "duration",
        "materials",
        "trainers",
        "resources",
        "results",
        "training_evaluation",
        "lessons",
        "safeguards",
        "unintended_effects_text",
    )

    main_parts = (
        "description",
        "learning_outcomes",
        "contents",
        "participants",
        "duration",
        "resources",
        "results",
        "lessons",
    )
    required = (
        "summary",
        "provider",
        "description",
        "learning_outcomes",
        "contents",
        "mode",
        "duration",
        "delivery_languages",
        "open_to_other_cities",
        "safeguards",
        "unintended_effects",
        "contact_email",
    )
    required_for_note = (
        "summary",
        "provider",
        "description",
        "mode",
        "delivery_languages",
        "safeguards",
        "unintended_effects",
        "contact_email",
    )
    required_facets = (
        ("theme", _("Theme")),
        ("audience", _("Audience")),
        ("method", _("Method")),
    )

    class Meta:
        verbose_name = _("training programme")
        verbose_name_plural = _("training programmes")


class TrainingSession(Orderable):
    """One date on which the training is given."""

    page = ParentalKey(TrainingProgrammePage, on_delete=models.CASCADE, related_name="sessions")
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    language = LanguageField(_("language"), max_length=10, blank=True)
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    registration_url = models.URLField(_("registration"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldPanel("place"),
        FieldRowPanel([FieldPanel("language"), FieldPanel("seats")]),
        FieldPanel("registration_url"),
    ]

    def __str__(self) -> str:
        return str(self.starts_on)

    def clean(self) -> None:
        super().clean()
        if self.ends_on and self.starts_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The end lies before the start.")})
