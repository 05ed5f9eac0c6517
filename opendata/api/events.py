"""Events and developments in the API, in the order of their identifiers."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from ninja.errors import HttpError
from pydantic import Field

from exchange.developments.listing import public_developments
from exchange.events.listing import public_events
from opendata.api.answers import answered
from opendata.api.event_schemas import DevelopmentOut, DevelopmentsOut, EventOut, EventsOut
from opendata.api.paging import Paged, paging, rows_behind
from opendata.api.parameters import Asked, not_understood, refuse_unknown
from opendata.api.schemas import ErrorOut
from opendata.api.whole_events import whole_developments, whole_events

router = Router(tags=["events"])


class AllQuery(Paged):
    """Behind which identifier."""

    cursor: Annotated[
        str,
        Field(
            max_length=36, pattern=r"^([0-9a-f-]{36})?$", description="As a former answer gave it."
        ),
    ] = ""


class OneQuery(Asked):
    """Nothing but the language, which changes nothing here."""


@router.get(
    "/events",
    response={200: EventsOut, 400: ErrorOut, 429: ErrorOut},
    summary="All events with programme and results",
)
def events(request: HttpRequest, query: Query[AllQuery]) -> HttpResponse:
    """Past, coming and cancelled ones, in the order of their identifiers."""
    return _part(request, query, "events", public_events(), whole_events)


@router.get(
    "/events/{uuid:key}",
    response={200: EventOut, 400: ErrorOut, 404: ErrorOut, 429: ErrorOut},
    summary="One event",
)
def event(request: HttpRequest, key: uuid.UUID, query: Query[OneQuery]) -> HttpResponse:
    """By its identifier, which never changes."""
    return _one(request, public_events().filter(pk=key), whole_events)


@router.get(
    "/developments",
    response={200: DevelopmentsOut, 400: ErrorOut, 429: ErrorOut},
    summary="All notes on what changed in law and security",
)
def developments(request: HttpRequest, query: Query[AllQuery]) -> HttpResponse:
    """With their source and the day on which somebody last held them against it, by identifier."""
    return _part(request, query, "developments", public_developments(), whole_developments)


@router.get(
    "/developments/{uuid:key}",
    response={200: DevelopmentOut, 400: ErrorOut, 404: ErrorOut, 429: ErrorOut},
    summary="One such note",
)
def development(request: HttpRequest, key: uuid.UUID, query: Query[OneQuery]) -> HttpResponse:
    """By its identifier, which never changes."""
    return _one(request, public_developments().filter(pk=key), whole_developments)


def _part(
    request: HttpRequest,
    query: AllQuery,
    name: str,
    rows: QuerySet[Any],
    whole: Callable[[Sequence[Any]], list[dict[str, Any]]],
) -> HttpResponse:
    refuse_unknown(request, AllQuery)
    found = rows_behind(rows, _key(query.cursor), query.size + 1)
    part = found[: query.size]
    cursor = str(part[-1].pk) if part else query.cursor
    end = paging(request, cursor, more=len(found) > query.size)
    return answered(request, {name: whole(part), **end})


def _key(cursor: str) -> uuid.UUID | None:
    """The identifier that a cursor is. Raises ``HttpError`` (400) where it is none."""
    try:
        return uuid.UUID(cursor) if cursor else None
    except ValueError:
        raise not_understood(["cursor"]) from None


def _one(
    request: HttpRequest,
    rows: QuerySet[Any],
    whole: Callable[[Sequence[Any]], list[dict[str, Any]]],
) -> HttpResponse:
    refuse_unknown(request, OneQuery)
    found = whole(list(rows))
    if not found:
        raise HttpError(404, "There is nothing with this identifier.")
    return answered(request, found[0])
