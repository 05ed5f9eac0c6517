"""Which dates of trainings are to come, of trainings that anybody may read; filtered, page by page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from kb.models import City
from kb.models.visibility import public
from kb.templatetags.kb_tags import language_name
from kb.texts.current_language import current_language
from kb.texts.sorting import name_key
from practices.models import RecordPage, TrainingDate, TrainingMode
from practices.records.training_dates import coming
from search import services as search
from search.answer.hits import Hit

PER_PAGE = 30
# What a calendar of all dates holds; no more than a program reads at once.
MOST_IN_CALENDAR = 500
LONGEST_CODE = 10
CODE = re.compile(r"[a-z0-9-]{1,50}")
DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Listed:
    """A date with the training as it is listed, in the reader's language where it can be."""

    date: TrainingDate
    hit: Hit


@dataclass(frozen=True)
class Choices:
    """What somebody chose of a list: always valid, empty where nothing was."""

    language: str = ""
    mode: str = ""
    open_to_others: bool = False
    city: str = ""
    since: date | None = None

    @property
    def query(self) -> str:
        """As the beginning of a question, for the next page."""
        chosen = {
            "language": self.language,
            "mode": self.mode,
            "open": "1" * self.open_to_others,
            "city": self.city,
            "since": self.since.isoformat() if self.since else "",
        }
        return "".join(f"{name}={value}&" for name, value in chosen.items() if value)


def choices_of(asked: Mapping[str, str]) -> Choices:
    """Unknown values count as none."""
    language, mode = asked.get("language", ""), asked.get("mode", "")
    is_code = language.isascii() and language.isalpha() and len(language) <= LONGEST_CODE
    return Choices(
        language if is_code else "",
        mode if mode in TrainingMode.values else "",
        asked.get("open") == "1",
        city if CODE.fullmatch(city := asked.get("city", "")) else "",
        _day(asked.get("since", "")),
    )


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed) if DAY.fullmatch(typed) else None
    except ValueError:
        return None


def public_dates() -> QuerySet[TrainingDate]:
    """The coming dates of trainings that anybody may read, the next first; archived trainings apart."""
    pages = public(RecordPage.objects.filter(record=OuterRef("record")))
    dates = TrainingDate.objects.filter(Exists(pages), record__archived_on=None)
    return coming(dates).select_related("record__city")


def chosen(dates: QuerySet[TrainingDate], choices: Choices) -> QuerySet[TrainingDate]:
    """Those of them that fit."""
    if choices.language:
        dates = dates.filter(language=choices.language)
    if choices.mode:
        dates = dates.filter(mode=choices.mode)
    if choices.open_to_others:
        dates = dates.filter(open_to_others=True)
    if choices.city:
        dates = dates.filter(record__city__code=choices.city)
    if choices.since:
        dates = dates.filter(ends_on__gte=choices.since)
    return dates


def languages(dates: QuerySet[TrainingDate]) -> list[tuple[str, str]]:
    """The languages in which trainings are to come, by name."""
    codes = set(dates.order_by().values_list("language", flat=True).distinct())
    return sorted(((code, language_name(code)) for code in codes), key=lambda one: one[1])


def cities(dates: QuerySet[TrainingDate]) -> list[tuple[str, str]]:
    """The cities where trainings are to come, by name."""
    found = City.objects.filter(pk__in=dates.order_by().values("record__city"))
    return sorted(((city.code, city.name_in()) for city in found), key=lambda one: name_key(one[1]))


def listed(dates: Iterable[TrainingDate]) -> list[Listed]:
    """Each with its training, in one question; what the search does not hold yet is left out."""
    rows = list(dates)
    language = current_language()
    keys = {row.record_id for row in rows}
    hits = search.records_by_key(keys, language=language) if keys else []
    by_key = {UUID(hit.id): hit for hit in hits}
    return [Listed(row, by_key[row.record_id]) for row in rows if row.record_id in by_key]
