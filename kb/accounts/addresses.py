"""E-mail addresses of accounts: a row of allauth's for each, changed only by who has both mailboxes."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import AddEmailForm
from allauth.account.models import EmailAddress
from django.contrib.auth import logout
from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from kb.accounts.sessions import end_all
from kb.mail.services import Letter, write
from kb.models import User
from kb.site.addresses import absolute

SALT = "kb.accounts.new_address"
LINK_LASTS = 24 * 60 * 60  # seconds


def keep_row(sender: Any, instance: User, raw: bool = False, **kwargs: Any) -> None:
    """However an account was made or changed, its address has a row, and that one is its first.

    Where somebody else has changed it, in the admin, whoever is signed in with the old one is signed out.
    """
    fields = kwargs.get("update_fields")
    if raw or not instance.email or (fields is not None and "email" not in fields):
        return
    email = instance.email.lower()
    first = EmailAddress.objects.filter(user=instance, primary=True).first()
    if first is not None and first.email.lower() == email:
        return
    EmailAddress.objects.filter(user=instance).delete()
    taken = EmailAddress.objects.filter(email=email, verified=True).exists()
    # Who makes an account, or changes its address in the admin, vouches for it.
    EmailAddress.objects.create(user=instance, email=email, primary=True, verified=not taken)
    if first is not None:
        end_all(instance.pk)


class ChangeAddressForm(AddEmailForm):
    """The owner of an account names a new address; the old one is asked first."""

    def save(self, request: HttpRequest) -> EmailAddress:
        """Write to the old address; nothing has changed yet."""
        email = self.cleaned_data["email"]
        _ask_old_address(self.user, email)
        return EmailAddress(user=self.user, email=email)


def _ask_old_address(user: User, email: str) -> None:
    token = signing.dumps([user.pk, user.email, email], salt=SALT)

    def compose() -> Letter:
        return Letter(
            subject=_("Shall your account have another address?"),
            paragraphs=[
                _("You, or somebody in your name, asked to sign in with %(email)s from now on.")
                % {"email": email},
                _(
                    "Confirm it here; then a mail goes to the new address, to be confirmed there too. If you "
                    "did not ask, do nothing and change your password."
                ),
            ],
            link_words=_("Confirm the new address"),
            link=absolute(reverse("accounts:approve_address", args=[token])),
        )

    write(user, f"new-address:{signing.Signer().signature(token)}", compose, wanted=True)


def asked_for(token: str, user: Any) -> str:
    """The new address that this person asked for and has not got yet; empty where the link says nothing."""
    try:
        number, old, new = signing.loads(token, salt=SALT, max_age=LINK_LASTS)
    except (signing.BadSignature, TypeError, ValueError):
        return ""
    return str(new) if (number, old) == (user.pk, user.email) else ""


def approve(request: HttpRequest, email: str) -> None:
    """The old address agrees: now the new one is asked, by django-allauth."""
    EmailAddress.objects.add_new_email(request, request.user, email)


def address_changed(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Both have agreed. Whoever is signed in anywhere signs in again, with the new one."""
    if request.user.is_authenticated and request.user.pk == user.pk:
        logout(request)
    end_all(user.pk)
