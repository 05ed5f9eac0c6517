"""The peer check: a city like it is asked whether a silent city's work still runs, before it is archived."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from kb.cities.likeness import cities_like
from kb.models import City
from practices.mails.peers import tell_peer_answered, tell_peer_asked
from practices.models import PeerAnswer, PeerCheck, Record, RecordPage
from practices.records.freshness import answered_for, silent
from practices.records.life import tell_readers

# So many are asked in one run, and of one city at a time.
MOST_ASKED_A_DAY = 50
MOST_OPEN_OF_A_CITY = 3


def open_checks(city: City) -> QuerySet[PeerCheck]:
    """What a city is asked about the work of others, as long as nobody has confirmed or archived it."""
    asked = PeerCheck.objects.filter(city=city, answer=PeerAnswer.OPEN, record__archived_on=None)
    return asked.select_related("record")


def with_records(checks: QuerySet[PeerCheck]) -> list[tuple[PeerCheck, RecordPage]]:
    """These questions with the records that they are about; confirmed and hidden ones are left out."""
    found = []
    for check in checks[:MOST_OPEN_OF_A_CITY]:
        record = answered_for(check.record)
        if record is not None and check.record.review_by == check.review_by:
            found.append((check, record))
    return found


def ask_peers(today: date) -> int:
    """Ask a city about each record that has been silent for long; how many were asked about."""
    asked = 0
    for row in silent(today)[:MOST_ASKED_A_DAY]:
        record = answered_for(row)
        city = likest_city(record) if record is not None else None
        if record is not None and city is not None:
            asked += _ask(row, record, city, today)
    return asked


def likest_city(record: RecordPage) -> City | None:
    """The likest city where somebody works for it and that is not being asked much already."""
    own = record.city
    if own is None:
        return None
    themes = {one.code: 1 for one in record.concepts.all() if one.facet == "theme"}
    codes = [one["code"] for one in cities_like(own, themes, record.locale.language_code)]
    waiting = Count("peer_checks", filter=Q(peer_checks__answer=PeerAnswer.OPEN), distinct=True)
    free = (
        City.objects.filter(code__in=codes, people__user__is_active=True)
        .annotate(waiting=waiting)
        .filter(waiting__lt=MOST_OPEN_OF_A_CITY)
    )
    by_code = {city.code: city for city in free}
    return next((by_code[code] for code in codes if code in by_code), None)


@transaction.atomic
def _ask(row: Record, record: RecordPage, city: City, today: date) -> bool:
    if row.review_by is None:
        return False
    check, made = PeerCheck.objects.get_or_create(
        record=row, review_by=row.review_by, defaults={"city": city, "asked_on": today}
    )
    if made:
        tell_peer_asked(check, record)
    return made


@transaction.atomic
def answer_check(check: PeerCheck, answer: str, by: Any) -> bool:
    """A city says what it knows; False where it has answered already. Readers of the record see it."""
    done = PeerCheck.objects.filter(pk=check.pk, answer=PeerAnswer.OPEN).update(
        answer=answer, answered_on=timezone.localdate(), answered_by=by
    )
    if done:
        check.refresh_from_db()
        tell_readers(check.record)
        record = answered_for(check.record)
        if record is not None and answer != PeerAnswer.UNKNOWN:
            tell_peer_answered(check, record)
    return bool(done)
