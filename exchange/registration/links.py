"""The signed link of a registration: whoever has it may confirm, change and withdraw it, and nothing else."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from exchange.models import Registration
from kb.site.addresses import absolute

SALT = "exchange.registration"
# An address that is not confirmed within this time was none.
CONFIRM_WITHIN = timedelta(days=3)
LONGEST = 1000


def token_of(registration: Registration) -> str:
    """What the link carries: number and a mark of the address, so that it ends with the registration.

    The address itself stands in no link: links stand in the logs of servers.
    """
    return signing.dumps([registration.pk, _mark(registration)], salt=SALT)


def _mark(registration: Registration) -> str:
    return salted_hmac(SALT, registration.email).hexdigest()


def registration_of(token: str) -> Registration | None:
    """The registration that a link belongs to; None for a link that nobody was sent."""
    try:
        number, mark = signing.loads(token[:LONGEST], salt=SALT)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    found = Registration.objects.filter(pk=number).select_related("event__city").first()
    return found if found and constant_time_compare(mark, _mark(found)) else None


def link_of(registration: Registration) -> str:
    """The full address, in the active language."""
    return absolute(reverse("events:registration", args=[token_of(registration)]))
