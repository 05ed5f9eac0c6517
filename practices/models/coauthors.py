"""People of other cities, or of none, who take part in writing one record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.models.record_page import RecordPage

INVITATION_LASTS = timedelta(days=14)


class CoAuthorRight(models.TextChoices):
    """How far somebody takes part; each right includes those after it."""

    WRITE = "write", _("write")
    COMMENT = "comment", _("comment")
    READ = "read", _("read")


class CoAuthorQuerySet(models.QuerySet["CoAuthor"]):
    """Co-authors by how they stand."""

    def open(self) -> CoAuthorQuerySet:
        """Invitations that can still be accepted."""
        return self.filter(user=None, expires_at__gt=timezone.now())

    def present(self) -> CoAuthorQuerySet:
        """Those who take part now."""
        return self.exclude(user=None)


def _expiry() -> Any:
    return timezone.now() + INVITATION_LASTS


class CoAuthor(models.Model):
    """Somebody was invited to one record of a city, and takes part once ``user`` is set.

    Ending deletes the row, so that no right and no address is left behind. ``email`` is kept until the
    invitation is accepted; who takes part is known by the account.
    """

    record = models.ForeignKey(RecordPage, on_delete=models.CASCADE, related_name="coauthors")
    right = models.CharField(_("right"), max_length=10, choices=CoAuthorRight.choices)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language of the mail"), max_length=10)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="coauthorships"
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(default=_expiry)

    objects = CoAuthorQuerySet.as_manager()

    class Meta:
        verbose_name = _("co-author")
        verbose_name_plural = _("co-authors")
        constraints = [
            models.UniqueConstraint(fields=["record", "user"], name="one_coauthorship_a_record")
        ]

    def __str__(self) -> str:
        return f"{self.user or self.email}: {self.right}"


class Note(models.Model):
    """A word among those who write a record: its city and its co-authors. The editors do not see it."""

    record = models.ForeignKey(RecordPage, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(_("note"), max_length=4000)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
