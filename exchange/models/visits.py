"""Study visits between two cities: asked for, agreed, done or cancelled, and what the two say on them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.models.codes import CodesField
from exchange.models.offers import MOST_VISITORS, VisitOffer
from exchange.models.shared import Said
from kb.models import City, Concept, User
from practices.models import RecordPage


class Side(models.TextChoices):
    HOST = "host", _("Host")
    VISITOR = "visitor", _("Visitors")
    SECRETARIAT = "secretariat", _("Secretariat")


class StudyVisit(models.Model):  # type: ignore[django-manager-missing]
    """One city asks to visit another. Days and programme are for the two and the secretariat alone.

    Days are proposed by one side and agreed by the other; ``sequence`` counts proposals, so that somebody
    agrees to what was read. What the two wrote goes a year after the end (:mod:`exchange.visits.retention`).
    """

    # The admin's lists of uses would tell editors who visits whom.
    wagtail_reference_index_ignore = True

    class State(models.TextChoices):
        ASKED = "asked", _("Asked for")
        AGREED = "agreed", _("Agreed")
        DONE = "done", _("Took place")
        CANCELLED = "cancelled", _("Cancelled")

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    offer = models.ForeignKey(
        VisitOffer, null=True, on_delete=models.SET_NULL, related_name="visits"
    )
    host = models.ForeignKey(City, on_delete=models.CASCADE, related_name="visits_received")
    visitor = models.ForeignKey(City, on_delete=models.CASCADE, related_name="visits_asked_for")
    title = models.CharField(_("title"), max_length=120)
    themes = models.ManyToManyField(
        Concept,
        verbose_name=_("themes"),
        limit_choices_to={"facet": "theme"},
        related_name="study_visits",
    )
    months = CodesField(_("months"), max_length=40)
    group_size = models.PositiveSmallIntegerField(
        _("number of visitors"),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_VISITORS)],
    )
    aims = models.TextField(_("aims"), max_length=1500, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    starts_on = models.DateField(_("first day"), null=True)
    ends_on = models.DateField(_("last day"), null=True)
    programme = models.TextField(_("programme"), max_length=3000, blank=True)
    programme_language = models.CharField(max_length=10, choices=settings.LANGUAGES, blank=True)
    proposed_by = models.CharField(max_length=12, choices=Side.choices, blank=True)
    cancelled_by = models.CharField(max_length=12, choices=Side.choices, blank=True)
    ended_on = models.DateField(null=True)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    report = models.ForeignKey(
        RecordPage, null=True, on_delete=models.SET_NULL, related_name="study_visits"
    )
    taken_home = models.TextField(_("what was taken home"), max_length=1500, blank=True)
    taken_home_language = models.CharField(max_length=10, choices=settings.LANGUAGES, blank=True)
    reminded_on = models.DateField(null=True)
    asked_again_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("study visit")
        verbose_name_plural = _("study visits")
        ordering = ["-changed_at", "key"]
        constraints = [
            models.CheckConstraint(condition=~Q(host=F("visitor")), name="no_visit_to_itself"),
            models.UniqueConstraint(
                fields=["offer", "visitor"],
                condition=Q(state__in=["asked", "agreed"]),
                name="one_open_visit_an_offer",
            ),
        ]
        indexes = [models.Index(fields=["state", "ends_on"], name="visits_by_end")]

    def __str__(self) -> str:
        return f"{self.visitor_id} → {self.host_id}"

    @property
    def is_open(self) -> bool:
        """Whether the two still arrange it."""
        return self.state in OPEN

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def has_days(self) -> bool:
        """Whether days were named; such a visit can stand in a calendar."""
        return self.starts_on is not None and self.ends_on is not None

    @property
    def is_over(self) -> bool:
        """Whether its last day has come."""
        return self.ends_on is not None and self.ends_on <= timezone.localdate()


OPEN = (StudyVisit.State.ASKED, StudyVisit.State.AGREED)


class VisitMessage(Said):
    """A line of the conversation of two cities about their visit."""

    visit = models.ForeignKey(StudyVisit, on_delete=models.CASCADE, related_name="messages")
    side = models.CharField(max_length=12, choices=Side.choices)

    class Meta(Said.Meta):
        verbose_name = _("message about a study visit")
        verbose_name_plural = _("messages about study visits")
