"""The development, whatever its languages: one row with day, place, source and the day of its last check."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from exchange.models.codes import CodesField
from kb.models import City

# A note is read again against its source after so long.
REVIEWED_AFTER = timedelta(days=365)
FIRST_YEAR, LAST_YEAR = 1950, 2100


class DevelopmentKind(models.TextChoices):
    LAW = "law", _("Law")
    COURT = "court", _("Court decision")
    SECURITY = "security", _("Security situation")
    POLICY = "policy", _("Strategy or programme")


class Development(models.Model):  # type: ignore[django-manager-missing]
    """What holds for a development in all its languages. Its key is the translation key of its pages.

    Without a country it concerns Europe. ``checked_on``: the day on which somebody last held the note
    against its source, empty where it was written from knowledge and waits for that. ``documents``: the
    codes of the documents beside which it stands.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=DevelopmentKind.choices)
    happened_on = models.DateField(
        _("day of the change"),
        db_index=True,
        help_text=_("The day on which it was adopted or decided, as the source has it."),
    )
    country = CountryField(
        _("country"),
        blank=True,
        db_index=True,
        help_text=_("Empty: it concerns Europe."),
    )
    city = models.ForeignKey(
        City,
        verbose_name=_("city"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="developments",
        help_text=_("Only where it holds in one city."),
    )
    source_title = models.CharField(
        _("title of the source"),
        max_length=300,
        help_text=_("Its official name and number, in its own language."),
    )
    source_url = models.URLField(
        _("address of the source"),
        max_length=500,
        help_text=_("Of the official text: an official journal, a court, a register of treaties."),
    )
    checked_on = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_(
            "When you last held the note against its source; editors are asked again after a year. Leave it "
            "empty as long as nobody has done so: readers are told."
        ),
    )
    documents = CodesField(_("documents"), max_length=500, default=list, blank=True)

    class Meta:
        verbose_name = _("development")
        verbose_name_plural = _("developments")
        ordering = ["-happened_on", "key"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.happened_on}"

    def clean(self) -> None:
        """Days that can be, and a city in its country."""
        wrong: dict[str, Any] = {}
        if self.happened_on and not FIRST_YEAR <= self.happened_on.year <= LAST_YEAR:
            wrong["happened_on"] = _("This year is out of reach.")
        if self.checked_on and self.checked_on > timezone.localdate():
            wrong["checked_on"] = _("This day has not come yet.")
        if self.city and not self.country:
            self.country = self.city.country_code
        if self.city and str(self.country) != self.city.country_code:
            wrong["country"] = _("The city lies in another country.")
        if wrong:
            raise ValidationError(wrong)

    @property
    def waits_for_check(self) -> bool:
        """Whether nobody has held it against its source yet."""
        return self.checked_on is None

    @property
    def review_by(self) -> date | None:
        """The day until which it is to be checked again; None of one that was never checked."""
        day: date | None = self.checked_on and self.checked_on + REVIEWED_AFTER
        return day

    @property
    def is_overdue(self) -> bool:
        """Whether nobody has checked it in time; the law may have changed."""
        return self.review_by is not None and self.review_by < timezone.localdate()


# What people type of a development, in the order of the form.
DEVELOPMENT_FACTS = tuple(
    field.name for field in Development._meta.fields if field.editable and field.name != "key"
)
