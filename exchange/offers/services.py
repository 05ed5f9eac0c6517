"""Verbs of offers: store, send, take back, withdraw, and the answers of the editors. Each locks the row."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.models import VisitOffer
from exchange.models.offers import TYPED
from exchange.offers import mails
from exchange.permissions import (
    can_answer_offer,
    can_edit_offer,
    can_send_offer,
    can_take_down_offer,
    can_withdraw_offer,
)
from kb.models import City
from kb.site.page_cache import public_pages_changed

State = VisitOffer.State
# No city receives more groups than that.
MOST_OFFERS = 20
MANY = ("themes", "records")


def _locked(offer: VisitOffer) -> VisitOffer:
    return VisitOffer.objects.select_for_update().get(pk=offer.pk)


@transaction.atomic
def store(city: City, offer: VisitOffer | None, values: dict[str, Any], by: Any) -> VisitOffer:
    """Store what was typed. A public offer leaves its readers until editors have read what is new.

    Raises ``PermissionDenied``, and ``ValidationError`` where a city has very many.
    """
    City.objects.select_for_update().get(pk=city.pk)
    found = _locked(offer) if offer else VisitOffer(city=city)
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


@transaction.atomic
def send(offer: VisitOffer, by: Any) -> bool:
    """Hand it to the editors; False where it is with them already or lapsed. Raises ``PermissionDenied``."""
    found = _locked(offer)
    if not can_send_offer(by, found):
        raise PermissionDenied
    if found.state not in (State.DRAFT, State.CHANGES) or found.has_lapsed:
        return False
    found.state, found.sent_by, found.sent_at = State.SENT, by, timezone.now()
    found.answer = ""
    found.save()
    mails.tell_offer_sent(found)
    return True


@transaction.atomic
def take_back(offer: VisitOffer, by: Any) -> bool:
    """The city writes on; False where the editors have answered. Raises ``PermissionDenied``."""
    return _set(offer, by, can_send_offer, {State.SENT}, State.DRAFT)


@transaction.atomic
def withdraw(offer: VisitOffer, by: Any) -> bool:
    """The city no longer offers it; what was agreed already stands. Raises ``PermissionDenied``."""
    return _set(offer, by, can_withdraw_offer, {State.PUBLIC}, State.WITHDRAWN)


@transaction.atomic
def delete(offer: VisitOffer, by: Any) -> bool:
    """Away with what was never asked for and is not public. Raises ``PermissionDenied``."""
    found = _locked(offer)
    if not can_edit_offer(by, found):
        raise PermissionDenied
    if found.state == State.PUBLIC or found.visits.exists():
        return False
    found.delete()
    return True


def _set(offer: VisitOffer, by: Any, may: Any, before: set[str], after: str) -> bool:
    found = _locked(offer)
    if not may(by, found):
        raise PermissionDenied
    if found.state not in before:
        return False
    was_public = found.state == State.PUBLIC
    found.state = after
    found.save()
    if was_public:
        public_pages_changed()
    return True


@transaction.atomic
def answer(offer: VisitOffer, by: Any, *, version: int, approves: bool, words: str) -> bool:
    """Publish it or ask for changes; False where another version waits now. Raises ``PermissionDenied``."""
    found = _locked(offer)
    if not can_answer_offer(by, found):
        raise PermissionDenied
    if found.state != State.SENT or found.version != version:
        return False
    found.state = State.PUBLIC if approves else State.CHANGES
    found.answer, found.decided_by = words, by
    if approves:
        found.published_at = timezone.now()
    found.save()
    if approves:
        public_pages_changed()
    mails.tell_offer_answered(found)
    return True


@transaction.atomic
def take_down(offer: VisitOffer, by: Any, words: str) -> bool:
    """Close it to readers and to its city, at once. Raises ``PermissionDenied``."""
    return _by_editors(offer, by, words, {State.PUBLIC, State.SENT}, State.TAKEN_DOWN)


@transaction.atomic
def allow_again(offer: VisitOffer, by: Any, words: str) -> bool:
    """The city may change what was taken down, and send it anew. Raises ``PermissionDenied``."""
    return _by_editors(offer, by, words, {State.TAKEN_DOWN}, State.CHANGES)


def _by_editors(offer: VisitOffer, by: Any, words: str, before: set[str], after: str) -> bool:
    if not _set(offer, by, can_take_down_offer, before, after):
        return False
    found = _locked(offer)
    found.answer, found.decided_by = words, by
    found.save()
    mails.tell_offer_answered(found)
    return True
