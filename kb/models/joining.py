"""Requests for an account: somebody of a city asks the secretariat to be let in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from kb.models.accounts import User


class AccountRequest(models.Model):
    """Who asks, for which city, in which language; read by nobody before the address is confirmed.

    ``city`` is the city where it is there already. ``keep_fresh`` forgets the row some time after the answer.
    """

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("Address not confirmed yet")
        OPEN = "open", _("Open")
        INVITED = "invited", _("Invited")
        DECLINED = "declined", _("Declined")

    city = models.ForeignKey(
        "kb.City", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    city_name = models.CharField(_("city"), max_length=100)
    country = models.CharField(_("country"), max_length=2, blank=True)
    name = models.CharField(_("name"), max_length=100)
    function = models.CharField(_("function"), max_length=150)
    email = models.EmailField(_("work e-mail address"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    words = models.TextField(_("words"), blank=True, max_length=2000)
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.UNCONFIRMED, db_index=True
    )
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("request for an account")
        verbose_name_plural = _("requests for accounts")
        ordering = ["created_at", "pk"]

    @property
    def country_name(self) -> str:
        """The country's name in the active language."""
        return str(countries.name(self.country)) if self.country else ""

    def __str__(self) -> str:
        return f"{self.city_name}: {self.email}"
