"""Developments: dated notes on what changed in law or security, where, and what it means for cities."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from exchange.developments.page_form import DevelopmentPageForm
from exchange.models.development import Development
from kb.models.pages import BasePage, SharesRow
from search.contract import Indexed


class DevelopmentIndexPage(BasePage):
    """All developments, by country and year."""

    indexed_kind = None
    parent_page_types = ["kb.HomePage"]
    subpage_types = ["exchange.DevelopmentPage"]

    class Meta:
        verbose_name = _("list of developments")


class DevelopmentPage(SharesRow, Indexed, BasePage):
    """A development in one language; what holds in all of them stands on its row (:class:`Development`)."""

    indexed_kind: str | None = "development"
    shared_row = "development"
    base_form_class = DevelopmentPageForm
    parent_page_types = ["exchange.DevelopmentIndexPage"]
    subpage_types: list[str] = []
    # A copy is another development.
    exclude_fields_in_copy = ["development"]

    development = models.ForeignKey(
        Development,
        on_delete=models.PROTECT,
        related_name="pages",
        editable=False,
        serialize=False,
    )
    changed = models.TextField(
        _("what changed"),
        max_length=1200,
        help_text=_(
            "What the act obliges, permits or forbids, or what was decided, since when. Its official name;"
            " no praise, no blame, no guess at motives; no country held against another."
        ),
    )
    meaning = models.TextField(
        _("what it means for cities"),
        max_length=1200,
        help_text=_(
            "What a city hall has to do, may do or can use, in plain words. Say where it is open. It is"
            " information and no legal advice."
        ),
    )
    nobody_is_meant = models.BooleanField(
        _("I have read it again: it says nothing about a person."),
        default=False,
        help_text=_("Needed only where the guard over persons asks when you publish."),
    )
    is_demonstration = models.BooleanField(
        _("a demonstration"), default=False, db_default=False, editable=False
    )

    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("nobody_is_meant", overridable=False),
    ]

    content_panels = [
        HelpPanel(template="exchange/admin/neutral_wording.html"),
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("kind", required_on_save=True),
                        FieldPanel("happened_on", required_on_save=True),
                    ]
                ),
                FieldRowPanel([FieldPanel("country"), FieldPanel("city")]),
                FieldPanel("source_title", required_on_save=True),
                FieldPanel("source_url", required_on_save=True),
                FieldPanel("checked_on"),
                FieldPanel("documents"),
            ],
            heading=_("Facts"),
            help_text=_(
                "Facts stand once for the note: they hold in all languages, even if you save a draft."
            ),
        ),
        FieldPanel("changed"),
        FieldPanel("meaning"),
        FieldPanel("nobody_is_meant"),
    ]

    class Meta:
        verbose_name = _("development")
        verbose_name_plural = _("developments")
