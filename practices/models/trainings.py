"""Training programmes, and the dates on which they are given."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kb.cities.time_zones import zone_of
from kb.texts.language_field import LanguageField
from practices.models.parts.choices import TrainingMode
from practices.models.parts.fields import narrative
from practices.models.record import Record
from practices.models.record_page import RecordPage

# Years that calendars know, and the longest course.
FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_COURSE = timedelta(days=366)


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


class TrainingDate(models.Model):
    """One date on which a training is given, in all its languages; times are those of its city.

    Its key is that of its entry in calendars; ``sequence`` counts its changes for them. ``cancelled_on`` is
    set by a verb, never typed: who has taken the date over has to see it.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(
        Record, editable=False, on_delete=models.CASCADE, related_name="training_dates"
    )
    starts_on = models.DateField(_("first day"))
    begins = models.TimeField(_("begins at"), null=True, blank=True)
    ends_on = models.DateField(
        _("last day"), db_index=True, blank=True, help_text=_("Empty: the same day.")
    )
    ends = models.TimeField(_("ends at"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    language = LanguageField(_("language"), max_length=10)
    mode = models.CharField(_("format"), max_length=10, choices=TrainingMode.choices)
    open_to_others = models.BooleanField(_("people of other cities may come"), default=False)
    seats = models.CharField(
        _("seats"),
        max_length=100,
        blank=True,
        help_text=_("In words: “12, two of them for guests”."),
    )
    registration_url = models.URLField(_("registration"), max_length=500, blank=True)
    cancelled_on = models.DateField(null=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("date of a training")
        verbose_name_plural = _("dates of trainings")
        ordering = ["starts_on", "begins", "key"]

    def __str__(self) -> str:
        return str(self.starts_on)

    def clean(self) -> None:
        """From the earlier to the later, in hours that the day has, not for years."""
        super().clean()
        wrong: dict[str, Any] = {}
        first = self.starts_on
        if first and self.ends_on is None:
            self.ends_on = first
        last = self.ends_on
        if first and not FIRST_YEAR <= first.year <= LAST_YEAR:
            wrong["starts_on"] = _("This year is out of reach.")
        if first and last and last < first:
            wrong["ends_on"] = _("The end lies before the start.")
        elif first and last and last - first > LONGEST_COURSE:
            wrong["ends_on"] = _("This is longer than a year. Check the days.")
        if self.ends and not self.begins:
            wrong["begins"] = _("Say when it begins, too.")
        elif self.ends and first == last and self.begins and self.ends <= self.begins:
            wrong["ends"] = _("The end lies before the start.")
        if wrong:
            raise ValidationError(wrong)

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.cancelled_on is not None

    @property
    def zone(self) -> ZoneInfo:
        """The zone of its city's clocks; that of a network's training is universal time."""
        return zone_of(self.record.city) if self.record.city else ZoneInfo("UTC")
