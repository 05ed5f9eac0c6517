"""The signed link of a registration: whoever has it may confirm, change and withdraw it, and nothing else."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from exchange.models import Registration
from kb.site.addresses import absolute

SALT = "exchange.registration"
# An address that is not confirmed within this time was none.
CONFIRM_WITHIN = timedelta(days=3)
LONGEST = 1000


def token_of(registration: Registration) -> str:
    """What the link carries: number and address, so that it ends with the registration."""
    return signing.dumps([registration.pk, registration.email], salt=SALT)


def registration_of(token: str) -> Registration | None:
    """The registration that a link belongs to; None for a link that nobody was sent."""
    try:
        number, email = signing.loads(token[:LONGEST], salt=SALT)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    found = Registration.objects.filter(pk=number, email=email)
    return found.select_related("event__city").first()


def link_of(registration: Registration) -> str:
    """The full address, in the active language."""
    return absolute(reverse("events:registration", args=[token_of(registration)]))
