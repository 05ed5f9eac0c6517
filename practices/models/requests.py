"""A city is asked to describe what it does, or whether the silent work of another still runs."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models import City
from practices.models.record import Record
from practices.models.record_page import RecordPage


class RequestOutcome(models.TextChoices):
    """What the city has made of it."""

    OPEN = "", _("Not answered yet")
    BEGUN = "begun", _("The city has begun a record")
    DECLINED = "declined", _("The city has declined")


class RecordRequest(models.Model):
    """An editor or somebody of another city would like a city to describe something.

    ``from_city`` is empty where an editor asks.
    """

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="record_requests")
    title = models.CharField(_("what"), max_length=200)
    words = models.TextField(_("why it is of use to others"), max_length=1000, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    from_city = models.ForeignKey(
        City, null=True, on_delete=models.SET_NULL, related_name="requests_made"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(
        max_length=10, choices=RequestOutcome.choices, blank=True, default=RequestOutcome.OPEN
    )
    answer = models.TextField(_("in words"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    record = models.ForeignKey(
        RecordPage, null=True, on_delete=models.SET_NULL, related_name="requests"
    )

    class Meta:
        verbose_name = _("request for a record")
        verbose_name_plural = _("requests for records")
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class PeerAnswer(models.TextChoices):
    """What a city like it knows of a silent city's work."""

    OPEN = "", _("Not answered yet")
    RUNS = "runs", _("As far as we know it still runs")
    ENDED = "ended", _("As far as we know it has ended")
    UNKNOWN = "unknown", _("We do not know")


# Days after the review date from which a city like it is asked whether the work still runs.
PEER_ASKED_AFTER = 305


class PeerCheck(models.Model):
    """A city is asked whether the work of another still runs, which has not confirmed its record.

    Once for each review date that passed in silence (``review_by``); what was said counts until the record
    is confirmed.
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="peer_checks")
    review_by = models.DateField()
    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="peer_checks")
    asked_on = models.DateField()
    answer = models.CharField(
        max_length=10, choices=PeerAnswer.choices, blank=True, default=PeerAnswer.OPEN
    )
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("question to a city like it")
        verbose_name_plural = _("questions to cities like them")
        ordering = ["asked_on", "pk"]
        constraints = (
            models.UniqueConstraint(
                fields=["record", "review_by"], name="one_peer_check_a_silence"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_answer_display()} ({self.asked_on})"
