"""The results page, the page of all values of a facet, the expert form, and the suggestions."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.middleware import HtmxDetails

from search import services
from search.answer.hits import Hit
from search.answer.ignored import in_words
from search.answer.results import SearchResults
from search.contract import tell_listeners
from search.map.frames import FRAMES
from search.map.results_map import land
from search.request.addresses import address, facet_address
from search.request.chosen import record_keys
from search.request.expert_rows import (
    FIELDS,
    MAX_ROW_LENGTH,
    MAX_ROWS,
    OPERATORS,
    field_labels,
    operator_labels,
)
from search.request.reading import without_empty
from search.request.request import CHOSEN, MOST_CHOSEN, USUAL_COLUMNS, SearchRequest
from search.request.sort_orders import sort_labels


class HtmxHttpRequest(HttpRequest):
    """A request as :class:`django_htmx.middleware.HtmxMiddleware` hands it on."""

    htmx: HtmxDetails


# From this many chosen values on, a result page repeats what others say; robots are asked to leave it.
NOINDEX_FROM = 2
# A facet with more values than this shows its foremost ones; the others are one step away.
LONGEST_FACET = 6
MOST_OPTIONS = 300
EMPTY_ROWS = 3
# So many cities are listed beside the map; all of them stand in the filter.
MOST_LISTED = 60
# What an address says of the page alone.
OF_PAGES = ("view", "area", "at", "step", "column", CHOSEN)


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _asked(request: HttpRequest) -> SearchRequest:
    """The search of an address, with the records that its reader has put aside."""
    asked = services.parse(request.GET, _language(), besides=(CHOSEN,))
    return replace(asked, chosen=tuple(str(key) for key in record_keys(request.GET)))


def _tray(asked: SearchRequest) -> list[Hit]:
    """The foremost of the records put aside that anybody may read and that can be compared."""
    if not asked.chosen:
        return []
    keys = [uuid.UUID(key) for key in asked.chosen]
    found = services.records_by_key(keys, language=asked.language, as_named=True)
    return [hit for hit in found if not hit.card.get("not_compared")][:MOST_CHOSEN]


@require_safe
@vary_on_headers("HX-Request")
def results(request: HtmxHttpRequest) -> HttpResponse:
    """Results of a search as a page, or as those parts of it that htmx exchanges.

    Any query string gives one.
    """
    if not request.htmx:
        # A form without a script sends its empty boxes too; an address is for reading and passing on.
        kept = without_empty(request.GET)
        if len(kept) < sum(len(values) for _name, values in request.GET.lists()):
            return redirect(f"{request.path}?{urlencode(kept)}" if kept else request.path)
    asked = _asked(request)
    tray = _tray(asked)
    asked = replace(asked, chosen=tuple(hit.id for hit in tray))
    found = services.search(asked, longest=LONGEST_FACET)
    _tell(request, found)
    context = {
        "results": found,
        "search": found.request,
        "ignored": in_words(found.request),
        "sorts": sort_labels(found.request),
        "views": _views(found.request),
        "kept_columns": _kept_columns(found),
        "tray": [(hit, address(asked.choosing(hit.id))) for hit in tray],
        "tray_is_full": len(tray) == MOST_CHOSEN,
        "tray_query": urlencode([(CHOSEN, hit.id) for hit in tray]),
        "tray_emptied_url": address(replace(asked, chosen=())),
        "noindex": bool(
            found.request.filter_count >= NOINDEX_FROM or found.request.has_words or tray
        ),
        "data_url": _data_address(found.request),
        "clear_url": address(found.request.cleared()),
        "expert_url": reverse("search:expert") + found.request.query_string,
        # All combinations of filters are one page to a search engine.
        "canonical_url": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("search:results"),
        **_drawing(found),
    }
    if not request.htmx:
        return render(request, "search/results.html", context)
    response = render(request, "search/fragment.html", context)
    # static/js/search.js takes only answers that name their address.
    response.headers["HX-Push-Url"] = address(found.request)
    return response


def _tell(request: HttpRequest, found: SearchResults) -> None:
    """Of words alone: what filters leave nothing of is there."""
    asked = found.request
    if asked.q and not (asked.rows or asked.filter_count or asked.has_years) and asked.page == 1:
        tell_listeners(
            request, asked.language, asked.q, found.complete if found.relaxed else found.total
        )


def _data_address(asked: SearchRequest) -> str:
    """The same search in the API."""
    params = [(name, value) for name, value in asked.to_params() if name not in OF_PAGES]
    return f"{reverse('api-1:search')}?{urlencode([('lang', asked.language), *params])}"


def _views(asked: SearchRequest) -> list[dict[str, Any]]:
    """The ways of showing the same results, each with its address."""
    labels = {"": _("List"), "table": _("Table"), "map": _("Map")}
    return [
        {
            "code": view or "list",
            "label": label,
            "url": address(asked.shown_as(view)),
            "current": asked.view == view,
        }
        for view, label in labels.items()
    ]


def _kept_columns(found: SearchResults) -> tuple[str, ...]:
    """The columns that the form passes on while nothing on the page lets the reader choose them."""
    chosen = found.request.columns
    return chosen if chosen != USUAL_COLUMNS and not (found.table and found.hits) else ()


def _drawing(found: SearchResults) -> dict[str, Any]:
    """What the map needs beside the results."""
    if found.map is None:
        return {}
    asked = found.request
    return {
        "land": land(),
        "areas": [
            (frame, address(asked.of_area(frame.code)), frame == found.map.frame)
            for frame in FRAMES
        ],
        "listed": found.map.cities[:MOST_LISTED],
        "all_cities_url": facet_address("city", asked),
    }


@require_safe
def facet(request: HttpRequest, name: str) -> HttpResponse:
    """All values of one facet for a search, to choose from; ``find`` keeps those that begin so.

    ``static/js/search.js`` takes the list out of this page for the search inside a long facet.
    """
    asked = _asked(request)
    typed = request.GET.get("find", "")
    group = services.facet_options(asked, name, find=typed)
    if group is None:
        raise Http404("There is no such facet.")
    shown, beyond = group.options[:MOST_OPTIONS], group.options[MOST_OPTIONS:]
    return render(
        request,
        "search/facet.html",
        {
            "group": group,
            "options": shown,
            "kept": [*group.kept, *(option for option in beyond if option.selected)],
            "too_many": len(group.options) > MOST_OPTIONS,
            "search": asked,
            "find": services.clean_find(typed),
            "others": _others(asked, {name}),
            "back_url": address(asked),
            "ignored": in_words(asked),
            "noindex": True,
        },
    )


def _others(asked: SearchRequest, own: set[str]) -> list[tuple[str, str]]:
    """The parameters of a search without those that a form has fields for, for its hidden fields."""
    return [(name, value) for name, value in asked.page_of(1).to_params() if name not in own]


@require_safe
def expert(request: HttpRequest) -> HttpResponse:
    """The form with rows of field, operator and words; it leads to the results page."""
    asked = _asked(request)
    empty = EMPTY_ROWS if not asked.rows or "more" in request.GET else 1
    rows = [(row.field, row.operator, row.words) for row in asked.rows]
    rows += [(FIELDS[0], OPERATORS[0], "")] * min(empty, MAX_ROWS - len(rows))
    return render(
        request,
        "search/expert.html",
        {
            "search": asked,
            "ignored": in_words(asked),
            "rows": rows,
            "fields": field_labels().items(),
            "operators": operator_labels().items(),
            "longest": MAX_ROW_LENGTH,
            "room": len(rows) < MAX_ROWS,
            "others": _others(asked, {"q", "field", "operator", "words"}),
            "noindex": True,
        },
    )


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Suggestions for the words typed so far, grouped, as JSON for the search box."""
    groups = services.suggest(request.GET.get("q", ""), _language())
    return JsonResponse(
        {
            "groups": [
                {
                    "label": group.label,
                    "items": [
                        {"label": item.label, "url": item.url, "lang": item.language}
                        for item in group.items
                    ],
                }
                for group in groups
            ]
        }
    )
