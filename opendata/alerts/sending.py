"""Sending alerts, once a day: each search is gone through once for all who follow it in a language."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Q
from django.utils.translation import override

from kb.site.addresses import absolute
from opendata.alerts.mails import Told, tell_changes
from opendata.alerts.services import is_narrow, request_of
from opendata.facts import Teller
from opendata.models import Alert, Rhythm
from opendata.requests import whole_list
from search import services as search
from search.request.request import SearchRequest

# A little less than a week and a month: the run of one day is not always at the same minute.
AFTER = {
    Rhythm.WEEKLY: timedelta(days=7) - timedelta(hours=2),
    Rhythm.MONTHLY: timedelta(days=30) - timedelta(hours=2),
}
# More changes than that nobody reads in a mail.
MOST_CHANGES = 1000


def send_alerts(now: datetime) -> int:
    """Write what is due; how many mails."""
    due = Q()
    for rhythm, after in AFTER.items():
        due |= Q(rhythm=rhythm, told_until__lte=now - after)
    alerts = (
        Alert.objects.filter(due).exclude(confirmed_at=None).order_by("language", "query", "key")
    )
    sent = 0
    for _search, group in groupby(alerts.iterator(), key=lambda one: (one.language, one.query)):
        sent += _send(list(group), now)
    return sent


def _send(alerts: list[Alert], now: datetime) -> int:
    """To all who follow one search; what is told is what is public at this moment."""
    asked = request_of(alerts[0])
    since = min(alert.told_until for alert in alerts if alert.told_until)
    # Codes that it named may be gone: then it would be a search for everything.
    changed = _changed(asked, since, now) if is_narrow(asked) else []
    sent = 0
    with override(asked.language):
        words, link = search.in_words(asked), absolute(search.address(asked))
    for alert in alerts:
        last = alert.told_until or now
        told = [one for one in changed if one.changed > last]
        with transaction.atomic():
            # One that was ended meanwhile, or that another run has told already, gets nothing.
            mine = Alert.objects.filter(pk=alert.pk, told_until=alert.told_until)
            if mine.update(told_until=now) and told:
                tell_changes(alert, words, link, told, now)
                sent += 1
    return sent


def _changed(asked: SearchRequest, since: datetime, until: datetime) -> list[Told]:
    """What changed for readers in between, the last first. A rebuild of documents is no change."""
    teller = Teller(asked.language)
    told = []
    for record in search.changed_records(whole_list(asked), since, until, MOST_CHANGES):
        facts = teller.facts(record)
        moment = record.changed_at or until
        told.append(
            Told(str(record.key), facts.title, facts.city_label, record.published_at, moment)
        )
    return told
