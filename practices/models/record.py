"""The record, whatever its languages: one row, which the verbs of ``practices.records`` change."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models import City


class Record(models.Model):  # type: ignore[django-manager-missing]
    """What holds for a record in all its languages: whether it is confirmed, archived or taken down.

    Its key is the translation key of its pages (``RecordPage``), on which stands what a person types. Pages
    make their row themselves when they are saved first; it goes with the last of them.

    ``original_language`` is that of the page which the others translate: of the first page, until what is
    public says otherwise (:func:`practices.records.originals.note_original`).
    """

    key = models.UUIDField(primary_key=True, editable=False)
    # Below whose page its pages stand; None of a record of a network. Moving a page changes it.
    city = models.ForeignKey(
        City,
        verbose_name=_("city"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="records",
    )
    original_language = models.CharField(_("language of the original"), max_length=10)
    last_confirmed_on = models.DateField(_("confirmed by the city on"), null=True, blank=True)
    review_by = models.DateField(_("to be reviewed by"), null=True, blank=True, db_index=True)
    archived_on = models.DateField(_("archived on"), null=True, blank=True)
    taken_down_on = models.DateField(_("taken down on"), null=True, blank=True)
    taken_down_reason = models.CharField(_("reason, shown to readers"), max_length=500, blank=True)
    # Taken down at the wish of its city, which may change it and send it again.
    withdrawn = models.BooleanField(_("withdrawn by its city"), default=False)
    # Once it leads here: registered by whoever runs the site (``opendata.identifiers``), and for good.
    doi = models.CharField(max_length=255, blank=True, editable=False)
    # When its city changed a little of what is public, which no editor read first.
    city_edit_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        indexes = [
            # The few of which lists and desks ask; of the others nothing is kept here.
            models.Index(
                fields=["key"],
                condition=models.Q(archived_on__isnull=False),
                name="record_archived",
            ),
            models.Index(
                fields=["key"],
                condition=models.Q(taken_down_on__isnull=False),
                name="record_taken_down",
            ),
        ]

    def __str__(self) -> str:
        titles = dict(self.pages.values_list("locale__language_code", "title"))
        return str(titles.get(self.original_language) or next(iter(titles.values()), self.key))

    def change(self, **states: Any) -> None:
        """Set and store some of its states."""
        for name, value in states.items():
            setattr(self, name, value)
        self.save(update_fields=[*states])
