"""Public views of offers: the list with filters, and one offer."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from exchange.offers.listing import (
    PER_PAGE,
    choices_of,
    chosen,
    city_url,
    filters_of,
    public_offers,
    shown_records,
)
from exchange.offers.matching import Fit, best_fits, fits, guest_of
from kb.site.page_cache import same_for_every_reader


@require_safe
@same_for_every_reader
def offers(request: HttpRequest) -> HttpResponse:
    """What cities offer now, by theme, month, language and country."""
    choices = choices_of(request.GET)
    everything = public_offers()
    fitting = chosen(everything, choices).prefetch_related("themes")
    found = Paginator(fitting, PER_PAGE).get_page(request.GET.get("p"))
    guest = guest_of(request)
    shown = fits(guest, found, choices.month) if guest else [Fit(one, 0, []) for one in found]
    context = {
        "choices": choices,
        "filters": [
            {**box, "chosen": getattr(choices, box["name"])} for box in filters_of(everything)
        ],
        "page_of_offers": found,
        "shown": shown,
        "guest": guest.name if guest else "",
        "best": best_fits(guest) if guest and not choices.query and found.number == 1 else [],
        "is_filtered": bool(choices.query),
    }
    return render(request, "exchange/offers.html", context)


@require_safe
@same_for_every_reader
def offer(request: HttpRequest, number: int) -> HttpResponse:
    """One offer: what visitors see, the records of it, months, languages, who pays."""
    found = get_object_or_404(public_offers().prefetch_related("themes"), pk=number)
    context = {
        "offer": found,
        "city_name": found.city.name_in(),
        "city_url": city_url(found.city),
        "records": shown_records(found),
    }
    return render(request, "exchange/offer.html", context)
