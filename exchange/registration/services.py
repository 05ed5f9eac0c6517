"""Verbs of registrations: ask, confirm the address, answer, change, withdraw. Seats are counted under a lock.

Whoever confirms the address takes a place in the order; as long as there are seats it is one of these, else
it is one on the waiting list. Each verb that gives or frees a seat locks the row of the event first.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from exchange.events.facts import call_off
from exchange.models import Event, Registration
from exchange.models.registrations import ACTIVE, SEATED
from exchange.registration import mails
from exchange.registration.consent import CONSENT_VERSION
from exchange.registration.visits import give_free_visits, give_visit
from kb.cities.naming import city_named
from kb.site.page_cache import public_pages_changed
from search import services as search

State = Registration.State
# So many mails may one address get from the form before it is confirmed.
MOST_UNCONFIRMED = 3
# What people may change by their link.
CHANGEABLE = (
    "function", "hears", "sessions", "visits", "travel_support", "needs", "language",
)  # fmt: skip


@transaction.atomic
def ask(event: Event, asked: dict[str, Any]) -> None:
    """Write the registration down and send the link; to an address that is registered, that it is."""
    email = asked["email"].lower()
    known = event.registrations.filter(email=email)
    if active := known.filter(state__in=ACTIVE).first():
        Registration.objects.filter(pk=active.pk).update(changes=active.changes + 1)
        active.refresh_from_db()
        if active.changes <= MOST_UNCONFIRMED:
            mails.tell_registered_already(active)
        return
    if known.filter(state=State.UNCONFIRMED).count() >= MOST_UNCONFIRMED:
        return
    registration = Registration.objects.create(
        event=event,
        name=asked["name"],
        function=asked["function"],
        city_name=asked["city"],
        city=city_named(asked["city"]),
        email=email,
        language=asked["language"],
        hears=asked["hears"],
        sessions=asked["sessions"],
        visits=asked["visits"],
        travel_support=asked["travel_support"],
        needs=asked["needs"],
        consent_version=CONSENT_VERSION,
    )
    mails.tell_to_confirm(registration)


def _locked(event: Any) -> Event:
    """The row of the event; nobody else counts its seats until this transaction ends."""
    return Event.objects.select_for_update().get(pk=event)


def seats_left(event: Event) -> int | None:
    """How many seats are free; None where there is no limit."""
    if event.seats is None:
        return None
    taken = event.registrations.filter(state__in=SEATED).count()
    return max(0, event.seats - taken)


def _seated(event: Event) -> str:
    """What somebody with a seat is: to be confirmed by the secretariat, or confirmed at once."""
    return State.ASKED if event.confirms_each else State.CONFIRMED


@transaction.atomic
def confirm_address(registration: Registration) -> bool:
    """The address is right: it takes its place in the order. False where that cannot be (any longer)."""
    event = _locked(registration.event_id)
    found = Registration.objects.select_for_update().get(pk=registration.pk)
    if found.state != State.UNCONFIRMED or not event.registers:
        return False
    if event.registrations.filter(email=found.email, state__in=ACTIVE).exists():
        return False
    left = seats_left(event)
    event.last_place += 1
    event.save(update_fields=["last_place"])
    found.state = State.WAITING if left == 0 else _seated(event)
    found.place = event.last_place
    found.address_confirmed_at = timezone.now()
    give_visit(found, event)
    found.save()
    _tell(found)
    return True


@transaction.atomic
def answer(event: Event, numbers: Iterable[int], *, confirms: bool, by: Any) -> tuple[int, int]:
    """Confirm or refuse registrations, those first that came first; how many, and how many found no seat."""
    event = _locked(event.pk)
    chosen = event.registrations.select_for_update().filter(pk__in=list(numbers), state__in=ACTIVE)
    done = full = 0
    left = seats_left(event)
    for one in chosen.order_by("place"):
        if confirms and one.state == State.CONFIRMED:
            continue
        if confirms and one.state == State.WAITING and left is not None:
            if left == 0:
                full += 1
                continue
            left -= 1
        one.state = State.CONFIRMED if confirms else State.DECLINED
        one.decided_at, one.decided_by = timezone.now(), by
        _store(one, event)
        done += 1
    if done:
        action = "exchange.confirm" if confirms else "exchange.decline"
        log(instance=event, action=action, user=by, data={"number": done})
    if not confirms:
        _move_up(event)
    return done, full


def _store(registration: Registration, event: Event) -> None:
    """With its seat in a visit, or without any where there is none at the event."""
    if not registration.visit or registration.state not in SEATED:
        give_visit(registration, event)
    registration.changes += 1
    registration.save()
    _tell(registration)


def _tell(registration: Registration) -> None:
    """Whoever registered, and the readers of the event's page, which says how many cities come."""
    mails.tell_state(registration)
    public_pages_changed([search.record_topic(registration.event_id)])


def _move_up(event: Event) -> None:
    """Free seats go to those who wait, the first of them first."""
    if event.is_cancelled or event.is_over:
        return
    _pass_visits_on(event)
    left = seats_left(event)
    waiting = event.registrations.select_for_update().filter(state=State.WAITING).order_by("place")
    for one in waiting if left is None else waiting[:left]:
        one.state = _seated(event)
        _store(one, event)


def _pass_visits_on(event: Event) -> None:
    """Free seats in visits go to those at the event who have none, and these are told."""
    for one in give_free_visits(event):
        mails.tell_visit(one)


@transaction.atomic
def seats_changed(event: Event) -> None:
    """There are more seats now: those who wait move up."""
    _move_up(_locked(event.pk))


@transaction.atomic
def change(registration: Registration, typed: dict[str, Any]) -> bool:
    """Change what somebody told of themselves; the seat stays. False where it is over or ended."""
    event = _locked(registration.event_id)
    found = Registration.objects.select_for_update().get(pk=registration.pk)
    if not found.is_active or event.is_over:
        return False
    for name in CHANGEABLE:
        setattr(found, name, typed[name])
    give_visit(found, event)
    found.save(update_fields=[*CHANGEABLE, "visit"])
    if not event.is_cancelled:
        _pass_visits_on(event)
    return True


@transaction.atomic
def withdraw(registration: Registration) -> bool:
    """Give the seat back; the next in the order gets it. What was told of needs goes at once."""
    event = _locked(registration.event_id)
    found = Registration.objects.select_for_update().get(pk=registration.pk)
    if not found.is_active or event.is_over:
        return False
    found.state, found.needs = State.WITHDRAWN, ""
    _store(found, event)
    _move_up(event)
    return True


@transaction.atomic
def cancel_event(event: Event, by: Any) -> int:
    """Call the event off and tell all who registered; how many are told."""
    event = _locked(event.pk)
    if not call_off(event, by):
        return 0
    event.refresh_from_db()
    told = list(event.registrations.filter(state__in=ACTIVE))
    for one in told:
        one.event = event
        mails.tell_called_off(one)
    return len(told)


@transaction.atomic
def tell_of_other_days(event: Event) -> None:
    """The days were changed: those who come are told, with the new calendar file."""
    for one in event.registrations.filter(state__in=ACTIVE):
        one.event = event
        mails.tell_changed(one)
