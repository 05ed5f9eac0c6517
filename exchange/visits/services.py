"""Verbs of study visits: ask, talk, propose days, agree, cancel, say that it is done. Each locks the row."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.conversations import MOST_MESSAGES
from exchange.models import Side, StudyVisit, VisitMessage, VisitOffer
from exchange.models.visits import OPEN
from exchange.offers.listing import public_offers
from exchange.permissions import can_arrange_visit, sides_of_visit
from exchange.visits import mails
from exchange.visits.report import begin_report
from kb.models import City
from practices.permissions import can_write_for_city

State = StudyVisit.State
# Nobody heaps visits upon a city.
MOST_OPEN_AT_A_HOST, MOST_OPEN_OF_A_VISITOR = 30, 10
LONGEST = 31


def _locked(visit: StudyVisit) -> StudyVisit:
    visits = StudyVisit.objects.select_for_update(of=("self",))
    return visits.select_related("host", "visitor").get(pk=visit.pk)


def _for_cities(visit: StudyVisit, by: Any) -> StudyVisit:
    """The locked row, for who works for one of the two cities. Raises ``PermissionDenied``."""
    found = _locked(visit)
    if not can_arrange_visit(by, found):
        raise PermissionDenied
    return found


def _store(visit: StudyVisit) -> None:
    visit.changed_at = timezone.now()
    visit.save()


@transaction.atomic
def ask(offer: VisitOffer, visitor: City, values: dict[str, Any], by: Any) -> StudyVisit:
    """A city asks for an offered visit; the host's people get a mail.

    Raises ``PermissionDenied``, and ``ValidationError`` with what stands in the way.
    """
    City.objects.select_for_update().get(pk=offer.city_id)
    if not can_write_for_city(by, visitor):
        raise PermissionDenied
    if offer.city_id == visitor.pk:
        raise ValidationError(_("This is your own city’s offer."))
    if not public_offers().filter(pk=offer.pk).exists():
        raise ValidationError(_("This offer is no longer open."))
    waiting = StudyVisit.objects.filter(state__in=OPEN)
    if waiting.filter(offer=offer, visitor=visitor).exists():
        raise ValidationError(_("Your city has asked for this visit already; see your desk."))
    if (
        waiting.filter(host=offer.city_id).count() >= MOST_OPEN_AT_A_HOST
        or waiting.filter(visitor=visitor).count() >= MOST_OPEN_OF_A_VISITOR
    ):
        raise ValidationError(_("Too many visits are open now. Wait for the answers."))
    themes = values.pop("themes")
    made: StudyVisit = StudyVisit.objects.create(
        offer=offer, host=offer.city, visitor=visitor, title=offer.title, asked_by=by, **values
    )
    made.themes.set(themes)
    mails.tell_visit_asked(made)
    return made


@transaction.atomic
def say(visit: StudyVisit, by: Any, text: str, language: str) -> bool:
    """One more line of the conversation; False where there are very many. Raises ``PermissionDenied``."""
    found = _locked(visit)
    sides = sides_of_visit(by, found)
    if not sides:
        raise PermissionDenied
    if found.messages.count() >= MOST_MESSAGES:
        return False
    said = VisitMessage.objects.create(
        visit=found, author=by, side=sides[0], text=text, language=language
    )
    mails.tell_visit_message(found, said.pk, sides[0])
    return True


@transaction.atomic
def propose(
    visit: StudyVisit, by: Any, first: date, last: date, programme: str, language: str
) -> bool:
    """Days and programme, for the other side to agree to; agreed ones are open again.

    False where the visit has ended. Raises ``PermissionDenied``.
    """
    found = _for_cities(visit, by)
    if not found.is_open:
        return False
    side = sides_of_visit(by, found)[0]
    found.starts_on, found.ends_on, found.programme = first, last, programme
    found.programme_language = language
    found.state, found.proposed_by = State.ASKED, side
    found.sequence += 1
    _store(found)
    mails.tell_days_proposed(found, side)
    return True


@transaction.atomic
def agree(visit: StudyVisit, by: Any, sequence: int) -> bool:
    """The other side agrees to the days that it has read; False where they stand otherwise by now.

    Raises ``PermissionDenied``.
    """
    found = _for_cities(visit, by)
    today = timezone.localdate()
    if (
        found.state != State.ASKED
        or found.sequence != sequence
        or found.starts_on is None
        or found.starts_on < today
        or not set(sides_of_visit(by, found)) - {found.proposed_by}
    ):
        return False
    found.state = State.AGREED
    _store(found)
    mails.tell_visit_agreed(found)
    return True


@transaction.atomic
def cancel(visit: StudyVisit, by: Any) -> bool:
    """Either city calls it off, for good; False where it has ended. Raises ``PermissionDenied``."""
    found = _for_cities(visit, by)
    if not found.is_open:
        return False
    side = sides_of_visit(by, found)[0]
    found.state, found.cancelled_by, found.ended_on = State.CANCELLED, side, timezone.localdate()
    found.sequence += 1
    _store(found)
    mails.tell_visit_cancelled(found, side)
    return True


@transaction.atomic
def took_place(visit: StudyVisit, by: Any, language: str) -> bool:
    """It is done: the report is begun in this language; False before its last day.

    Raises ``PermissionDenied``.
    """
    found = _for_cities(visit, by)
    if found.state != State.AGREED or not found.is_over:
        return False
    found.report = begin_report(found, by, language)
    found.state, found.ended_on = State.DONE, found.ends_on
    _store(found)
    mails.tell_report_begun(found)
    return True


@transaction.atomic
def tell_taken_home(visit: StudyVisit, by: Any, text: str, language: str) -> bool:
    """What the visitors took home, told to the host; False before the visit. Raises ``PermissionDenied``."""
    found = _for_cities(visit, by)
    if Side.VISITOR not in sides_of_visit(by, found):
        raise PermissionDenied
    if found.state != State.DONE:
        return False
    found.taken_home, found.taken_home_language = text, language
    _store(found)
    return True


def overlapping(city: City, visit: StudyVisit) -> list[StudyVisit]:
    """Other agreed visits of a city on days of this one."""
    if not visit.has_days or not visit.is_open:
        return []
    agreed = StudyVisit.objects.filter(
        state=State.AGREED, starts_on__lte=visit.ends_on, ends_on__gte=visit.starts_on
    ).exclude(pk=visit.pk)
    theirs = agreed.filter(host=city) | agreed.filter(visitor=city)
    return list(theirs.select_related("host", "visitor").order_by("starts_on", "key")[:5])
