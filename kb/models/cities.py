"""Cities: what a city is, wherever its page stands in the tree."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from django_countries.fields import CountryField
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page
from wagtail_localize.fields import SynchronizedField

from kb.models.pages import TEXT_FEATURES, BasePage, check_code_is_free, validate_code
from kb.texts.rich_text import SafeRichTextField
from kb.texts.translated_names import NamesField, in_language


class CityIndexPage(BasePage):
    """All cities, by country."""

    indexed_kind = None
    parent_page_types = ["kb.HomePage"]

    class Meta:
        verbose_name = _("list of cities")


class CityPage(BasePage):
    """A city and all that is published below its page; the page tree is the permission tree.

    ``code`` is the city in addresses, filters and the index, the same in all languages and for ever.
    Facts are synchronised between translations; only ``profile`` is a text of its own.
    """

    indexed_kind = None
    parent_page_types = ["kb.CityIndexPage"]

    code = models.CharField(_("code"), max_length=80, validators=[validate_code], db_index=True)
    names = NamesField(_("name in each language"))
    official_name = models.CharField(_("official name"), max_length=200, blank=True)
    country = CountryField(_("country"), db_index=True)
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    coordinates_source = models.CharField(_("source of coordinates"), max_length=200, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(
        _("year of the count"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )
    population_basis = models.CharField(_("what was counted"), max_length=200, blank=True)
    population_source = models.URLField(_("source of population"), max_length=500, blank=True)
    languages = models.CharField(
        _("languages"), max_length=100, blank=True, help_text=_("Codes such as “da, en”.")
    )
    website = models.URLField(_("website"), blank=True)
    notes = models.TextField(_("notes for readers"), blank=True, max_length=1000)
    coordinator_clears = models.BooleanField(
        _("the coordinator clears before sending"), default=False, editable=False
    )
    profile = SafeRichTextField(_("profile"), features=TEXT_FEATURES, blank=True)

    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "code",
                "names",
                "official_name",
                "coordinates_source",
                "population_basis",
                "languages",
            )
        ),
    ]

    content_panels = [
        *Page.content_panels,
        FieldPanel("code"),
        FieldPanel("names"),
        FieldPanel("official_name"),
        FieldPanel("country"),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        FieldPanel("coordinates_source"),
        MultiFieldPanel(
            [
                FieldPanel("population"),
                FieldPanel("population_year"),
                FieldPanel("population_basis"),
                FieldPanel("population_source"),
            ],
            heading=_("Population"),
        ),
        FieldPanel("languages"),
        FieldPanel("website"),
        InlinePanel("memberships", heading=_("Memberships"), label=_("Membership")),
        FieldPanel("profile"),
        FieldPanel("notes"),
    ]

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")

    def clean(self) -> None:
        super().clean()
        check_code_is_free(self)

    def with_content_json(self, content: dict[str, Any]) -> CityPage:
        """An older version of the page does not bring back an older way of working."""
        page: CityPage = super().with_content_json(content)
        page.coordinator_clears = self.coordinator_clears
        return page

    @property
    def country_code(self) -> str:
        """The country's code after ISO 3166-1."""
        return str(self.country)

    @property
    def country_name(self) -> str:
        """The country's name in the active language."""
        return str(countries.name(self.country_code))

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


class CityMembership(Orderable):
    """One network in which a city is, as a named source said in a named year.

    No row means that we do not know, never that the city is not a member.
    """

    city = ParentalKey(CityPage, on_delete=models.CASCADE, related_name="memberships")
    network = models.CharField(_("network"), max_length=30, choices=Network.choices)
    as_of = models.PositiveSmallIntegerField(_("as of year"), null=True, blank=True)
    source = models.URLField(_("source"), max_length=500, blank=True)

    panels = [FieldPanel("network"), FieldRowPanel([FieldPanel("as_of"), FieldPanel("source")])]

    class Meta(Orderable.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")

    def __str__(self) -> str:
        return str(self.get_network_display())
