"""Answers that cannot be taken into a record as they were typed, kept until somebody puts them right."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from practices.models.record_page import RecordPage


class KeptAnswer(models.Model):
    """What somebody typed into a field or a list of a record that cannot be stored there as it stands.

    An address that is none, a text over its limit, a row without what it needs: the record's draft keeps
    what stood there before, and here is what was typed, to be shown in the box again. It is no part of any
    version, so that no preview, search, export or reader can meet it; it goes when the answer is put right.

    ``typed`` is for a field ``{name in the form: [values]}``, for a list its rows
    ``[{"was": digest of the row that it changes, "values": {field: [values]}}]``.
    """

    record = models.ForeignKey(RecordPage, on_delete=models.CASCADE, related_name="kept_answers")
    field = models.CharField(_("field"), max_length=50)
    typed = models.JSONField(_("as typed"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="kept_answers",
    )
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("answer to be put right")
        verbose_name_plural = _("answers to be put right")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["record", "field"], name="one_kept_answer_a_field")
        ]

    def __str__(self) -> str:
        return self.field
