"""The shortlist: records that a reader has kept, as one address to pass on, to print and to take away.

What a reader keeps stands in the reader's own browser (``static/js/shortlist.js``) and in the address of this
page; nothing of it is stored here.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from kb.site.addresses import absolute, alternates_of
from kb.site.page_cache import same_for_every_reader
from kb.texts.current_language import current_language
from practices.comparing.requests import MOST
from search import services as search
from search.request.chosen import record_keys
from search.request.request import CHOSEN

# A briefing that a council reads; the search has longer lists.
LONGEST = 30


@require_safe
@same_for_every_reader
def shortlist(request: HttpRequest) -> HttpResponse:
    """The records of an address that anybody may read, in its order. Any query string gives a page."""
    keys = record_keys(request.GET, LONGEST)
    language = current_language()
    hits = search.records_by_key(keys, language=language, as_named=True) if keys else []
    shown = [hit.id for hit in hits]
    compared = [hit.id for hit in hits if not hit.card.get("not_compared")][:MOST]
    return render(
        request,
        "practices/shortlist.html",
        {
            "entries": [
                (hit, shortlist_address([key for key in shown if key != hit.id])) for hit in hits
            ],
            "keys": shown,
            "missing": len(keys) - len(shown),
            "base_url": absolute(""),
            "full_url": absolute(shortlist_address(shown)),
            "compare_url": f"{reverse('comparing:table')}?{_query(compared)}" if compared else "",
            "noindex": bool(request.GET),
            "canonical_url": absolute(reverse("comparing:shortlist")),
            "alternates": alternates_of(request.path),
        },
    )


def _query(keys: Iterable[object]) -> str:
    return urlencode([(CHOSEN, str(key)) for key in keys])


def shortlist_address(keys: Iterable[object]) -> str:
    """The address of a shortlist of these records, in the active language."""
    query = _query(keys)
    return reverse("comparing:shortlist") + (f"?{query}" if query else "")
