"""Pages of cities: what is written of a city in a language, wherever its page stands in the tree."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from kb.cities.page_form import CityPageForm
from kb.models.city import City, ShowsCity
from kb.models.pages import TEXT_FEATURES, BasePage, OrderedRow
from kb.texts.rich_text import SafeRichTextField
from kb.texts.translated_names import in_language


class CityIndexPage(BasePage):
    """All cities, by country."""

    indexed_kind = None
    parent_page_types = ["kb.HomePage"]

    class Meta:
        verbose_name = _("list of cities")


class CityPages(PageQuerySet[Any]):
    """Pages of cities, each with the row of its city from the same question to the database."""

    def only(self, *fields: Any) -> Any:
        """A page of which some columns are read asks for its city when somebody does."""
        return super(CityPages, self.select_related(None)).only(*fields)


class CityPageManager(PageManager.from_queryset(CityPages)):  # type: ignore[misc]
    """Reads the facts of a city with each of its pages."""

    def get_queryset(self) -> CityPages:
        """Joined to the rows of the cities."""
        pages: CityPages = super().get_queryset().select_related("city")
        return pages


class CityPage(ShowsCity, BasePage):
    """A city in one language, and all that is published below; the page tree is the permission tree.

    Its facts stand on the row of the city and are read from here by the same names.
    """

    indexed_kind = None
    notes_what_it_shows = True
    base_form_class = CityPageForm
    parent_page_types = ["kb.CityIndexPage"]

    city = models.ForeignKey(
        City, on_delete=models.PROTECT, related_name="pages", editable=False, serialize=False
    )
    notes = models.TextField(_("notes for readers"), blank=True, max_length=1000)
    profile = SafeRichTextField(_("profile"), features=TEXT_FEATURES, blank=True)

    objects = CityPageManager()

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("code", required_on_save=True),
                FieldPanel("names", required_on_save=True),
                FieldPanel("official_name"),
                FieldPanel("country", required_on_save=True),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldPanel("coordinates_source"),
                FieldPanel("population"),
                FieldPanel("population_year"),
                FieldPanel("population_basis"),
                FieldPanel("population_source"),
                FieldPanel("languages"),
                FieldPanel("website"),
            ],
            heading=_("Facts"),
            help_text=_(
                "Facts stand once for the city: they hold at once in all languages, even if you save a draft."
            ),
        ),
        InlinePanel("memberships", heading=_("Memberships"), label=_("Membership")),
        FieldPanel("profile"),
        FieldPanel("notes"),
    ]

    class Meta:
        base_manager_name = "objects"
        verbose_name = _("city")
        verbose_name_plural = _("cities")

    def name_in(self, language: str | None = None) -> str:
        """The city's name in a language (the active one if None)."""
        return str(in_language(self.names, language, self.title))

    @property
    def has_running_text(self) -> bool:
        return bool(self.profile or self.notes)


class Network(models.TextChoices):
    """Networks of cities in which a membership can be recorded."""

    ALLIANCE = "alliance", _("Alliance of European Cities against Violent Extremism")
    EFUS = "efus", _("European Forum for Urban Security (Efus)")
    STRONG_CITIES = "strong-cities", _("Strong Cities Network")
    NORDIC_SAFE_CITIES = "nordic-safe-cities", _("Nordic Safe Cities")


class CityMembership(OrderedRow):
    """One network in which a city is, as a named source said in a named year.

    No row means that we do not know, never that the city is not a member.
    """

    city = ParentalKey(CityPage, on_delete=models.CASCADE, related_name="memberships")
    network = models.CharField(_("network"), max_length=30, choices=Network.choices)
    as_of = models.PositiveSmallIntegerField(_("as of year"), null=True, blank=True)
    source = models.URLField(_("source"), max_length=500, blank=True)

    panels = [FieldPanel("network"), FieldRowPanel([FieldPanel("as_of"), FieldPanel("source")])]

    class Meta(OrderedRow.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")

    def __str__(self) -> str:
        return str(self.get_network_display())
