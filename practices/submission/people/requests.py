"""Asking a city to describe something, and its answer: a record begun, or a few words."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kb.models import City
from kb.permissions import cities_of
from practices.mails import invitations as invitation_mails
from practices.models import RecordPage, RecordRequest, RequestOutcome

# Nobody may heap requests upon a city.
MOST_OPEN_FOR_A_CITY = 20
MOST_OPEN_OF_A_PERSON = 5


def open_requests(city: City) -> QuerySet[RecordRequest]:
    """What a city was asked and has not answered, the newest first."""
    asked = RecordRequest.objects.filter(city=city, outcome=RequestOutcome.OPEN)
    return asked.select_related("asked_by", "from_city")


@transaction.atomic
def ask(city: City, by: Any, *, title: str, words: str) -> RecordRequest:
    """Ask a city to describe something; its people get a mail.

    Raises ``ValidationError`` where the city, or this person's patience with it, has enough to do.
    """
    City.objects.select_for_update().get(pk=city.pk)
    waiting = open_requests(city)
    own = waiting.filter(asked_by=by).count()
    if waiting.count() >= MOST_OPEN_FOR_A_CITY or own >= MOST_OPEN_OF_A_PERSON:
        raise ValidationError(_("This city has been asked much already. Wait for its answers."))
    made = RecordRequest.objects.create(
        city=city, title=title, words=words, asked_by=by, from_city=cities_of(by).first()
    )
    invitation_mails.tell_record_requested(made)
    return made


@transaction.atomic
def begun(city: City, number: int, record: RecordPage) -> None:
    """A city has begun the record for which it was asked; nothing happens where it was not asked."""
    answered = open_requests(city).filter(pk=number)
    if answered.update(
        outcome=RequestOutcome.BEGUN, record_id=record.pk, answered_at=timezone.now()
    ):
        invitation_mails.tell_request_answered(RecordRequest.objects.get(pk=number))


@transaction.atomic
def decline(asked: RecordRequest, words: str) -> bool:
    """A city declines with words; False where it has answered already."""
    waiting = RecordRequest.objects.filter(pk=asked.pk, outcome=RequestOutcome.OPEN)
    done = waiting.update(outcome=RequestOutcome.DECLINED, answer=words, answered_at=timezone.now())
    if done:
        invitation_mails.tell_request_answered(RecordRequest.objects.get(pk=asked.pk))
    return bool(done)
