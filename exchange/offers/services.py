"""Verbs of offers at a city's desk: store, send, take back, withdraw, delete. Each locks the row."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from exchange.models import VisitOffer
from exchange.models.offers import TYPED
from exchange.offers import mails
from exchange.offers.kind import OFFERS
from exchange.permissions import can_edit_offer, can_send
from exchange.review import services as review
from kb.models import City
from kb.site.page_cache import public_pages_changed

State = VisitOffer.State
# No city receives more groups than that.
MOST_OFFERS = 20
MANY = ("themes", "records")


@transaction.atomic
def store(city: City, offer: VisitOffer | None, values: dict[str, Any], by: Any) -> VisitOffer:
    """Store what was typed. A public offer leaves its readers until editors have read what is new.

    Raises ``PermissionDenied``, and ``ValidationError`` where a city has very many.
    """
    City.objects.select_for_update().get(pk=city.pk)
    found = review.locked(offer) if offer else VisitOffer(city=city)
    if not can_edit_offer(by, found):
        raise PermissionDenied
    if offer is None and VisitOffer.objects.filter(city=city).count() >= MOST_OFFERS:
        raise ValidationError(
            _("A city has at most %(limit)d offers; change one.") % {"limit": MOST_OFFERS}
        )
    was_public = found.state == State.PUBLIC
    for name in TYPED:
        if name not in MANY:
            setattr(found, name, values[name])
    found.edited_by = by
    if offer is not None:
        found.version += 1
    if found.state in (State.PUBLIC, State.WITHDRAWN):
        found.state = State.DRAFT
    found.save()
    for name in MANY:
        getattr(found, name).set(values[name])
    if was_public:
        public_pages_changed()
    return found


def send(offer: VisitOffer, by: Any) -> bool:
    """Hand it to the editors; False where it is with them already or lapsed. Raises ``PermissionDenied``."""
    before = {State.DRAFT, State.CHANGES}
    with transaction.atomic():
        sent = None if offer.has_lapsed else review.hand_in(offer, by, can_send, before)
        if sent:
            mails.tell_offer_sent(sent)
    return sent is not None


def take_back(offer: VisitOffer, by: Any) -> bool:
    """The city writes on; False where the editors have answered. Raises ``PermissionDenied``."""
    return review.move(OFFERS, offer, by, can_send, {State.SENT}, State.DRAFT)


def withdraw(offer: VisitOffer, by: Any) -> bool:
    """The city no longer offers it; what was agreed already stands. Raises ``PermissionDenied``."""
    return review.move(OFFERS, offer, by, can_send, {State.PUBLIC}, State.WITHDRAWN)


@transaction.atomic
def delete(offer: VisitOffer, by: Any) -> bool:
    """Away with what was never asked for and is not public. Raises ``PermissionDenied``."""
    found = review.locked_for(offer, by, can_edit_offer)
    if found.state == State.PUBLIC or found.visits.exists():
        return False
    found.delete()
    return True
