"""What is written about an account: the link for a new password, and to a new address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from kb.mail.services import Letter
from kb.site.addresses import absolute_in


def new_password(context: dict[str, Any], language: str) -> Letter:
    """Somebody has asked for a new password, most likely the owner of the account."""
    return Letter(
        _("A new password for Alliance Exchange"),
        [
            _("Somebody, most likely you, has asked for a new password for your account."),
            _("The link works once, for three days. If it was not you, do nothing."),
        ],
        _("Choose a new password"),
        absolute_in(context["password_reset_url"], language),
    )


def new_address(context: dict[str, Any], language: str) -> Letter:
    """Somebody wants to sign in with this address from now on."""
    return Letter(
        _("Is this your address?"),
        [
            _("Somebody, most likely you, has given this address for an account."),
            _("It is used once you have confirmed it. If it was not you, do nothing."),
        ],
        _("Confirm the address"),
        absolute_in(context["activate_url"], language),
    )


# django-allauth's name of a mail, and what is written instead of its own words.
LETTERS: dict[str, Callable[[dict[str, Any], str], Letter]] = {
    "account/email/password_reset_key": new_password,
    "account/email/email_confirmation": new_address,
    "account/email/email_confirmation_signup": new_address,
}
