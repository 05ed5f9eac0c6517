"""Parameters of the API: what is not known is refused with its name, never dropped."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Schema
from ninja.errors import HttpError
from pydantic import ConfigDict, Field

from opendata.api.schemas import Language

LONGEST_SHOWN = 60
MOST_NAMED = 10
# The code of a city or a document, as it stands in an address.
Code = Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]+$", max_length=80)]


class Asked(Schema):
    """What every address takes."""

    model_config = ConfigDict(extra="ignore")
    lang: Language = "en"


def refuse_unknown(request: HttpRequest, known: type[Schema]) -> None:
    """400 for parameters that this address does not take, and for one that is there twice."""
    names = set(known.model_fields)
    odd = [name for name, values in request.GET.lists() if name not in names or len(values) > 1]
    if odd:
        raise not_understood(odd)


def not_understood(odd: list[Any]) -> HttpError:
    """An answer with the names, cut where they are absurd."""
    shown = ", ".join(str(name)[:LONGEST_SHOWN] for name in odd[:MOST_NAMED])
    return HttpError(400, f"Not understood: {shown}")


def moment(since: datetime | date | None) -> datetime | None:
    """The moment that is meant; one without a zone is in UTC."""
    if since is None:
        return None
    if not isinstance(since, datetime):
        since = datetime.combine(since, time.min)
    try:
        return (since if since.tzinfo else since.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError as error:
        raise not_understood(["changed_since"]) from error
