"""What cities say to each other where nobody else reads."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models import User


class Said(models.Model):
    """A line of a conversation of two cities; each kind says for whom its author spoke (``side``)."""

    # The admin's lists of uses would tell editors who speaks with whom.
    wagtail_reference_index_ignore = True

    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    side = models.CharField(max_length=12)
    text = models.TextField(_("message"), max_length=4000)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.side}, {self.written_at:%Y-%m-%d}"
