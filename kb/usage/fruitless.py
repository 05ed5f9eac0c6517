"""Searches that found nothing, as words of a week and a language: kept once three visitors typed them.

Who typed them is known to :mod:`kb.usage.shared_memory` alone, as a hash and until the week ends. Words that
could lead to a person, by the guard over persons, are not kept, however many typed them.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.http import HttpRequest
from django.utils import timezone

from kb.contact.persons import names_in, persons_in
from kb.models import FruitlessSearch
from kb.usage.counting import Waiting
from kb.usage.shared_memory import TALLIES
from kb.usage.visitors import reader_of
from search.analysis import lowered
from search.table.upserts import add_up

ENOUGH_VISITORS = 3
LONGEST_WORDS = 120
KEPT_WEEKS = 52


def _write(counts: dict[tuple[date, str, str], int]) -> None:
    """Write what the guard lets pass; and once a year is over, words are forgotten."""
    kept = {key: number for key, number in counts.items() if not leads_to_a_person(key[2])}
    if kept:
        add_up(FruitlessSearch, ("week", "language", "words"), "visitors", kept)
        oldest = monday(timezone.localdate()) - timedelta(weeks=KEPT_WEEKS)
        FruitlessSearch.objects.filter(week__lt=oldest).delete()


WAITING = Waiting(_write)


def note(request: HttpRequest, language: str, typed: str, found: int) -> None:
    """Hear of a search; of one that found nothing, count the visitor once a week."""
    words = as_noted(typed, language)
    if found or not words:
        return
    reader = reader_of(request)
    if not reader:
        return
    week = monday(timezone.localdate())
    left = _seconds_until(week + timedelta(weeks=1))
    what = (week.isoformat(), language, words)
    if TALLIES.add("typed", *what, reader, seconds=left) != 1:
        return
    visitors = TALLIES.add("visitors", *what, seconds=left)
    if visitors >= ENOUGH_VISITORS:
        WAITING.add((week, language, words), visitors if visitors == ENOUGH_VISITORS else 1)


def as_noted(typed: str, language: str) -> str:
    """Words as they are compared and kept: small letters, single blanks; empty where they are too long."""
    words = " ".join(lowered(typed.replace("\x00", " "), language).split())
    is_readable = any(map(str.isalpha, words)) and "\ufffd" not in words
    return words if is_readable and len(words) <= LONGEST_WORDS else ""


def leads_to_a_person(words: str) -> bool:
    """Whether the guard finds a person in words that have lost their capitals, or a first name among them."""
    return bool(names_in(words)) or any(persons_in(text, "") for text in (words, words.title()))


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def _seconds_until(day: date) -> int:
    end = timezone.make_aware(datetime.combine(day, time.min))
    return max(1, int((end - timezone.now()).total_seconds()))
