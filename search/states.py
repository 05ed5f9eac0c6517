"""Where the table stands, read once per request."""

from __future__ import annotations

import uuid
from typing import Any

from asgiref.local import Local
from django.core.signals import request_finished, request_started
from django.db.models.signals import post_save

from search.models import EMBEDDED_FORM, SearchState

NEVER_WRITTEN = uuid.UUID(int=0)

_request = Local()


def state() -> SearchState:
    """Where the table stands; one never written to stands at version 0.

    Within a request it is read once, so that everything on a page is of one moment. Outside of requests
    (commands, tests) it is read each time.
    """
    known: SearchState | None = getattr(_request, "state", None)
    if known is not None:
        return known
    found = SearchState.objects.filter(pk=1).first() or SearchState(
        pk=1, stamp=NEVER_WRITTEN, terms_stamp=NEVER_WRITTEN
    )
    if getattr(_request, "runs", False):
        _request.state = found
    return found


def locked_state() -> SearchState:
    """The one row of state for writing, locked until the transaction ends."""
    SearchState.objects.get_or_create(pk=1, defaults={"embedded_form": EMBEDDED_FORM})
    return SearchState.objects.select_for_update().get(pk=1)


def _begin(**kwargs: Any) -> None:
    _request.state, _request.runs = None, True


def _end(**kwargs: Any) -> None:
    _request.state, _request.runs = None, False


def _forget(**kwargs: Any) -> None:
    _request.state = None


def register() -> None:
    """Connect to the beginning and the end of requests and to writing; called once when the app is ready."""
    post_save.connect(_forget, sender=SearchState, dispatch_uid="search.states.forget")
    request_started.connect(_begin, dispatch_uid="search.states.begin")
    request_finished.connect(_end, dispatch_uid="search.states.end")
