"""What pages of other rooms show of records."""

from __future__ import annotations

from django import template

from practices.mapping.unknowns import UnknownHere, unknown_here
from search.results import SearchResults

register = template.Library()


@register.inclusion_tag("practices/_unknown_here.html")
def unknown_in(results: SearchResults) -> dict[str, UnknownHere | None]:
    """What a search's results leave unknown, in one sentence with the names behind it."""
    return {"unknown": unknown_here(results)}
