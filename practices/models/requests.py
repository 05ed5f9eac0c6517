"""A city is asked to describe what it does."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models import City
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
