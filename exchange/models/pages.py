"""Pages of events: what is written of an event in a language, and the list of all of them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from exchange.events.page_form import EventPageForm
from exchange.models.event import Event
from kb.models.pages import TEXT_FEATURES, BasePage, SharesRow
from kb.site.page_views import RegisteredAddresses
from kb.texts.rich_text import SafeRichTextField
from search.contract import Indexed


class EventIndexPage(RegisteredAddresses, BasePage):
    """Events to come and past ones."""

    indexed_kind = None
    parent_page_types = ["kb.HomePage"]

    class Meta:
        verbose_name = _("list of events")


class EventPage(SharesRow, RegisteredAddresses, Indexed, BasePage):
    """An event in one language; what holds in all of them stands on its row (:class:`Event`)."""

    indexed_kind: str | None = "event"
    shared_row = "event"
    base_form_class = EventPageForm
    parent_page_types = ["exchange.EventIndexPage"]
    subpage_types: list[str] = []
    # A copy is another event.
    exclude_fields_in_copy = ["event"]

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="pages", editable=False, serialize=False
    )
    summary = models.TextField(
        _("summary"), max_length=300, help_text=_("What it is about and for whom.")
    )
    body = SafeRichTextField(_("text"), features=TEXT_FEATURES, blank=True)
    place = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("House and street, or “online”.")
    )
    who_may_come = models.TextField(_("who may come"), blank=True, max_length=600)
    outcome = SafeRichTextField(_("what came of it"), features=TEXT_FEATURES, blank=True)
    sources = models.TextField(
        _("sources"),
        blank=True,
        max_length=2000,
        help_text=_("Addresses from which this is known, one on a line."),
    )
    is_demonstration = models.BooleanField(
        _("a demonstration"), default=False, db_default=False, editable=False
    )

    @property
    def source_lines(self) -> list[str]:
        """The addresses from which this is known."""
        return [line.strip() for line in self.sources.splitlines() if line.strip()]

    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("sources", overridable=False),
    ]

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldPanel("kind", required_on_save=True),
                FieldRowPanel(
                    [
                        FieldPanel("starts_on", required_on_save=True),
                        FieldPanel("ends_on", required_on_save=True),
                        FieldPanel("time_zone", required_on_save=True),
                    ]
                ),
                FieldPanel("city"),
                FieldPanel("spoken"),
                FieldPanel("interpreted"),
            ],
            heading=_("Facts"),
            help_text=_(
                "Facts stand once for the event: they hold in all languages, even if you save a draft."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel("takes_registrations"),
                FieldRowPanel([FieldPanel("registers_until"), FieldPanel("seats")]),
                FieldPanel("confirms_each"),
                FieldPanel("offers_travel_support"),
            ],
            heading=_("Registration"),
        ),
        FieldPanel("place"),
        FieldPanel("who_may_come"),
        FieldPanel("body"),
        InlinePanel("sessions", heading=_("Programme"), label=_("Session"), max_num=150),
        FieldPanel("outcome"),
        InlinePanel("results", heading=_("Results"), label=_("Result"), max_num=50),
        FieldPanel("sources"),
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
