"""Public versions of a record: what anybody could read of it after each publication."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicVersion(models.Model):
    """The words of one language version as they were published; ``number`` counts over all languages.

    The words are written down when they are published, out of what the page shows and nothing else, so that
    no later draft, note or clearing away of Wagtail's revisions changes what stands here.
    :mod:`practices.records.public_versions` writes them. One that holds what nobody should have read has a
    day in ``closed_on`` and no words any more; its number stays taken.
    """

    record = models.ForeignKey(
        "practices.Record", on_delete=models.CASCADE, related_name="published_versions"
    )
    page = models.ForeignKey(
        "practices.RecordPage", on_delete=models.CASCADE, related_name="published_versions"
    )
    number = models.PositiveIntegerField(_("number"))
    published_at = models.DateTimeField(_("published on"))
    words = models.JSONField(default=dict)
    # By which a publication that changes nothing for a reader is known.
    digest = models.CharField(max_length=64)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("public version")
        verbose_name_plural = _("public versions")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "number"], name="practices_one_version_of_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_id} v{self.number}"
