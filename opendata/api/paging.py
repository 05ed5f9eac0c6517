"""Paging of the API: one shape for all lists, a cursor behind which the next part begins."""

from __future__ import annotations

from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.http import urlencode
from pydantic import Field

from kb.site.addresses import absolute
from opendata.api.parameters import Asked

MOST_AT_ONCE = 100
USUAL = 50


class Paged(Asked):
    """How many at once; each list says itself what its cursor is made of."""

    size: Annotated[int, Field(ge=1, le=MOST_AT_ONCE)] = USUAL


def rows_behind(rows: QuerySet[Any], after: Any, number: int) -> list[Any]:
    """Rows in the order of their keys: the first, or those behind a key."""
    rows = rows.order_by("pk")
    return list((rows.filter(pk__gt=after) if after else rows)[:number])


def paging(request: HttpRequest, cursor: str, *, more: bool) -> dict[str, str | None]:
    """The end of every list: ``cursor`` to come back with, ``next`` where there is more already."""
    following = None
    if more:
        params = {**request.GET.dict(), "cursor": cursor}
        following = absolute(f"{request.path}?{urlencode(params)}")
    return {"cursor": cursor, "next": following}
