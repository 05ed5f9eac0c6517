"""Registrations for an event: who would come, in which language, and what was answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exchange.models.event import Event
from kb.models import City, User

LONGEST_NEEDS = 1000


class Registration(models.Model):
    """Somebody who would come to an event. Read by nobody before the address is confirmed.

    ``place`` is the order in which addresses were confirmed; ``sessions`` holds translation keys of sessions,
    ``visits`` those of the study visits that were chosen, the best liked first, ``visit`` that with a seat.
    ``needs`` is data on health: kept by its own consent, and emptied after the event
    (:mod:`exchange.registration.retention`), which forgets the rest some months later.
    """

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("Address not confirmed yet")
        ASKED = "asked", _("Waits for the secretariat")
        CONFIRMED = "confirmed", _("Confirmed")
        WAITING = "waiting", _("On the waiting list")
        DECLINED = "declined", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="registrations")
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.UNCONFIRMED
    )
    place = models.PositiveIntegerField(_("place in the order"), null=True)
    name = models.CharField(_("name"), max_length=100)
    function = models.CharField(_("function"), max_length=150)
    city_name = models.CharField(_("city or organisation"), max_length=150)
    city = models.ForeignKey(
        City, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    email = models.EmailField(_("work e-mail address"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    hears = models.CharField(
        _("language of interpretation"), max_length=10, choices=settings.LANGUAGES, blank=True
    )
    sessions = models.JSONField(_("sessions"), default=list, blank=True)
    visits = models.JSONField(_("study visits by preference"), default=list, blank=True)
    visit = models.CharField(_("study visit"), max_length=36, blank=True)
    travel_support = models.BooleanField(_("travel support asked for"), default=False)
    needs = models.TextField(_("needs"), blank=True, max_length=LONGEST_NEEDS)
    consent_version = models.CharField(max_length=20)
    consented_at = models.DateTimeField(auto_now_add=True)
    address_confirmed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    reminded_on = models.DateField(null=True)
    # Goes up with every mail of which there may be several, so that each is written once.
    changes = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "place"], name="one_registration_a_place"),
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=Q(state__in=["asked", "confirmed", "waiting"]),
                name="one_registration_an_address",
            ),
        ]
        indexes = [models.Index(fields=["event", "state"], name="registrations_of_an_event")]

    def __str__(self) -> str:
        return f"{self.city_name}: {self.name}"

    @property
    def is_active(self) -> bool:
        """Whether somebody still wants to come and may."""
        return self.state in ACTIVE


ACTIVE = (
    Registration.State.ASKED,
    Registration.State.CONFIRMED,
    Registration.State.WAITING,
)
# Those who hold one of the seats.
SEATED = (Registration.State.ASKED, Registration.State.CONFIRMED)
