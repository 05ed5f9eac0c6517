"""Addresses elsewhere that records name, and what came of asking them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkState(models.TextChoices):
    """What came of asking an address."""

    UNKNOWN = "unknown", _("Not asked yet")
    WORKS = "works", _("Works")
    UNCLEAR = "unclear", _("Does not let us look")
    GONE = "gone", _("There is nothing at this address")
    FAILS = "fails", _("The server reports a fault")
    NO_ANSWER = "no-answer", _("Nobody answers")
    CLOSED = "closed", _("Not a public address")


BROKEN = (LinkState.GONE, LinkState.FAILS, LinkState.NO_ANSWER, LinkState.CLOSED)


class WatchedLink(models.Model):
    """One address, however many records name it. ``since``: from when on it has been as it is."""

    key = models.CharField(max_length=64, unique=True, help_text=_("SHA-256 of the address"))
    url = models.TextField(_("address"))
    state = models.CharField(
        _("state"), max_length=10, choices=LinkState.choices, default=LinkState.UNKNOWN
    )
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True)
    since = models.DateTimeField(_("since"), null=True)
    asked_at = models.DateTimeField(_("last asked"), null=True, db_index=True)

    class Meta:
        verbose_name = _("watched link")
        verbose_name_plural = _("watched links")
        indexes = [models.Index(fields=["state", "since"], name="link_state_since")]

    def __str__(self) -> str:
        return self.url


class LinkUse(models.Model):
    """A public record names an address."""

    link = models.ForeignKey(WatchedLink, on_delete=models.CASCADE, related_name="uses")
    record = models.ForeignKey(
        "practices.RecordPage", on_delete=models.CASCADE, related_name="watched_links"
    )

    class Meta:
        verbose_name = _("use of a link")
        verbose_name_plural = _("uses of links")
        constraints = [models.UniqueConstraint(fields=["record", "link"], name="one_use_each")]

    def __str__(self) -> str:
        return f"{self.record_id}: {self.link_id}"
