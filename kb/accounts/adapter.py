"""What django-allauth has to know of this site."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from kb.permissions import cities_of


class AccountAdapter(DefaultAccountAdapter):
    """Nobody registers by themselves: accounts come from invitations."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To one's desk: the city's for officials, the admin for editors."""
        in_admin = request.user.has_perm("wagtailadmin.access_admin")
        if in_admin and not cities_of(request.user).exists():
            return reverse("wagtailadmin_home")
        return reverse(settings.LOGIN_REDIRECT_URL)
