"""What this room stores: kept results of searches, of nobody, and alerts, with an address each."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

BYTES_OF_A_KEY = 16


class KeptSearch(models.Model):
    """Which records a search found on a day, for good: an address that a review can cite.

    Only keys are kept, no words of records: what is withdrawn later leaves nothing here but a number.
    ``words`` is the search in words by language;
    ``steps`` how many records were left after each of its conditions,
    as ``[{"words": {language: phrase}, "number": 12}, …]``. The same result, kept twice on a day, is one.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    kept_on = models.DateField(_("kept on"), db_index=True)
    language = models.CharField(max_length=10)
    query = models.TextField()
    words = models.JSONField(default=dict)
    steps = models.JSONField(default=list)
    relaxed = models.BooleanField(default=False)
    engine = models.CharField(max_length=30)
    # Of the search table, of the vocabulary with the lexicon, and of the code.
    table_version = models.BigIntegerField()
    vocabulary = models.CharField(max_length=36)
    release = models.CharField(max_length=64)
    packed_keys = models.BinaryField()

    class Meta:
        verbose_name = _("kept search")
        verbose_name_plural = _("kept searches")

    def __str__(self) -> str:
        return f"{self.kept_on}: {self.query}"

    @property
    def keys(self) -> list[uuid.UUID]:
        """The records that were found, in the order of their numbers."""
        packed = bytes(self.packed_keys)
        return [
            uuid.UUID(bytes=packed[start : start + BYTES_OF_A_KEY])
            for start in range(0, len(packed), BYTES_OF_A_KEY)
        ]

    @property
    def number(self) -> int:
        """How many records were found."""
        return len(bytes(self.packed_keys)) // BYTES_OF_A_KEY


def packed(keys: Iterable[uuid.UUID]) -> bytes:
    """Keys as they are kept."""
    return b"".join(key.bytes for key in keys)


class Rhythm(models.TextChoices):
    """How often an alert comes, at most; where nothing has changed, none does."""

    WEEKLY = "weekly", _("once a week")
    MONTHLY = "monthly", _("once a month")


class Alert(models.Model):
    """Somebody is told by mail what has changed among the results of a search.

    Nothing is sent before the link in the first mail has been used (``confirmed_at``). ``told_until``: up to
    when changes have been told. What somebody follows is told nobody else and stands in no log.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), max_length=254)
    language = models.CharField(max_length=10)
    query = models.TextField()
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    asked_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told_until = models.DateTimeField(null=True, blank=True)
    asked_again_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("alert for a search")
        verbose_name_plural = _("alerts for searches")
        constraints = [
            models.UniqueConstraint(
                fields=["email", "language", "query"], name="opendata_one_alert_for_each"
            )
        ]

    def __str__(self) -> str:
        return str(self.key)
