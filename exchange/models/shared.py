"""What several kinds of rows share: lines of a conversation, words that an editor reads first."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kb.models import City, Concept, User


class Said(models.Model):
    """A line of a conversation of two cities; each kind says for whom its author spoke (``side``)."""

    # The admin's lists of uses would tell editors who speaks with whom.
    wagtail_reference_index_ignore = True

    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    side = models.CharField(max_length=12)
    text = models.TextField(_("message"), max_length=4000)
    # Empty of a line that is older than this field.
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, blank=True
    )
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.side}, {self.written_at:%Y-%m-%d}"


class Reviewed(models.Model):
    """A text of a city with its way through the editors' hands; each kind has its own states.

    State and ``answer`` (the editors' words to the city) are set by verbs (:mod:`exchange.review.services`),
    never typed. ``version`` counts what was stored, so that an editor answers what was read.
    """

    # The codes that all kinds share.
    SENT, CHANGES, PUBLIC = "sent", "changes", "public"
    WITHDRAWN, TAKEN_DOWN = "withdrawn", "taken-down"

    answer = models.TextField(_("answer of the editors"), blank=True, max_length=2000)
    # Empty of an answer that is older than this field.
    answer_language = models.CharField(max_length=10, choices=settings.LANGUAGES, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    edited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(auto_now=True)

    state = models.CharField(_("state"), max_length=12)

    city: Any

    class Meta:
        abstract = True

    @property
    def of_city(self) -> City | None:
        """Whose words they are."""
        city: City | None = self.city
        return city

    @property
    def its_themes(self) -> QuerySet[Concept]:
        """What it is about; an editor's remit is asked for them."""
        raise NotImplementedError
