"""The comparison as a page and as a file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from kb.site.addresses import absolute, alternates_of
from kb.site.page_cache import same_for_every_reader
from kb.texts.current_language import current_language
from practices.comparing.cells import Reader
from practices.comparing.files import table_file
from practices.comparing.requests import MOST, ComparisonRequest
from practices.comparing.rows import Group, compared
from practices.comparing.services import Columns, columns, suggested
from search import services as search

FOUND = 8


@require_safe
@same_for_every_reader
def table(request: HttpRequest) -> HttpResponse:
    """Up to four records side by side; with fewer, ways to others. Any query string gives a page."""
    asked = ComparisonRequest.parse(request.GET)
    chosen = columns(asked.keys, current_language())
    shown = asked.of(chosen.keys)
    everything = _groups(chosen)
    rows = [row for group in everything for row in group.rows]
    different = sum(row.differs for row in rows)
    return render(
        request,
        "practices/compare.html",
        {
            "asked": asked,
            "chosen": chosen,
            "columns": [
                {"record": column, "remove_url": shown.without_key(column.key).url}
                for column in chosen.records
            ],
            "groups": _different(everything) if asked.only_different else everything,
            "row_count": len(rows),
            "different_count": different,
            "most": MOST,
            "all_rows_url": shown.with_rows(only_different=False).url,
            "different_rows_url": shown.with_rows(only_different=True).url,
            "file_url": shown.file_url,
            "choose_url": shown.choose_url,
            "full_url": absolute(shown.with_query("").url),
            "clean_url": shown.url,
            **_ways_to_others(shown, chosen),
            "noindex": bool(request.GET),
            "canonical_url": absolute(reverse("comparing:table")),
            "alternates": alternates_of(request.path),
        },
    )


@require_safe
def file(request: HttpRequest) -> HttpResponse:
    """The same table for a spreadsheet; 404 without any record in it."""
    asked = ComparisonRequest.parse(request.GET)
    chosen = columns(asked.keys, current_language())
    if not chosen.records:
        raise Http404("No record to compare.")
    groups = _groups(chosen)
    content = table_file(
        chosen.records,
        _different(groups) if asked.only_different else groups,
        absolute(asked.of(chosen.keys).with_query("").url),
    )
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": 'attachment; filename="comparison.csv"',
            "X-Robots-Tag": "noindex",
        },
    )


def _groups(chosen: Columns) -> list[Group]:
    return compared(chosen.records, Reader(current_language(), search.terms()))


def _different(groups: list[Group]) -> list[Group]:
    return [kept for group in groups if (kept := group.different())]


def _ways_to_others(asked: ComparisonRequest, chosen: Columns) -> dict[str, Any]:
    """Records to be added, each with the address of the comparison that has it too."""
    if len(chosen.records) >= MOST:
        return {"room": False}
    if asked.q:
        params = QueryDict(urlencode([("q", asked.q), ("size", str(FOUND))]))
        results = search.search(search.parse(params, current_language()))
        found, total = [(hit, "") for hit in results.hits], results.total
    else:
        found, total = suggested(chosen.records, current_language()), 0
    return {
        "room": True,
        "found_total": total,
        "found": [
            {"hit": hit, "reason": reason, "add_url": asked.with_id(hit.id).url}
            for hit, reason in found
            if hit.id not in {str(key) for key in asked.keys}
        ],
    }
