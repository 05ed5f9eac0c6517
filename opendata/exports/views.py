"""Exports of a list of results: the same search as the results page, as a file."""

from __future__ import annotations

from collections.abc import Callable

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kb.texts.current_language import current_language
from opendata.answers import refused, said
from opendata.exports.listing import Listing, listing_of, listing_of_records
from opendata.exports.registry import FORMS, Form
from opendata.exports.streaming import NoPlace, Place, Stream
from opendata.requests import odd_parameters
from practices.comparing.shortlist import LONGEST
from practices.reading.printing.files import CannotPrint
from search import services as search
from search.request.chosen import record_keys
from search.request.request import CHOSEN

SECONDS_TO_WAIT = 20
# The parameter by which a list that broke off goes on, and the digits that every database takes.
AFTER = "after"
LONGEST_NUMBER = 18


@require_safe
def export(request: HttpRequest, ending: str) -> HttpResponseBase:
    """All records of a search, or those that are named, as a file.

    400 for what would make it another list than was asked for.
    """
    form = form_or_404(ending)
    language = current_language()
    asked = search.parse(request.GET, language, besides=(CHOSEN, AFTER))
    keys = record_keys(request.GET, LONGEST)
    if CHOSEN in request.GET and (not keys or asked.is_narrowed):
        return refused(CHOSEN)
    after = _number(request.GET.get(AFTER, "0"))
    if after is None or (keys and after):
        return refused(AFTER)
    if odd := odd_parameters(request.GET, asked):
        return refused(odd)

    def rest(number: int) -> str:
        params = request.GET.copy()
        params[AFTER] = str(number)
        return f"{request.path}?{params.urlencode()}"

    return streamed(
        request,
        form,
        lambda: listing_of_records(keys, language) if keys else listing_of(asked, after, rest),
    )


def _number(typed: str) -> int | None:
    """The number of a record behind which a list goes on; None for what cannot be one."""
    is_one = typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER
    return int(typed) if is_one else None


def _too_long(listing: Listing, form: Form) -> str:
    return ngettext(
        "This list has %(number)s record. A file to read holds at most %(most)s: add words or filters, or "
        "take another format, which holds all.",
        "This list has %(number)s records. A file to read holds at most %(most)s: add words or filters, or "
        "take another format, which holds all.",
        listing.head.total,
    ) % {"number": listing.head.total, "most": form.most}


def form_or_404(ending: str) -> Form:
    """The format whose files end so."""
    form = FORMS.get(ending)
    if form is None:
        raise Http404
    return form


def streamed(
    request: HttpRequest, form: Form, make_listing: Callable[[], Listing]
) -> HttpResponseBase:
    """A listing as a file, as soon as the reader has a place; 429 where not."""
    name = f"alliance-exchange-{timezone.localdate():%Y-%m-%d}.{form.ending}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        # What is withdrawn later must not be handed out by somebody's memory.
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex",
    }
    if request.method == "HEAD":
        return HttpResponse(content_type=form.content_type, headers=headers)
    try:
        place = Place(request)
    except NoPlace:
        answer = said(
            _("Too many lists are on their way already. Wait until one has arrived."), 429
        )
        answer.headers["Retry-After"] = str(SECONDS_TO_WAIT)
        return answer
    try:
        listing = make_listing()
        if form.most and listing.head.total > form.most:
            place.give_back()
            return said(_too_long(listing, form), 400)
        content = form.write(listing)
    except CannotPrint as reason:
        place.give_back()
        answer = said(str(reason), 503)
        answer.headers["Retry-After"] = "60"
        return answer
    except Exception:
        place.give_back()
        raise
    return StreamingHttpResponse(
        Stream(content, place), content_type=form.content_type, headers=headers
    )
