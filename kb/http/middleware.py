"""What must be right before any view runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kb.accounts import sessions
from kb.accounts.events import note
from kb.http.rate_limits import seconds_to_wait
from kb.permissions import needs_second_factor
from kb.site.views import too_many_requests

GetResponse = Callable[[HttpRequest], HttpResponse]


def _may_be_signed_in(request: HttpRequest) -> bool:
    """Asked before ``request.user``, which opens the session and makes the answer vary by its cookie."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


class KeepPersonalPages:
    """What was made for somebody who is signed in is kept by no cache, in a browser or on the way.

    Wherever a session was read the answer may hold a name, a token, a page that not everybody may read. A
    view that says more ("no-store") is left alone.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = getattr(request, "session", None)
        if session is not None and session.accessed and _may_be_signed_in(request):
            control = response.headers.get("Cache-Control", "")
            if "no-store" not in control and "private" not in control:
                response.headers["Cache-Control"] = "private, no-cache"
        return response


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
            said = _("This address cannot be read.")
            if request.path_info.startswith("/api/"):
                return JsonResponse({"detail": said}, status=400)
            return HttpResponseBadRequest(said, content_type="text/plain")
        return self.get_response(request)


class RefuseLargeRequests:
    """Answer 413 to a body that no form of this site needs, before any of it is read."""

    MOST_BYTES = 20 * 1024 * 1024

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > self.MOST_BYTES:
            return HttpResponse(
                _("This is larger than 20 MB. Send less at once."),
                content_type="text/plain; charset=utf-8",
                status=413,
            )
        return self.get_response(request)


class CompressForReaders(GZipMiddleware):
    """Pages leave compressed, but not those of somebody who is signed in.

    A compressed answer tells by its length whether it holds what the asker guesses (BREACH), and only
    answers to signed-in people hold what is not public. Style sheets pass here too where they are not
    compressed beforehand (``make run``).
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if _may_be_signed_in(request) or response.cookies:
            return response
        return super().process_response(request, response)


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

    Only ``/`` asks ``Accept-Language`` (see :func:`kb.site.views.choose_language`), and the admin goes by its
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


class TimesOfTheSite:
    """Times are the site's until a view says whose they are (:func:`kb.cities.time_zones.show_times_of`).

    Django keeps what a view has said for the thread, which serves the next request too.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        timezone.deactivate()
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()


class AskForSecondFactor:
    """Whoever may do more than write drafts sets up a second factor before any page opens to them.

    The sign-in itself asks for the second factor of accounts that have one; this is for those that do not
    have one yet. What is needed to set it up, or to leave, stays open.
    """

    OPEN = ("account_", "mfa_")
    OPEN_TOO = frozenset({"wagtailadmin_logout", "wagtailadmin_javascript_catalog"})

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Readers without a session are not asked for one."""
        name = request.resolver_match.url_name if request.resolver_match else ""
        if (
            not settings.SECOND_FACTOR_REQUIRED
            or not _may_be_signed_in(request)
            or (name or "").startswith(self.OPEN)
            or name in self.OPEN_TOO
            or not request.user.is_authenticated
            or not needs_second_factor(request.user)
            or is_mfa_enabled(request.user)
        ):
            return None
        return redirect("mfa_activate_totp")


class EndOldSessions:
    """Sign out whoever was away for too long, or has been in for too long, before any view runs.

    What they were about to send comes back to them from the desk's and the editors' forms.
    """

    # What an open page asks by itself says nothing of who sits before it.
    BY_ITSELF = "wagtailadmin_editing_sessions"

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        """Readers without a session are not asked for one."""
        if not _may_be_signed_in(request) or not request.user.is_authenticated:
            return
        if sessions.has_ended(request):
            sessions.end(request)
        elif request.resolver_match and self.BY_ITSELF not in request.resolver_match.namespaces:
            sessions.note_seen(request)


class NoteRefusals:
    """Write into the log what somebody who is signed in was refused, at the desk or in the admin.

    What may not be seen and what does not exist answer alike there, so both are written down: only the
    rate of them says something, and the time that the writing takes tells nobody which of the two it was.
    """

    DESK = frozenset({"accounts", "mail", "submission"})
    # Parts of addresses that lead to nobody and open nothing; a link's secret is none of them.
    SHOWN = frozenset({"code", "number", "page_id", "pk"})

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.admin, self.door = reverse("wagtailadmin_home"), reverse("admin_sign_in")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        found = request.resolver_match
        if found is None or not self._is_refused(request, response, found.namespaces):
            return response
        if _may_be_signed_in(request) and request.user.is_authenticated:
            parts = [str(value) for name, value in found.kwargs.items() if name in self.SHOWN]
            note(
                request.user, "refused", by=request.user, about=" ".join([found.view_name, *parts])
            )
        return response

    def _is_refused(
        self, request: HttpRequest, response: HttpResponse, namespaces: list[str]
    ) -> bool:
        in_admin = request.path_info.startswith(self.admin)
        if not in_admin and not self.DESK.intersection(namespaces):
            return False
        if response.status_code in (403, 404):
            # At the door it is said what was noted before.
            return request.path_info != self.door
        if not in_admin or response.status_code != 302:
            return False
        # Wagtail refuses with an error and the way home, or to the door.
        said = request._messages._queued_messages  # type: ignore[attr-defined]
        errors = any(message.level == messages.ERROR for message in said)
        home = response["Location"] == self.admin
        return errors and (home or response["Location"].startswith(self.door))


class SlowDownBursts:
    """Answer 429 to an address that asks more in a minute than a person does; others go on."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Before the view does anything."""
        seconds = seconds_to_wait(request)
        return too_many_requests(request, seconds) if seconds else None
