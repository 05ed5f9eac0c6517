"""Somebody called by a first name alone: "Omar rang us in tears", "we first met Yusuf", "Murat Y. kam nie".

Whoever bears an office is told of with the whole name. A first name alone, or with an initial, in a sentence
of what people did with each other is somebody whom a worker knows.
"""

from __future__ import annotations

from collections.abc import Iterator

from practices.submission.guard.finders.ages import ends_before
from practices.submission.guard.finders.forms import AND, is_doubtful, is_first_name
from practices.submission.guard.finders.persons import (
    PARTICLES,
    PLACE_BEFORE,
    Person,
    Persons,
    is_named,
)
from practices.submission.guard.finders.subjects import starts
from practices.submission.guard.found import Found
from practices.submission.guard.reading import Reading
from practices.submission.guard.rules import phrases, phrases_of, place_names, word_set

AROUND, SHORTEST = 16, 3
QUOTES = frozenset("«»“”„\"'‘")
# Where one of these stands in the sentence, nobody is told of whom a worker knows.
OTHERS = ("titles_of_works", "lessons", "memory", "founded_by", "in_works", "said_to_all")
# Right before a name: "Herr Jensen", "our mentors Paul and Amira".
BEARERS = ("titles", "helpers")
DEALT_WITH = ("dealings", "in_person")
# German nouns have capitals; behind one of these stands a thing, behind others a place.
ARTICLES = frozenset(
    (
        *("der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer"),
        *("kein", "keine", "keinen", "the"),
    )
)
PLACES = PLACE_BEFORE - {"to", "a", "ad", "bei", "на", "from"}


def alone(reading: Reading, persons: Persons, language: str) -> Iterator[Found]:
    """Each of them, where the sentence tells what somebody did with others."""
    for person in persons.all:
        first, end = _given_name(reading, person), person.end
        if first is None or _is_a_word(reading, first) or _is_of_others(reading, first, end):
            continue
        if _is_close(reading, first, end, language) or (
            _is_dealt_with(reading, first, language) and not _has_office(reading, first, end)
        ):
            yield Found("name", reading.starts[first], reading.ends[end - 1], who="young")


def _given_name(reading: Reading, person: Person) -> int | None:
    """Where a sure first name begins that stands alone or with an initial, or None."""
    first, end = person.first, person.end
    for at in range(first + 1, end - 1):
        # "Der Trainer von Dennis": in capitals, because a noun or the sentence begins so
        if reading.words[at] in PARTICLES and not is_first_name(reading.words[at - 1]):
            first = at + 1
    if end - first == 2 and starts(reading, first) and not is_first_name(reading.words[first]):
        first += 1
    if end - first == 2 and len(reading.raw(end - 1)) == 1 and reading.raw(end - 1).isupper():
        end -= 1
    word = reading.words[first]
    if end - first != 1 or len(word) < SHORTEST or reading.raw(first).isupper():
        return None
    sure = is_first_name(word) and not is_doubtful(word) and word not in place_names()
    is_whole = (first, end) == (person.first, person.end)
    return first if sure and (is_named(person) or not is_whole) else None


def _is_a_word(reading: Reading, first: int) -> bool:
    # "den Saal", "10 Tage", "в Лиепае", "Awan, I. (2020)", "Наш"
    word, before = reading.words[first], reading.words[first - 1] if first else ""
    if any(phrases(table).at(reading, first) is not None for table in ("in_person", "pronouns")):
        return True
    if (
        before in ARTICLES
        or before.isdecimal()
        or before in PLACES
        or word in word_set("no_lone_names")
    ):
        return True
    behind = first + 1
    is_cited = behind < len(reading) and reading.gap(behind) == ", "
    return is_cited and len(reading.words[behind]) == 1


def _is_of_others(reading: Reading, first: int, end: int) -> bool:
    """Whether it is quoted, or the sentence is of a work, a memory or all readers, or names a helper."""
    around = reading.sentence(first, AROUND)
    behind = reading.after(end - 1)[:1]
    if QUOTES.intersection(reading.gap(first) if first else ""):
        return True
    if behind in QUOTES and behind not in ("'", "’"):
        return True
    if any(phrases(table).has(reading, around) for table in OTHERS):
        return True
    # "our mentors Paul and Amira"
    behind_bearer = first - 2 if first > 2 and reading.words[first - 1] in AND else first
    return any(ends_before(reading, table, behind_bearer, 1) is not None for table in BEARERS)


def _is_dealt_with(reading: Reading, first: int, language: str) -> bool:
    around = reading.sentence(first, AROUND)
    # "La campagne … Elle s’appelle Marianne": whoever is called so is found by that
    if phrases_of("named_so", language).has(reading, around):
        return False
    return any(phrases_of(table, language).has(reading, around) for table in DEALT_WITH)


def _is_close(reading: Reading, first: int, end: int, language: str) -> bool:
    """Whether somebody close to them is told of right beside the name: "Amir's mother"."""
    if end < len(reading) and phrases_of("close_to", language).at(reading, end) is not None:
        return True
    return ends_before(reading, "close_to", first, language=language) is not None


def _has_office(reading: Reading, first: int, end: int) -> bool:
    beside = range(max(0, first - 2), min(len(reading), end + 2))
    return phrases("functions").has(reading, beside)
