"""What django-allauth has to know of this site."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from kb.accounts.mails import LETTERS
from kb.mail.services import write_to_address
from kb.permissions import cities_of


class AccountAdapter(DefaultAccountAdapter):
    """Nobody registers by themselves: accounts come from invitations."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Leave it in the outbox, in the language of the account, with addresses of this site.

        Raises ``KeyError`` for a mail that nobody has written here yet: allauth's own words name the host
        that was asked, which may be anybody's.
        """
        compose, language = LETTERS[template_prefix], context["user"].language
        write_to_address(
            email,
            language,
            f"{template_prefix}:{uuid4().hex}",
            lambda: compose(context, language),
            account=context["user"],
        )

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To one's desk: the city's for officials, the admin for editors."""
        in_admin = request.user.has_perm("wagtailadmin.access_admin")
        if in_admin and not cities_of(request.user).exists():
            return reverse("wagtailadmin_home")
        return reverse(settings.LOGIN_REDIRECT_URL)
