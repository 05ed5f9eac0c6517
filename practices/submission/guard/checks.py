"""All checks of a text for persons, in one go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from practices.submission.guard.finders.alone import alone
from practices.submission.guard.finders.births import births
from practices.submission.guard.finders.lists import listed
from practices.submission.guard.finders.names import named_with_age
from practices.submission.guard.finders.persons import Persons
from practices.submission.guard.finders.roles import roles
from practices.submission.guard.finders.singled_out import singled_out
from practices.submission.guard.finders.told import told
from practices.submission.guard.found import Found
from practices.submission.guard.reading import Reading
from practices.submission.guard.rules import LANGUAGES, language_of, neutral, phrases
from practices.submission.guard.traces.contacts import emails, profiles
from practices.submission.guard.traces.national import accounts, national_numbers
from practices.submission.guard.traces.papers import cases, papers, plates
from practices.submission.guard.traces.phones import phones
from practices.submission.guard.traces.places import homes

# What is found twice at one place is told once, as the first of these.
ORDER = (
    "email", "iban", "national-number", "passport", "phone", "plate", "case", "address", "birth",
    "name-and-age", "described", "singled-out", "name", "handle",
)  # fmt: skip


# What is told of somebody who may be invented.
OF_ONE = frozenset(("name-and-age", "described", "singled-out", "name"))
AROUND = 20


def persons_in(text: str, region: str = "", language: str = "") -> list[Found]:
    """What in a text could lead to somebody, in the order of the text; nothing within something else."""
    reading = Reading(text)
    if language not in LANGUAGES:
        language = language_of(reading.words)
    # Of two that tell the same words the one that was found first counts.
    found = sorted(
        dict.fromkeys(_all(reading, region.upper(), language)),
        key=lambda one: (ORDER.index(one.kind), one.start, -one.end),
    )
    kept: list[Found] = []
    taken = bytearray(len(text) + 1)
    for one in found:
        if _is_made_up(reading, one):
            continue
        if any(taken[one.start : one.end]):
            continue
        taken[one.start : one.end] = b"\x01" * (one.end - one.start)
        kept.append(replace(one, instead=neutral(language, one.who or one.kind)))
    return sorted(kept, key=lambda one: one.start)


def _is_made_up(reading: Reading, found: Found) -> bool:
    # "Imagine a boy named Sam. He is 15."
    if found.kind not in OF_ONE:
        return False
    index = max(0, reading.word_before(found.start + 1))
    around = reading.sentence(index, AROUND)
    before = reading.sentence(max(0, around.start - 1), AROUND)
    behind = reading.sentence(min(len(reading) - 1, around.stop), AROUND)
    return phrases("made_up").has(reading, range(before.start, behind.stop))


def _all(reading: Reading, region: str, language: str) -> Iterator[Found]:
    persons = Persons(reading, language)
    yield from emails(reading)
    yield from accounts(reading)
    yield from national_numbers(reading, region)
    yield from papers(reading)
    yield from phones(reading, persons, region)
    yield from plates(reading)
    yield from cases(reading)
    yield from homes(reading, persons)
    yield from births(reading, persons, language)
    yield from named_with_age(reading, persons, language)
    yield from roles(reading, persons)
    yield from told(reading, persons, language)
    yield from singled_out(reading, language)
    yield from alone(reading, persons, language)
    yield from listed(reading, persons)
    yield from profiles(reading)
