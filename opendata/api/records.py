"""Records in the API: all of them in the order in which they changed, and one by its identifier."""

from __future__ import annotations

import uuid
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from ninja.errors import HttpError
from pydantic import Field

from opendata.api.answers import answered
from opendata.api.paging import Paged, paging
from opendata.api.parameters import Asked, moment, not_understood, refuse_unknown
from opendata.api.schemas import ErrorOut, RecordOut, RecordsOut, Since
from opendata.facts import Teller
from opendata.whole import whole_records
from search import services as search

FILTERS = ("kind", "country", "city", "theme")
LONGEST_CODE = 120
Code = Annotated[str, Field(max_length=LONGEST_CODE)]

router = Router(tags=["records"])


class RecordsQuery(Paged):
    """Which records, and behind which point of the order."""

    changed_since: Since = None
    kind: Code = ""
    country: Code = ""
    city: Code = ""
    theme: Code = ""
    cursor: Annotated[int, Field(ge=0, le=2**63 - 1, description="As a former answer gave it.")] = 0


@router.get(
    "/records",
    response={200: RecordsOut, 400: ErrorOut, 429: ErrorOut},
    summary="All records with all their parts, in the order in which they changed",
)
def records(request: HttpRequest, query: Query[RecordsQuery]) -> HttpResponse:
    """Archived ones too (``archived``). What is no longer public is told of as gone, without its words."""
    refuse_unknown(request, RecordsQuery)
    codes = {name: value for name in FILTERS if (value := getattr(query, name))}
    terms = search.terms()
    if odd := [f"{name}={code}" for name, code in codes.items() if terms.get(name, code) is None]:
        raise not_understood(odd)
    found = search.changes(
        query.size + 1, after=query.cursor, since=moment(query.changed_since), codes=codes
    )
    part = found[: query.size]
    public = [change.record for change in part if change.record]
    cursor = str(part[-1].version if part else query.cursor)
    return answered(
        request,
        {
            "records": whole_records(public, Teller(query.lang)),
            "gone": [
                {"id": str(change.key), "since": change.at} for change in part if not change.record
            ],
            **paging(request, cursor, more=len(found) > query.size),
        },
    )


class RecordQuery(Asked):
    """In which language labels are said."""


@router.get(
    "/records/{uuid:key}",
    response={200: RecordOut, 400: ErrorOut, 404: ErrorOut, 410: ErrorOut, 429: ErrorOut},
    summary="One record with all its parts",
)
def record(request: HttpRequest, key: uuid.UUID, query: Query[RecordQuery]) -> HttpResponse:
    """410 of one that was public and is not any longer."""
    refuse_unknown(request, RecordQuery)
    change = search.change_of(key)
    if change is None:
        raise HttpError(404, "There is no such record.")
    if change.record is None:
        raise HttpError(410, "This record is no longer public. Please delete your copy.")
    return answered(request, whole_records([change.record], Teller(query.lang))[0])
