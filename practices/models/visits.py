"""Study-visit reports."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from kb.models import City
from kb.models.pages import OrderedRow
from practices.models.parts.fields import narrative
from practices.models.record import Record
from practices.models.record_page import RecordPage


class StudyVisitReportPage(RecordPage):
    """What people of one city saw in another, and what they take home.

    The report stands below the host city's page, and the host confirms it before it is published.
    """

    indexed_kind: str | None = "study-visit"

    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    dates_note = models.CharField(_("note on the dates"), max_length=200, blank=True)
    hosts = models.CharField(_("hosts"), max_length=300, blank=True)
    visitors = models.CharField(
        _("visitors"), max_length=300, blank=True, help_text=_("By function, never by name.")
    )
    organiser = models.CharField(_("organiser"), max_length=300, blank=True)
    occasion = models.CharField(_("occasion"), max_length=200, blank=True)
    objectives = narrative(_("Questions of the visit"), 1000)
    observations = narrative(_("What was seen"), 3000)
    takeaways = narrative(_("What the visitors take home"), 1500)
    challenges = narrative(_("Challenges discussed"), 1500)
    feedback = narrative(_("Feedback for the host"), 1000)
    follow_up = narrative(_("Follow-up"), 1500)
    host_confirmed_on = models.DateField(_("confirmed by the host on"), null=True, blank=True)

    parts = (
        "objectives",
        "description",
        "observations",
        "challenges",
        "results",
        "lessons",
        "takeaways",
        "feedback",
        "follow_up",
        "resources",
        "safeguards",
        "unintended_effects_text",
    )

    main_parts = ("objectives", "description", "observations", "lessons", "takeaways", "results")
    required = (
        "summary",
        "starts_on",
        "objectives",
        "observations",
        "lessons",
        "takeaways",
        "safeguards",
        "unintended_effects",
        "host_confirmed_on",
    )
    required_for_note = (
        "summary",
        "starts_on",
        "observations",
        "lessons",
        "safeguards",
        "unintended_effects",
        "host_confirmed_on",
    )

    class Meta:
        verbose_name = _("study-visit report")
        verbose_name_plural = _("study-visit reports")

    def search_years(self) -> tuple[int | None, int | None]:
        first = self.starts_on.year if self.starts_on else self.year_from
        last = self.ends_on.year if self.ends_on else self.year_to
        return first, last or first

    def clean(self) -> None:
        super().clean()
        if self.ends_on and self.starts_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The end lies before the start.")})


class VisitingCity(OrderedRow):
    """A city whose people came."""

    page = ParentalKey(
        StudyVisitReportPage, on_delete=models.CASCADE, related_name="visiting_cities"
    )
    city = models.ForeignKey(
        City, verbose_name=_("city"), on_delete=models.CASCADE, related_name="visits_made"
    )

    panels = [FieldPanel("city")]

    def __str__(self) -> str:
        return str(self.city)


class VisitStop(OrderedRow):
    """A place that was visited; it may point to the record of what was seen there."""

    page = ParentalKey(StudyVisitReportPage, on_delete=models.CASCADE, related_name="stops")
    name = models.CharField(_("what"), max_length=200)
    place = models.CharField(_("where"), max_length=200, blank=True)
    record = models.ForeignKey(
        Record,
        verbose_name=_("record"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="visited_at",
    )
    seen = models.TextField(_("what was seen"), blank=True, max_length=1000)

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("place")]),
        FieldPanel("record"),
        FieldPanel("seen"),
    ]

    def __str__(self) -> str:
        return self.name


class TakeHomeAction(OrderedRow):
    """What the visiting city will do: the action, which office, until when."""

    page = ParentalKey(
        StudyVisitReportPage, on_delete=models.CASCADE, related_name="take_home_actions"
    )
    action = models.CharField(_("action"), max_length=300)
    by_whom = models.CharField(_("by whom"), max_length=200, blank=True)
    due = models.CharField(_("until when"), max_length=100, blank=True)

    panels = [
        FieldPanel("action"),
        FieldRowPanel([FieldPanel("by_whom"), FieldPanel("due")]),
    ]

    def __str__(self) -> str:
        return self.action
