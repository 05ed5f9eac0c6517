"""Offers of study visits as a kind of text that an editor reads first."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from exchange.models import VisitOffer
from exchange.offers.listing import shown_records
from exchange.offers.mails import tell_offer_answered
from exchange.review.kinds import Kind
from kb.site.page_cache import public_pages_changed

OFFERS = Kind(
    model=VisitOffer,
    title=_("Offers of study visits"),
    address="exchange_office:offer",
    template="exchange/admin/_offer.html",
    tell_answered=tell_offer_answered,
    readers_changed=lambda offer: public_pages_changed(),
    context=lambda offer: {"offer": offer, "records": shown_records(offer)},
)
