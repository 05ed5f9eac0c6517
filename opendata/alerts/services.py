"""Alerts: asked for, confirmed by the link, stopped with one click, forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from opendata.alerts import mails
from opendata.models import Alert, Rhythm
from search import services as search
from search.request.request import SearchRequest

# What was never confirmed is kept as long as its link lasts.
LINK_LASTS = timedelta(days=14)
# After so long whoever follows a search is asked whether it is still wanted, and has so long to say so.
ASKED_AGAIN = timedelta(days=730)
TIME_TO_ANSWER = timedelta(days=30)
MOST_OF_AN_ADDRESS = 20


def is_narrow(asked: SearchRequest) -> bool:
    """Whether a search asks for anything: of all records nobody is told."""
    return asked.has_words or bool(asked.facets) or asked.has_years


def request_of(alert: Alert) -> SearchRequest:
    """The search that is followed."""
    return search.parse(QueryDict(alert.query), alert.language)


@transaction.atomic
def follow(asked: SearchRequest, email: str, rhythm: str) -> None:
    """Send the link that begins the alert. Nothing tells whether the address follows something already."""
    email = email.lower()
    query = asked.query_string.removeprefix("?")
    # Two requests at once wait for one another here, and count what the other has made.
    known = Alert.objects.filter(email=email)
    list(known.select_for_update().values_list("pk"))
    if known.count() >= MOST_OF_AN_ADDRESS:
        return
    alert, _new = Alert.objects.get_or_create(
        email=email, language=asked.language, query=query, defaults={"rhythm": rhythm}
    )
    mails.tell_to_confirm(alert, Rhythm(rhythm), search.in_words(asked))


def alert_to_confirm(token: str) -> tuple[Alert, Rhythm] | None:
    """The alert that a link begins, in which rhythm; None for a link that nobody was sent, or too old."""
    try:
        key, rhythm = signing.loads(token[:1000], salt=mails.CONFIRM_SALT, max_age=LINK_LASTS)
        found = Alert.objects.filter(pk=key).first()
        return (found, Rhythm(rhythm)) if found else None
    except (signing.BadSignature, TypeError, ValueError):
        return None


def alert_to_stop(token: str) -> Alert | None:
    """The alert that a link ends, however old it is."""
    try:
        return Alert.objects.filter(pk=signing.loads(token[:1000], salt=mails.STOP_SALT)).first()
    except (signing.BadSignature, TypeError, ValueError):
        return None


@transaction.atomic
def confirm(alert: Alert, rhythm: Rhythm) -> bool:
    """It begins now, or goes on; whether it is still there: one that was ended meanwhile stays deleted."""
    found = Alert.objects.select_for_update().filter(pk=alert.pk).first()
    if found is None:
        return False
    now = timezone.now()
    found.rhythm, found.confirmed_at, found.asked_again_at = rhythm, now, None
    found.told_until = found.told_until or now
    found.save(update_fields=["rhythm", "confirmed_at", "asked_again_at", "told_until"])
    return True


def forget(now: datetime) -> int:
    """Delete what was never confirmed, and what nobody wants any longer; ask those of two years ago."""
    never = Alert.objects.filter(confirmed_at=None, asked_at__lt=now - LINK_LASTS)
    silent = Alert.objects.filter(asked_again_at__lt=now - TIME_TO_ANSWER)
    gone = never.delete()[0] + silent.delete()[0]
    old = Alert.objects.filter(confirmed_at__lt=now - ASKED_AGAIN, asked_again_at=None)
    for alert in old.iterator():
        with transaction.atomic():
            mails.ask_again(alert)
            alert.asked_again_at = now
            alert.save(update_fields=["asked_again_at"])
    return gone
