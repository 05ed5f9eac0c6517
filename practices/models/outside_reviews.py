"""Advice of somebody outside on one version that a city has sent; never a decision."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, TaskState

from practices.models.reviews import ReviewTaskState
from practices.models.submissions import Submission

LINK_LASTS = timedelta(days=14)


class OutsideReviewState(models.TextChoices):
    """How far it is, as the editors see it."""

    WAITING = "waiting", _("Waiting for an answer")
    ANSWERED = "answered", _("Answered")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")
    CLOSED = "closed", _("Closed, because that version is not in review any longer")


class OutsideReviewQuerySet(models.QuerySet["OutsideReview"]):
    """Outside reviews by what their link opens."""

    def reachable(self) -> OutsideReviewQuerySet:
        """Those whose link opens anything: that version waits unchanged for the editors, the time runs."""
        return self.filter(
            withdrawn_at=None,
            expires_at__gt=timezone.now(),
            task_state__status=TaskState.STATUS_IN_PROGRESS,
            revision__created_at=F("version_at"),
        )

    def waiting(self) -> OutsideReviewQuerySet:
        """Those that can still be answered."""
        return self.reachable().filter(answered_at=None)


def _expiry() -> Any:
    return timezone.now() + LINK_LASTS


class OutsideReview(models.Model):
    """An editor asked somebody without an account to read one sent version against the checklist.

    The link in the mail is the only key; what is stored of its secret is a hash. The address goes as soon as
    nothing is waited for, and only a keyed hash of it stays, by which an erasure still finds the row.
    ``version_at`` is when the version was saved: a revision that was written over since is another version.
    ``checklist`` is that of the editors' own reviews.
    """

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="outside_reviews"
    )
    task_state = models.ForeignKey(ReviewTaskState, on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey(
        Revision, null=True, on_delete=models.SET_NULL, related_name="outside_reviews"
    )
    version_at = models.DateTimeField()
    name = models.CharField(_("name"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    address_hash = models.CharField(max_length=64, db_index=True)
    language = models.CharField(_("language of the mail"), max_length=10)
    secret_hash = models.CharField(max_length=64, unique=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(default=_expiry)
    withdrawn_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    checklist = models.JSONField(_("checklist"), default=dict)
    words = models.TextField(_("in words"), blank=True, max_length=4000)

    objects = OutsideReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("outside review")
        verbose_name_plural = _("outside reviews")
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.asked_at:%Y-%m-%d}"

    @property
    def state(self) -> OutsideReviewState:
        """How far it is."""
        if self.answered_at:
            return OutsideReviewState.ANSWERED
        if self.withdrawn_at:
            return OutsideReviewState.WITHDRAWN
        if self.expires_at <= timezone.now():
            return OutsideReviewState.EXPIRED
        unchanged = self.revision is not None and self.revision.created_at == self.version_at
        if self.task_state.status != TaskState.STATUS_IN_PROGRESS or not unchanged:
            return OutsideReviewState.CLOSED
        return OutsideReviewState.WAITING

    @staticmethod
    def hash_of(words: str) -> str:
        """What is stored of a secret, or of an address that was forgotten."""
        key = f"practices.outside_review:{settings.SECRET_KEY}".encode()
        return hmac.new(key, words.encode(errors="replace"), hashlib.sha256).hexdigest()
