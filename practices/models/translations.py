"""What is kept of translations: who wrote them, who is asked to read them, what of them is public."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from practices.models.record_page import RecordPage


class TranslationHandover(models.Model):
    """A translation that its translator has handed over: it waits for a second editor, who publishes it."""

    page = models.OneToOneField(RecordPage, on_delete=models.CASCADE, related_name="handover")
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    handed_at = models.DateTimeField(_("handed over"))
    open_pieces = models.PositiveIntegerField(_("pieces not translated"))

    class Meta:
        verbose_name = _("translation handed over")
        verbose_name_plural = _("translations handed over")
        ordering = ["handed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.handed_at:%Y-%m-%d}"


class PublicTranslation(models.Model):
    """How far the public version of a record in another language is translated, written as it is published.

    ``untranslated`` names the parts with words of the version that was translated, which is in
    ``source_language``: ``{"results": "all", "lessons": "some"}``. That need not be the original.
    ``is_outdated`` is written again whenever a version of the record is published
    (:func:`practices.records.translated_parts.note_outdated`).
    """

    page = models.OneToOneField(
        RecordPage, on_delete=models.CASCADE, related_name="public_translation"
    )
    untranslated = models.JSONField(default=dict)
    source_language = models.CharField(max_length=10, blank=True, default="")
    by_machine = models.BooleanField(default=False)
    is_outdated = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("public translation")
        verbose_name_plural = _("public translations")
        # Few are, and lists begin with them.
        indexes = [
            models.Index(
                fields=["page"], condition=models.Q(is_outdated=True), name="outdated_translations"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {', '.join(self.untranslated)}"
