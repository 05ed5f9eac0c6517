"""Figures for editors and for everybody: how long cities wait, what is missing, what is old."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import PageLogEntry, TaskState
from wagtail_localize.models import StringTranslation

from practices.first_then_rest import FirstThenRest
from practices.models import (
    DeclineReason,
    PublicTranslation,
    Record,
    RecordPage,
    ReviewTaskState,
    TranslationHandover,
)
from practices.moderation.lists.queue import late, waiting
from practices.records.originals import only_originals, originals_of_all
from practices.records.translated_parts import is_outdated
from search import services as search

YEAR = timedelta(days=365)
# Reviews that the public figures are made from; more would not change them and would take longer.
MOST_REVIEWS = 20_000
# Records that a list of all of them begins with, for each reason.
MOST_FIRST = 500
LATEST = 100


@dataclass(frozen=True)
class OpenFigures:
    """Moderation of the last twelve months, for everybody: no names, no cities."""

    answered: int
    median_days: float | None
    returned: int
    returned_share: int | None
    waiting: int
    late: int
    declined: list[tuple[str, int]]


def open_figures() -> OpenFigures:
    """How long cities waited for an answer, and how often they were asked for changes."""
    since = timezone.now() - YEAR
    rows = list(
        ReviewTaskState.objects.filter(
            finished_at__gte=since,
            status__in=[TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED],
        )
        .order_by("-finished_at")
        .values_list("started_at", "finished_at", "status")[:MOST_REVIEWS]
    )
    days = [(end - start).total_seconds() / 86_400 for start, end, _status in rows]
    returned = sum(status == TaskState.STATUS_REJECTED for _start, _end, status in rows)
    queue = waiting()
    return OpenFigures(
        answered=len(rows),
        median_days=round(median(days), 1) if days else None,
        returned=returned,
        returned_share=round(100 * returned / len(rows)) if rows else None,
        waiting=queue.count(),
        late=late(queue).count(),
        declined=_declined(since),
    )


def _declined(since: datetime) -> list[tuple[str, int]]:
    """Every reason for which editors decline a record, and how often they have; those that occur first."""
    said = Counter(
        PageLogEntry.objects.filter(action="practices.decline", timestamp__gte=since)
        .order_by("-timestamp")
        .values_list("data__reason", flat=True)[:MOST_REVIEWS]
    )
    reasons = [(str(label), said[code]) for code, label in DeclineReason.choices]
    return sorted(reasons, key=lambda reason: -reason[1])


def by_country() -> list[tuple[str, int, int]]:
    """Country, public records, waiting records; by the country's code."""
    cities = waiting().filter(record__city__isnull=False)
    queue = Counter(map(str, cities.values_list("record__city__country", flat=True)))
    public = search.counts("country")
    return [(code, public.get(code, 0), queue[code]) for code in sorted({*public, *queue})]


def coverage(
    key: Callable[[str], Any] | None = None,
) -> tuple[list[str], list[tuple[str, list[int]]]]:
    """Countries (by ``key``, else by code), and per theme the number of public records in each.

    Zeros show what is missing.
    """
    terms = search.terms()
    themes = sorted(terms.codes("theme"), key=lambda code: terms.place("theme", code))
    cells = search.cross_counts("theme", "country", themes)
    countries = sorted({code for numbers in cells.values() for code in numbers}, key=key)
    return countries, [
        (theme, [cells.get(theme, {}).get(code, 0) for code in countries]) for theme in themes
    ]


def stale() -> QuerySet[RecordPage]:
    """Public records whose review date has passed, the oldest first."""
    today = timezone.localdate()
    old = RecordPage.objects.live().filter(record__review_by__lt=today)
    return (
        only_originals(old).select_related("locale", "record").order_by("record__review_by", "pk")
    )


def small_changes() -> QuerySet[PageLogEntry]:
    """What coordinators and editors have published at once, newest first: for samples."""
    return (
        PageLogEntry.objects.filter(action="practices.minor")
        .select_related("page", "user")
        .order_by("-timestamp")[:LATEST]
    )


TRANSLATION_STATES = (
    "original",
    "not-started",
    "machine",
    "human-draft",
    "handed-over",
    "approved",
    "out-of-date",
)


def translation_rows(records: Iterable[RecordPage]) -> list[tuple[RecordPage, list[str]]]:
    """Each record with the state of each language, in the site's order of languages."""
    found = list(records)
    keys = [record.translation_key for record in found]
    versions: dict[tuple[Any, str], RecordPage] = {
        (page.translation_key, page.locale.language_code): page
        for page in RecordPage.objects.filter(translation_key__in=keys).select_related("locale")
    }
    handed = set(
        TranslationHandover.objects.filter(page__translation_key__in=keys).values_list(
            "page__translation_key", "page__locale__language_code"
        )
    )
    machine = set(
        StringTranslation.objects.filter(
            translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
            context__object_id__in=keys,
        ).values_list("context__object_id", "locale__language_code")
    )
    return [
        (
            record,
            [
                "handed-over"
                if (record.translation_key, code) in handed
                else _state(record, versions.get((record.translation_key, code)), code, machine)
                for code, _n in settings.LANGUAGES
            ],
        )
        for record in found
    ]


def _state(
    record: RecordPage, version: RecordPage | None, code: str, machine: set[tuple[Any, str]]
) -> str:
    if version is not None and version.pk == record.pk:
        return "original"
    if version is None:
        return "not-started"
    if not version.live:
        return "machine" if (record.translation_key, code) in machine else "human-draft"
    return "out-of-date" if is_outdated(version, record) else "approved"


def originals(language: str = "") -> FirstThenRest[RecordPage]:
    """One page of each record, the original.

    Those with a translation out of date come first, then those with one that waits for a second editor (of
    each the newest, :data:`MOST_FIRST` at most), then the newest; of one language if it is given, without the
    records that were written in it.
    """
    outdated = PublicTranslation.objects.filter(is_outdated=True, page__live=True)
    handed = TranslationHandover.objects.all()
    records = Record.objects.all()
    found = originals_of_all().select_related("locale").order_by("-pk")
    if language:
        outdated = outdated.filter(page__locale__language_code=language)
        handed = handed.filter(page__locale__language_code=language)
        records = records.exclude(original_language=language)
        found = found.exclude(locale__language_code=language)
    first: dict[int, RecordPage] = {}
    for asked in (outdated, handed):
        keys = asked.order_by("-page").values_list("page__record", flat=True)[:MOST_FIRST]
        first |= {
            page.pk: page for page in found.filter(record__in=list(keys)).exclude(pk__in=first)
        }
    return FirstThenRest(
        [*first.values()], len(first), found.exclude(pk__in=first), records.count()
    )
