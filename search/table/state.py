"""Where the table stands, read once per request."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, overload

from asgiref.local import Local
from django.core.signals import request_finished, request_started
from django.db import connection
from django.db.models.signals import post_save

from search.models import EMBEDDED_FORM, SearchState

NEVER_WRITTEN = uuid.UUID(int=0)

P = ParamSpec("P")
R = TypeVar("R")

_request = Local()


def state() -> SearchState:
    """Where the table stands; one never written to stands at version 0.

    Within a request it is read once, so that everything on a page is of one moment. Outside of requests
    (commands, tests) it is read each time.
    """
    known: SearchState | None = getattr(_request, "state", None)
    if known is not None:
        return known
    found = _read()
    if getattr(_request, "runs", False):
        _request.state = found
    return found


def _read() -> SearchState:
    """In SQL, because every page begins with it and the ORM takes longer than the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT version, stamp, terms_stamp, embedded_form, "
            "EXISTS (SELECT 1 FROM search_searchwaiting) FROM search_searchstate WHERE id = 1"
        )
        row = cursor.fetchone()
    if row is None:
        return SearchState(pk=1, stamp=NEVER_WRITTEN, terms_stamp=NEVER_WRITTEN)
    version, stamp, terms_stamp, form, waiting = row
    found = SearchState(
        pk=1,
        version=version,
        stamp=uuid.UUID(str(stamp)),
        terms_stamp=uuid.UUID(str(terms_stamp)),
        embedded_form=form,
    )
    found.waiting = bool(waiting)
    return found


@overload
def locked_state() -> SearchState: ...


@overload
def locked_state(*, wait: bool) -> SearchState | None: ...


def locked_state(*, wait: bool = True) -> SearchState | None:
    """The one row of state for writing, locked until the transaction ends.

    With ``wait=False`` None where somebody else holds the lock.
    """
    rows = SearchState.objects.select_for_update(skip_locked=not wait)
    found = rows.filter(pk=1).first()
    if found is None and (wait or not SearchState.objects.exists()):
        SearchState.objects.get_or_create(pk=1, defaults={"embedded_form": EMBEDDED_FORM})
        return rows.get(pk=1)
    return found


def kept_with_vocabulary(read: Callable[P, R]) -> Callable[P, R]:
    """A reader whose answers stay in memory until the vocabulary changes, in each process.

    For what other rooms count as vocabulary and tell of by ``vocabulary_changed``: menus, documents. What
    it gives belongs to all requests; nobody may change it.
    """
    kept: tuple[uuid.UUID, dict[Any, R]] = (NEVER_WRITTEN, {})

    @wraps(read)
    def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        nonlocal kept
        stamp = state().terms_stamp
        if stamp == NEVER_WRITTEN:
            return read(*args, **kwargs)
        if kept[0] != stamp:
            kept = (stamp, {})
        answers = kept[1]
        key = (args, tuple(kwargs.items()))
        if key not in answers:
            answers[key] = read(*args, **kwargs)
        return answers[key]

    return answer


def _begin(**kwargs: Any) -> None:
    _request.state, _request.runs = None, True


def _end(**kwargs: Any) -> None:
    _request.state, _request.runs = None, False


def _forget(**kwargs: Any) -> None:
    _request.state = None


def register() -> None:
    """Connect to the beginning and the end of requests and to writing; called once when the app is ready."""
    post_save.connect(_forget, sender=SearchState, dispatch_uid="search.table.state.forget")
    request_started.connect(_begin, dispatch_uid="search.table.state.begin")
    request_finished.connect(_end, dispatch_uid="search.table.state.end")
