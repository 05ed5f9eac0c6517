"""The event, whatever its languages: one row with days, seats and state, which each of its pages shows."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kb.models import City

# A summit lasts days, not seasons.
MOST_DAYS = 31
MOST_SEATS = 20_000
FIRST_YEAR, LAST_YEAR = 2000, 2100


class EventKind(models.TextChoices):
    SUMMIT = "summit", _("Summit")
    WORKSHOP = "workshop", _("Workshop")
    WEBINAR = "webinar", _("Webinar")
    PEER_VISIT = "peer-visit", _("Peer visit")


def time_zones() -> Iterable[tuple[str, str]]:
    """The zones that can be chosen, by their names in the time zone database."""
    return [(name, name) for name in sorted(available_timezones()) if "/" in name]


def known_zone(name: str) -> None:
    """Refuses a time zone that no clock knows."""
    if name not in available_timezones():
        raise ValidationError(_("There is no such time zone."))


def site_languages(codes: Any) -> None:
    """Refuses anything but a list of languages of the site."""
    known = {code for code, _name in settings.LANGUAGES}
    if not isinstance(codes, list) or not set(codes) <= known:
        raise ValidationError(_("Choose from the languages of the site."))


class Event(models.Model):  # type: ignore[django-manager-missing]
    """What holds for an event in all its languages. Its key is the translation key of its pages.

    Days are those of the place; ``time_zone`` says when they begin. ``cancelled_on`` is set by a verb, never
    typed. ``sequence`` counts changes for calendars, ``last_place`` the registrations that came in.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind.choices)
    starts_on = models.DateField(_("first day"), db_index=True)
    ends_on = models.DateField(_("last day"), db_index=True)
    time_zone = models.CharField(
        _("time zone"), max_length=50, default="Europe/Paris", validators=[known_zone]
    )
    city = models.ForeignKey(
        City,
        verbose_name=_("host city"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
    )
    spoken = models.JSONField(
        _("languages spoken"), default=list, blank=True, validators=[site_languages]
    )
    interpreted = models.JSONField(
        _("interpreted into"), default=list, blank=True, validators=[site_languages]
    )
    takes_registrations = models.BooleanField(_("registration is open"), default=False)
    registers_until = models.DateField(
        _("registration until"), null=True, blank=True, help_text=_("This day included.")
    )
    seats = models.PositiveIntegerField(
        _("seats"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_SEATS)],
        help_text=_("Empty: as many as come."),
    )
    confirms_each = models.BooleanField(
        _("the secretariat confirms each registration"), default=True
    )
    offers_travel_support = models.BooleanField(_("travel support can be asked for"), default=False)
    cancelled_on = models.DateField(null=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    last_place = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["starts_on", "key"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_on}"

    def clean(self) -> None:
        """Days in their order, in years that calendars know; registration only for what is to come."""
        wrong: dict[str, Any] = {}
        first, last = self.starts_on, self.ends_on
        if first and not FIRST_YEAR <= first.year <= LAST_YEAR:
            wrong["starts_on"] = _("This year is out of reach.")
        if first and last and last < first:
            wrong["ends_on"] = _("The end lies before the start.")
        elif first and last and (last - first).days >= MOST_DAYS:
            wrong["ends_on"] = _("This is longer than a month. Check the days.")
        if self.registers_until and last and self.registers_until > last:
            wrong["registers_until"] = _("This lies after the event.")
        if self.takes_registrations and last and last < self.today():
            wrong["takes_registrations"] = _("The event is over; nobody can register.")
        if wrong:
            raise ValidationError(wrong)

    @property
    def zone(self) -> ZoneInfo:
        """Its time zone; UTC where the stored one is not known here."""
        name = str(self.time_zone)
        return ZoneInfo(name if name in available_timezones() else "UTC")

    def today(self) -> date:
        """Which day it is at the place."""
        return timezone.localdate(timezone=self.zone)

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return bool(self.ends_on < self.today())

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_on is not None

    @property
    def registers(self) -> bool:
        """Whether somebody may register now."""
        until = self.registers_until or self.ends_on
        return bool(self.takes_registrations and not self.is_cancelled and self.today() <= until)

    @property
    def days(self) -> list[date]:
        """All its days."""
        number = min((self.ends_on - self.starts_on).days, MOST_DAYS) + 1
        return [self.starts_on + timedelta(days=day) for day in range(number)]

    @property
    def heard(self) -> list[str]:
        """The languages in which it can be followed, in the site's order."""
        offered = {*self.spoken, *self.interpreted}
        return [code for code, _name in settings.LANGUAGES if code in offered]


# What people type of an event, in the order of the form.
EVENT_FACTS = tuple(
    field.name for field in Event._meta.fields if field.editable and field.name != "key"
)
