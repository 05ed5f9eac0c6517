"""Requests for a whole list: those parameters of a search that choose records, and no others."""

from __future__ import annotations

from dataclasses import replace

from django.http import QueryDict

from search.request.request import PAGE_SIZE, USUAL_COLUMNS, SearchRequest

# They choose what a page of results shows. A list has no pages, and comes in the order of its records.
OF_PAGES = ("area", "at", "column", "find", "more", "page", "size", "sort", "step", "view")
LONGEST_SHOWN = 60


def whole_list(asked: SearchRequest) -> SearchRequest:
    """The same search without what belongs to its page alone."""
    return replace(
        asked, page=1, size=PAGE_SIZE, sort="", view="", columns=USUAL_COLUMNS, chosen=()
    )


def odd_parameters(params: QueryDict, asked: SearchRequest) -> str:
    """The parameters that a list cannot follow, for the sentence that refuses it; empty if there are none."""
    names = [name for name in OF_PAGES if name in params]
    names += [f"{one.name}={one.value}" if one.value else one.name for one in asked.ignored]
    return ", ".join(name[:LONGEST_SHOWN] for name in dict.fromkeys(names))
