"""How long somebody stays signed in: since the last thing they did, and since they signed in.

Both moments are in the session of who is signed in; readers have none. The last one is written anew every few
minutes, not with each page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from kb.permissions import needs_second_factor

BEGAN, SEEN = "began", "seen"
MINUTE = 60
WRITTEN_EVERY = 5 * MINUTE


def begin(sender: Any, request: HttpRequest | None, **kwargs: Any) -> None:
    """Somebody has signed in."""
    if request is not None:
        request.session[BEGAN] = request.session[SEEN] = _now()


def has_ended(request: HttpRequest) -> bool:
    """Whether who is signed in has been away for too long, or has been in for too long."""
    now = _now()
    away = now - request.session.get(SEEN, now)
    if now - request.session.get(BEGAN, now) > settings.SESSION_MOST_MINUTES * MINUTE:
        return True
    if away > settings.SESSION_IDLE_MINUTES * MINUTE:
        return True
    # Asked last, because it asks the database.
    short = settings.SESSION_IDLE_MINUTES_OF_EDITORS * MINUTE
    return away > short and needs_second_factor(request.user)


def end(request: HttpRequest) -> None:
    """From this request on nobody is signed in."""
    request.session.flush()
    request.user = AnonymousUser()


def note_seen(request: HttpRequest) -> None:
    """Who is signed in has done something."""
    now = _now()
    if BEGAN not in request.session:
        begin(None, request)
    elif now - request.session.get(SEEN, 0) >= WRITTEN_EVERY:
        request.session[SEEN] = now


def sessions_of(number: int) -> Iterator[Session]:
    """The browsers in which an account is signed in."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(number):
            yield session


def end_all(number: int) -> int:
    """Sign an account out everywhere; in how many browsers it was."""
    ended = [session.pk for session in sessions_of(number)]
    return int(Session.objects.filter(pk__in=ended).delete()[0])


def _now() -> int:
    return int(timezone.now().timestamp())
