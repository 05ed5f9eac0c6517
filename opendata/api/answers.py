"""Answers of the API: JSON with a tag, written without building the schemas; the tests hold them to these."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

from opendata.answers import with_tag


def answered(request: HttpRequest, value: dict[str, Any]) -> HttpResponse:
    """The value as JSON; whoever has it still is told so, without it."""
    response = HttpResponse(orjson.dumps(value), content_type="application/json")
    return with_tag(request, response)
