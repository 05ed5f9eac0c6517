"""Views of kept searches: the button, the page under an address that stays, its picture, its files."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from kb.contact.tickets import is_used, make_ticket, read_ticket, use
from kb.site.addresses import absolute
from kb.texts.current_language import current_language
from opendata.answers import refused
from opendata.exports.listing import Listing
from opendata.exports.registry import FORMS
from opendata.exports.views import form_or_404, streamed
from opendata.keeping.flow import flow, rows_of
from opendata.keeping.services import (
    AT_ONCE,
    MOST_SHOWN,
    NotKept,
    keep,
    request_of,
    since,
)
from opendata.models import KeptSearch
from opendata.requests import odd_parameters, whole_list
from search import services as search
from search.services import Walk

# In the ticket, where the letters to a city have its code; no code of a city begins so.
KEEP = "-keep"
NOT_SHOWN_TO_ROBOTS = {"X-Robots-Tag": "noindex"}


@never_cache
@csrf_exempt  # a ticket instead of a cookie: see kb.contact.tickets
@require_http_methods(["GET", "HEAD", "POST"])
def keep_result(request: HttpRequest) -> HttpResponse:
    """Ask whether this result is to be kept, and keep it; nothing is stored of who does so."""
    language = current_language()
    asked = search.parse(request.GET, language)
    if odd := odd_parameters(request.GET, asked):
        return refused(odd)
    asked = whole_list(asked)
    problem, status = "", 200
    if request.method == "POST":
        ticket = read_ticket(request.POST.get("ticket", ""), KEEP)
        if ticket is None or is_used(ticket) or not use(ticket):
            status = 400
        else:
            try:
                return redirect("opendata:kept", key=keep(asked).key)
            except NotKept as reason:
                problem, status = str(reason), 409
    return render(
        request,
        "opendata/keeping/keep.html",
        {
            "words": search.in_words(asked),
            "number": search.count(asked),
            "back": search.address(asked),
            "ticket": make_ticket(KEEP),
            "problem": problem,
            "is_stale": status == 400,
        },
        status=status,
    )


@never_cache
@require_safe
def kept(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A kept result: what it was, and what has become of it."""
    found = _kept_or_404(key)
    language = current_language()
    steps, now = rows_of(found, language), since(found)
    response = render(
        request,
        "opendata/keeping/kept.html",
        {
            "kept": found,
            "words": found.words.get(language, ""),
            "address": absolute(reverse("opendata:kept", args=[key])),
            "steps": steps,
            "flow": flow(steps),
            "since": now,
            "newly_found": search.records_by_key(now.newly_found, language=language),
            "records": search.records_by_key(now.kept, language=language),
            "most_shown": MOST_SHOWN,
            "again": search.address(request_of(found, language)),
            "forms": [
                {"label": form.name, "url": reverse("opendata:kept_export", args=[key, ending])}
                for ending, form in FORMS.items()
            ],
        },
    )
    response.headers["X-Robots-Tag"] = NOT_SHOWN_TO_ROBOTS["X-Robots-Tag"]
    return response


@require_safe
def kept_flow(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The picture alone, to be put into a paper."""
    found = _kept_or_404(key)
    language = current_language()
    context: dict[str, Any] = {"flow": flow(rows_of(found, language)), "alone": True}
    content = render_to_string("opendata/keeping/_flow.html", context)
    return HttpResponse(content, content_type="image/svg+xml", headers=NOT_SHOWN_TO_ROBOTS)


@require_safe
def kept_export(request: HttpRequest, key: uuid.UUID, ending: str) -> HttpResponseBase:
    """Exactly the records that were kept, less those that are no longer public; never others."""
    form = form_or_404(ending)
    found = _kept_or_404(key)
    language = current_language()
    return streamed(request, form, lambda: _listing(found, language))


def _listing(found: KeptSearch, language: str) -> Listing:
    keys = found.keys
    total = len(search.public_among(keys))
    chunks = (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
    gone = len(keys) - total
    note = ngettext(
        "%(number)s record that was kept is no longer public and not in this list.",
        "%(number)s records that were kept are no longer public and not in this list.",
        gone,
    )
    return Listing(
        Walk(total, found.relaxed, search.public_records(chunks, archived=True)),
        language,
        query=found.words.get(language, ""),
        address=reverse("opendata:kept", args=[found.key]),
        day=found.kept_on,
        note=note % {"number": gone} if gone else "",
    )


def _kept_or_404(key: uuid.UUID) -> KeptSearch:
    found = KeptSearch.objects.filter(key=key).first()
    if found is None:
        raise Http404
    return found
