"""Selections: what editors recommend to a reader who has one question, with a reason for each record."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from kb.models.pages import BasePage, OrderedRow
from practices.models import Record

# More than that nobody reads as a recommendation; the search has longer lists.
MOST_RECORDS = 12


class SelectionIndexPage(BasePage):
    """All selections of the editors."""

    indexed_kind = None
    notes_what_it_shows = True
    parent_page_types = ["kb.HomePage"]
    subpage_types = ["exchange.SelectionPage"]

    class Meta:
        verbose_name = _("list of selections")


class SelectionPage(BasePage):
    """A selection in one language: for whom it is, and its records in the editors' order.

    Which records, holds in all languages; title, introduction and reasons are translated. Readers see those
    of its records that anybody may read.
    """

    indexed_kind = None
    notes_what_it_shows = True
    parent_page_types = ["exchange.SelectionIndexPage"]
    subpage_types: list[str] = []

    introduction = models.TextField(
        _("introduction"), max_length=600, help_text=_("For whom the selection is, and why these.")
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        InlinePanel(
            "entries",
            heading=_("Records"),
            label=_("Record"),
            min_num=1,
            max_num=MOST_RECORDS,
        ),
    ]

    class Meta:
        verbose_name = _("selection")
        verbose_name_plural = _("selections")


class SelectionEntry(TranslatableMixin, OrderedRow):
    """A record of a selection, and why it stands there."""

    page = ParentalKey(SelectionPage, on_delete=models.CASCADE, related_name="entries")
    record = models.ForeignKey(
        Record, verbose_name=_("record"), on_delete=models.CASCADE, related_name="selected_in"
    )
    reason = models.TextField(
        _("reason"), max_length=400, help_text=_("What can be learnt from this record.")
    )

    override_translatable_fields = [SynchronizedField("record", overridable=False)]

    panels = [FieldPanel("record"), FieldPanel("reason")]

    class Meta(TranslatableMixin.Meta, OrderedRow.Meta):
        verbose_name = _("selected record")
        verbose_name_plural = _("selected records")

    def __str__(self) -> str:
        return self.reason[:60]
