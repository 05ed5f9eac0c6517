"""Verbs of needs: ask, talk, end, and the note with its way to the editors. Each locks the row."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.conversations import MOST_MESSAGES
from exchange.models import Need, NeedMessage, NeedSide
from exchange.needs import mails
from exchange.needs.kind import NOTES
from exchange.needs.matching import likely_helpers
from exchange.permissions import can_end_need, can_send, can_write_note, side_in_need
from exchange.review import services as review
from kb.models import City
from practices.permissions import can_write_for_city

State = Need.State
# Each goes to a dozen cities: nobody wants many of them.
MOST_A_MONTH = 3
MONTH = timedelta(days=30)


@transaction.atomic
def ask(city: City, values: dict[str, Any], by: Any) -> Need:
    """A city asks; likely cities and the secretariat get a mail.

    Raises ``PermissionDenied``, and ``ValidationError`` where it has asked very often.
    """
    City.objects.select_for_update().get(pk=city.pk)
    if not can_write_for_city(by, city):
        raise PermissionDenied
    since = timezone.now() - MONTH
    if Need.objects.filter(city=city, asked_at__gt=since).count() >= MOST_A_MONTH:
        raise ValidationError(
            _("Your city has asked %(limit)d times this month. Wait for the answers.")
            % {"limit": MOST_A_MONTH}
        )
    themes = values.pop("themes")
    made: Need = Need.objects.create(city=city, asked_by=by, edited_by=by, **values)
    made.themes.set(themes)
    told = [one.city for one in likely_helpers(made)]
    made.told.set(told)
    mails.tell_need_asked(made, told)
    return made


@transaction.atomic
def say(need: Need, helper: City, by: Any, text: str, language: str) -> bool:
    """One more line of the conversation with a city that helps; false where it has ended, or is very long.

    Raises ``PermissionDenied``.
    """
    found = review.locked(need)
    side = side_in_need(by, found, helper)
    if side is None:
        raise PermissionDenied
    lines = found.messages.filter(helper=helper)
    if not found.is_open or lines.count() >= MOST_MESSAGES:
        return False
    # The city that asks answers those who have come forward; it writes to nobody else.
    if side != NeedSide.HELPING and not lines.exists():
        return False
    said = NeedMessage.objects.create(
        need=found, helper=helper, author=by, side=side, text=text, language=language
    )
    mails.tell_need_message(found, helper, said.pk, side)
    return True


@transaction.atomic
def end(need: Need, by: Any) -> bool:
    """Nobody is asked any longer; false where it has ended. Raises ``PermissionDenied``."""
    found = review.locked_for(need, by, can_end_need)
    if not found.is_open:
        return False
    found.state, found.ended_on = State.CLOSED, timezone.localdate()
    found.save()
    return True


@transaction.atomic
def store_note(need: Need, by: Any, typed: dict[str, str]) -> Need:
    """Store what came of it; the need has ended. A public note leaves its readers until it was read anew.

    Raises ``PermissionDenied``.
    """
    found = review.locked_for(need, by, can_write_note)
    was_public = found.state == State.PUBLIC
    if typed["language"] != found.language:
        found.translations.all().delete()
    for name in ("title", "note"):
        if typed[name] != getattr(found, name):
            found.translations.update(**{name: ""})
    found.title, found.note, found.edited_by = typed["title"], typed["note"], by
    found.language = typed["language"]
    found.version += 1
    if found.state != State.CHANGES:
        found.state = State.CLOSED
    found.ended_on = found.ended_on or timezone.localdate()
    found.save()
    if was_public:
        NOTES.readers_changed(found)
    return found


@transaction.atomic
def send_note(need: Need, by: Any) -> bool:
    """Hand the note to the editors; false where it is with them already. Raises ``PermissionDenied``."""
    before = {State.CLOSED, State.CHANGES, State.WITHDRAWN} if need.note else set()
    sent = review.hand_in(need, by, can_send, before)
    if sent:
        mails.tell_note_sent(sent)
    return sent is not None


def take_back(need: Need, by: Any) -> bool:
    """The city writes on; false where the editors have answered. Raises ``PermissionDenied``."""
    return review.move(NOTES, need, by, can_send, {State.SENT}, State.CLOSED)


def withdraw(need: Need, by: Any) -> bool:
    """The city takes its note from the readers. Raises ``PermissionDenied``."""
    return review.move(NOTES, need, by, can_send, {State.PUBLIC}, State.WITHDRAWN)
