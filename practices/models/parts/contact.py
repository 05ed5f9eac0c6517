"""The contact of a record: an office's shared mailbox, with consent that ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

CONTACT_LIFETIME = timedelta(days=730)
PRIVATE_MAIL = {
    "aol.com", "bk.ru", "free.fr", "gmail.com", "gmx.at", "gmx.ch", "gmx.de", "gmx.net",
    "googlemail.com", "hotmail.com", "icloud.com", "inbox.ru", "libero.it", "list.ru", "live.com",
    "mail.ru", "me.com", "orange.fr", "outlook.com", "proton.me", "protonmail.com", "t-online.de",
    "web.de", "yahoo.com", "yandex.ru",
}  # fmt: skip


def check_contact(record: Any) -> None:
    """A contact is an office's shared mailbox, with consent that ends.

    Sets the end of the consent to two years after it was given where none is named. Raises
    ``ValidationError`` for an address at a private mail provider or without consent.
    """
    if not record.contact_email:
        return
    if record.contact_email.rsplit("@", 1)[-1].lower() in PRIVATE_MAIL:
        raise ValidationError(
            {"contact_email": _("Give the shared mailbox of an office, not a private address.")}
        )
    if record.contact_consent_on is None:
        raise ValidationError(
            {"contact_consent_on": _("Say when the office agreed that its address is shown.")}
        )
    if record.contact_expires_on is None:
        record.contact_expires_on = record.contact_consent_on + CONTACT_LIFETIME
