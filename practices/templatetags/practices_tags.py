"""What pages of other rooms show of records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from practices.mapping.unknowns import UnknownHere, unknown_here
from practices.models import Origin
from practices.reading.provenance import provenance
from search.results import SearchResults

register = template.Library()


@register.inclusion_tag("practices/_unknown_here.html")
def unknown_in(results: SearchResults) -> dict[str, UnknownHere | None]:
    """What a search's results leave unknown, in one sentence with the names behind it."""
    return {"unknown": unknown_here(results)}


@register.inclusion_tag("practices/_provenance.html")
def written_by(counts: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    """Who has written the records counted here, with the way for a city whose record is missing."""
    origins = counts.get("origin", {})
    return {
        "sentence": provenance(origins),
        "is_open": bool(origins.get(Origin.EDITORS)),
    }
