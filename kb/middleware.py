"""What must be right before any view runs."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import translation
from django.utils.translation import gettext as _

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
