"""Pages that are the same for every reader are kept ready, and dropped when what they show changes.

A page is kept under its address and the moment of its content: the clock of public changes and the state
of the search table. Whoever changes something writes down so in the same transaction
(:func:`public_pages_changed`), so a page withdrawn is gone with the commit, in every process.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from kb.models import PublicChange
from search import services as search

View = Callable[..., HttpResponse]
CACHE = "pages"
# Some sentences follow the calendar ("not confirmed since"); nothing older than this is shown.
KEPT_SECONDS = 15 * 60
MOST_BYTES = 512 * 1024
KEPT_ROWS = 256


def public_pages_changed() -> None:
    """Write down that something which everybody may read has changed; drops the pages kept ready."""
    change = PublicChange.objects.create()
    if change.pk % KEPT_ROWS == 0:
        PublicChange.objects.filter(pk__lt=change.pk - KEPT_ROWS).delete()


def same_for_every_reader(view: View) -> View:
    """A view whose answer depends on the address alone, once nobody is signed in.

    Addresses with a question (``?``) are answered afresh: there are more of them than memory holds. So is
    whatever turned out to be personal while it was made: a cookie, a form's token, a session.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # What is still to be built for the search is built by the view that shows it.
        if not _is_a_plain_reader(request) or search.state().waiting:
            return view(request, *args, **kwargs)
        key = _key(request)
        kept = caches[CACHE].get(key)
        if kept is None:
            response = view(request, *args, **kwargs)
            if hasattr(response, "render") and callable(response.render):
                response = response.render()
            if not _is_for_everybody(request, response):
                return response
            kept = (response.content, dict(response.items()))
            caches[CACHE].set(key, kept, KEPT_SECONDS)
        content, headers = kept
        return _conditional(request, HttpResponse(content, headers=headers))

    return answer


def _is_a_plain_reader(request: HttpRequest) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and not request.META.get("QUERY_STRING")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )


def _is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    control = response.headers.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not request.META.get("CSRF_COOKIE")
        and not request.session.accessed
        and getattr(request, "_csp_nonce", None) is None
        and "no-store" not in control
        and "private" not in control
        and len(response.content) <= MOST_BYTES
    )


def _key(request: HttpRequest) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*), MAX(id) FROM {PublicChange._meta.db_table}")  # noqa: S608
        changes = cursor.fetchone()
    state = search.state()
    parts = (request.build_absolute_uri(), changes, state.version, state.terms_stamp)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Anybody may keep the page, and asks each time whether it is still the same."""
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    answer = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    return answer or response
