"""A transfer plan: in four short parts, how a city means to bring another city's work home."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models import City, User
from practices.models import Record


class TransferPlan(models.Model):
    """The plan of one city beside a record of another; private to the people of the city.

    ``answers``: what was written, by the codes of :mod:`exchange.transfer.questions`. ``title``: the
    city's own name for it, at first the record's. ``version`` counts what was stored, so that two who write
    do not overwrite each other.
    """

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="transfer_plans")
    record = models.ForeignKey(
        Record, null=True, on_delete=models.SET_NULL, related_name="transfer_plans"
    )
    title = models.CharField(_("title"), max_length=255)
    answers = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    edited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("transfer plan")
        verbose_name_plural = _("transfer plans")
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return self.title
