"""Views that belong to the whole site: pages in a language they may not exist in, the first door."""

from __future__ import annotations

import sys
from dataclasses import asdict

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import get_language, get_supported_language_variant
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.cache import never_cache
from wagtail.views import serve

from kb.jobs.services import last_runs
from kb.site.addresses import address_topic, language_path
from kb.site.frame import is_set_up
from kb.site.language_fallback import route_in_any_language
from kb.site.page_cache import same_for_every_reader
from kb.uploads.disk import free_bytes
from search import services

MAX_ACCEPT_LANGUAGE = 500
# Seconds after which a reader or a program may come back while the database is away.
RETRY_AFTER = 30
ANSWERED_AS_JSON = frozenset(
    {
        "api-1:cities",
        "api-1:city",
        "api-1:document",
        "api-1:documents",
        "api-1:record",
        "api-1:records",
        "api-1:search",
        "api-1:suggest",
        "api-1:vocabulary",
        "search:suggest",
    }
)


def too_many_tries(request: HttpRequest) -> HttpResponse:
    """Slowed down: django-allauth's limits say so with this page."""
    return too_many_requests(request, 60)


def unreadable_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What cannot be read is said in words; more text than any form takes above all."""
    if isinstance(exception, RequestDataTooBig):
        context = {"most": settings.DATA_UPLOAD_MAX_MEMORY_SIZE}
        return render(request, "413.html", context, status=413)
    return HttpResponseBadRequest(
        _("This request cannot be read."), content_type="text/plain; charset=utf-8"
    )


def too_many_requests(request: HttpRequest, seconds: int) -> HttpResponse:
    """Come back in so many seconds: a page for people, a sentence for programs."""
    if request.resolver_match and request.resolver_match.view_name in ANSWERED_AS_JSON:
        said = _("There were too many requests from your address. Wait a minute, then try again.")
        response: HttpResponse = JsonResponse({"detail": said}, status=429)
    else:
        response = render(request, "429.html", status=429)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response


def choose_language(request: HttpRequest) -> HttpResponse:
    """Send ``/`` to the home page in the first language of the browser that the site speaks."""
    response = redirect(f"/{readers_language(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


def readers_language(request: HttpRequest) -> str:
    """The first language of the browser that the site speaks, for the few addresses that name none."""
    header = request.headers.get("Accept-Language", "")[:MAX_ACCEPT_LANGUAGE]
    for code, _quality in parse_accept_lang_header(header):
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """This process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """The database answers, and how the search stands; 503 where the database does not.

    A search engine that is away leaves the site ready, because the embedded one answers in its place.
    """
    try:
        search = asdict(services.health())
        jobs = last_runs()
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "database": "down"}, status=503)
    free = free_bytes()
    return JsonResponse(
        {
            "status": "ok",
            "database": "ok",
            "search": search,
            "jobs": jobs,
            "free_megabytes": None if free is None else free // 2**20,
        }
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """What is answered where a view failed: 503 where the database is away, 500 for faults of ours."""
    if not _database_is_away(sys.exc_info()[1]):
        return HttpResponse(render_to_string("500.html"), status=500)
    if is_asked_by_a_program(request):
        said: HttpResponse = JsonResponse({"detail": "The database does not answer."}, status=503)
    else:
        first = request.path.split("/", 2)[1]
        language = first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            # Without the request: nothing may be asked of the database, which the frame does.
            page = render_to_string("503.html", {"language": language})
        said = HttpResponse(page, status=503)
    said.headers["Retry-After"] = str(RETRY_AFTER)
    said.headers["Cache-Control"] = "no-store"
    return said


def _database_is_away(error: BaseException | None) -> bool:
    """Whether the fault or what led to it is that no connection to the database can be had."""
    while error is not None:
        if isinstance(error, InterfaceError | OperationalError):
            return True
        error = error.__cause__ or error.__context__
    return False


def is_asked_by_a_program(request: HttpRequest) -> bool:
    """Whether the answer is read by a program: the API, suggestions."""
    return request.path.startswith("/api/") or request.path.endswith("/suggest")


def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for this address whatever the page says."""
    return redirect(static("favicon.svg"))


def sign_in(request: HttpRequest) -> HttpResponse:
    """The admin's own address of signing in leads to the site's, and back to where one wanted to go.

    Who is signed in and was sent here may not read there. Raises ``PermissionDenied``: sent on, they would go
    round in a circle.
    """
    target = request.GET.get("next", "")
    address = reverse("account_login")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        may = not request.user.is_authenticated or (
            target.startswith(reverse("wagtailadmin_home"))
            and request.user.has_perm("wagtailadmin.access_admin")
        )
        if not may:
            raise PermissionDenied
        address += f"?{urlencode({'next': target})}"
    return redirect(address)


@same_for_every_reader
def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page; where it has no version in the reader's language, its original, never a 404.

    The frame stays in the reader's language, and a notice says which language the text is in
    (:func:`kb.site.context_processors.site_frame`). If a version in the reader's language exists at another
    address, that is where the reader is sent.
    """
    if not is_set_up():
        response = render(request, "kb/not_set_up.html")
        response.headers["X-Robots-Tag"] = "noindex"
        return response
    route = route_in_any_language(request, path)
    if route is None:
        raise Http404
    language = get_language()
    version = route.page.public_versions.get(language)
    if version is not None and route.page.locale.language_code != language:
        url = language_path(version)
        if url != request.path:
            return HttpResponseRedirect(url)
    services.note_records([route.page.translation_key])
    services.note([address_topic(route.page)])
    if getattr(route.page, "notes_what_it_shows", False):
        services.all_is_noted()
    # Wagtail keeps the route of a request here; its own view then runs every hook as ever.
    request._wagtail_route_for_request = route  # type: ignore[attr-defined]
    return serve(request, path)
