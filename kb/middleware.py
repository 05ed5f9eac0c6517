"""What must be right before any view runs."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kb.permissions import needs_second_factor

GetResponse = Callable[[HttpRequest], HttpResponse]


class RefuseUnreadableRequests:
    """Answer 400 to addresses that no database can look up: those with NUL bytes.

    PostgreSQL refuses a NUL in a text with an exception, which would be a 500 in whichever view first
    looks the words up. Refusing it at the door keeps that out of every view. NUL in the *query string*
    is not refused but cleaned where it is parsed, because a search with it still has an answer.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            return HttpResponseBadRequest(
                _("This address cannot be read."), content_type="text/plain"
            )
        return self.get_response(request)


class ContentSecurityPolicy(CSPMiddleware):
    """The strict policy everywhere; for signed-in editors in the admin, what Wagtail's editor needs.

    Wagtail writes scripts and styles into its pages (date boxes, inline panels, choosers) that carry no
    nonce (wagtail/wagtail#1288), and shows previews of pages in a frame. Scripts from elsewhere and
    ``eval`` stay refused there too, and the sign-in page has the strict policy.
    """

    ADMIN_POLICY = {
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
        "frame-ancestors": [SELF],
    }

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The parts of the policy of one answer."""
        parts = super().get_policy_parts(request, response, report_only)
        user = getattr(request, "user", None)
        in_admin = request.path_info.startswith(reverse("wagtailadmin_home"))
        if in_admin and user is not None and user.is_authenticated:
            parts.replace = {**self.ADMIN_POLICY, **(parts.replace or {})}
        return parts


class LocaleFromAddress:
    """The language is in the address, nowhere else: no cookie, no guess behind a shared cache.

    Only ``/`` asks ``Accept-Language`` (see :func:`kb.views.choose_language`), and the admin goes by its
    user's preference. Django's LocaleMiddleware would also consult the cookie and the header on pages
    without a prefix, and add ``Vary: Accept-Language`` to answers that do not depend on it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.codes = {code for code, _name in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        first = request.path_info.lstrip("/").split("/", 1)[0]
        language = first if first in self.codes else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        if first in self.codes:
            response.headers.setdefault("Content-Language", language)
        return response


class AskForSecondFactor:
    """Whoever could do harm to readers sets up a second factor before anything in the admin opens.

    The sign-in itself asks for the second factor of accounts that have one; this is for those that do not
    have one yet.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            settings.SECOND_FACTOR_REQUIRED
            and request.path_info.startswith(reverse("wagtailadmin_home"))
            and request.path_info != reverse("wagtailadmin_logout")
            and request.user.is_authenticated
            and needs_second_factor(request.user)
            and not is_mfa_enabled(request.user)
        ):
            return redirect("mfa_activate_totp")
        return self.get_response(request)
