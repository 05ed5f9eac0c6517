"""What is known of use, without persons: how often a page was read, and searches that found nothing."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PageUse(models.Model):
    """How often a record or a city, in whatever language, was read in a month. Nothing says by whom."""

    key = models.UUIDField(_("page"))
    month = models.DateField(_("month"))
    views = models.PositiveIntegerField(_("times read"), default=0)

    class Meta:
        verbose_name = _("use of a page")
        verbose_name_plural = _("use of pages")
        constraints = [models.UniqueConstraint(fields=["key", "month"], name="kb_pageuse_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.month:%Y-%m}: {self.views}"


class FruitlessSearch(models.Model):
    """Words with which several visitors of a week found nothing; what one person alone typed is never here.

    ``visitors``: how many, and so three at least; who they were is not known.
    """

    week = models.DateField(_("week"), help_text=_("Its Monday."))
    language = models.CharField(_("language"), max_length=10)
    words = models.CharField(_("words"), max_length=120)
    visitors = models.PositiveIntegerField(_("how many typed them"), default=0)

    class Meta:
        verbose_name = _("search that found nothing")
        verbose_name_plural = _("searches that found nothing")
        constraints = [
            models.UniqueConstraint(
                fields=["week", "language", "words"], name="kb_fruitlesssearch_once"
            )
        ]
        indexes = [models.Index(fields=["language", "words"], name="kb_fruitless_words")]

    def __str__(self) -> str:
        return f"{self.language}: {self.words}"
