"""The city, whatever its languages: one row with its facts, which each of its pages shows."""

from __future__ import annotations

import uuid
from typing import Any, Generic, TypeVar, overload

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from django_countries.fields import Country, CountryField

from kb.models.pages import SharesRow, validate_code
from kb.texts.translated_names import NamesField, in_language

T = TypeVar("T")


class City(models.Model):  # type: ignore[django-manager-missing]
    """What holds for a city in all its languages: its code, where it lies, how many people live there.

    Its key is the translation key of its pages (``CityPage``), on which stands what is written in a language.
    ``code`` is the city in addresses, filters and the index, for ever.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(
        _("code"),
        max_length=80,
        unique=True,
        validators=[validate_code],
        error_messages={"unique": _("Another page has this code already.")},
    )
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
    coordinator_clears = models.BooleanField(
        _("the coordinator approves before sending"), default=False, editable=False
    )

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")

    def __str__(self) -> str:
        return self.name_in()

    def change(self, **facts: Any) -> None:
        """Set and store some of its facts."""
        for name, value in facts.items():
            setattr(self, name, value)
        self.save(update_fields=[*facts])

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
        return str(in_language(self.names, language, self.code))


# What people type of a city, in the order of the forms.
FACTS = tuple(field.name for field in City._meta.fields if field.editable)


class FactOfCity(Generic[T]):
    """A fact that stands on the row of the city, read by the same name from each of its pages."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, page: None, owner: type) -> FactOfCity[T]: ...

    @overload
    def __get__(self, page: Any, owner: type) -> T: ...

    def __get__(self, page: Any, owner: type) -> FactOfCity[T] | T:
        if page is None:
            return self
        fact: T = getattr(page.city, self.name)
        return fact

    def __set__(self, page: Any, value: object) -> None:
        raise AttributeError(f"{self.name} is a fact of the city: City.change sets it")


class ShowsCity(SharesRow):
    """A page with ``city``, the row of all its language versions (:class:`City`)."""

    shared_row = "city"
    city: Any
    city_id: Any

    code = FactOfCity[str]()
    names = FactOfCity[dict[str, str]]()
    official_name = FactOfCity[str]()
    country = FactOfCity[Country]()
    latitude = FactOfCity[float | None]()
    longitude = FactOfCity[float | None]()
    coordinates_source = FactOfCity[str]()
    population = FactOfCity[int | None]()
    population_year = FactOfCity[int | None]()
    population_basis = FactOfCity[str]()
    population_source = FactOfCity[str]()
    languages = FactOfCity[str]()
    website = FactOfCity[str]()
    coordinator_clears = FactOfCity[bool]()
    country_code = FactOfCity[str]()
    country_name = FactOfCity[str]()
