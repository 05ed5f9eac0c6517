"""All of the API at one place: the search's, and what this room adds; wrong values are answered with 400."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja.errors import ValidationError

from opendata.api import cities, documents, events, records, vocabulary
from opendata.api.parameters import LONGEST_SHOWN, MOST_NAMED
from search.api import api

for room in (records, cities, documents, events, vocabulary):
    api.add_router("", room.router)


@api.exception_handler(ValidationError)
def wrong_values(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The names of the parameters whose values cannot be, instead of the library's own tree."""
    names = dict.fromkeys(_name(request, one["loc"])[:LONGEST_SHOWN] for one in error.errors)
    shown = ", ".join([*names][:MOST_NAMED])
    response: HttpResponse = api.create_response(
        request, {"detail": f"Not understood: {shown}"}, status=400
    )
    return response


def _name(request: HttpRequest, place: tuple[str | int, ...]) -> str:
    """The parameter in which something was wrong; behind it may stand which type was tried."""
    parts = [str(part) for part in reversed(place)]
    return next((part for part in parts if part in request.GET), parts[0])


__all__ = ["api"]
