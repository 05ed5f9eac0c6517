"""Somebody told of in sentences of their own: "His name is …", "The client is the only dentist in …"."""

from __future__ import annotations

from collections.abc import Iterator

from practices.submission.guard.finders.lives import TURKISH_OWNER
from practices.submission.guard.finders.persons import Person, Persons
from practices.submission.guard.finders.subjects import no_place
from practices.submission.guard.found import Found
from practices.submission.guard.reading import Reading
from practices.submission.guard.rules import phrases, phrases_of

AROUND = 14
# Who is named in a sentence of its own was told of before: of a thing it would be said otherwise.
OF_SOMEBODY = ("described", "roles", "youngest", "the_client", "our_client", "one_of")


def told(reading: Reading, persons: Persons, language: str) -> Iterator[Found]:
    """Names behind the words for being called, and clients who are the only ones of a kind."""
    for first, end, _language in phrases_of("named_so", language).find(reading):
        one = persons.beginning(end)
        if language == "tr" and _is_owned(reading, first):
            continue
        if one is not None and _is_a_name(reading, one) and _is_of_somebody(reading, first):
            yield Found("name", reading.starts[first], reading.ends[one.end - 1], who="young")
    for first, end, _language in phrases_of("the_only", language).find(reading):
        around = reading.sentence(first, AROUND)
        for table in ("the_client", "our_client"):
            clients = phrases(table).find(reading, range(around.start, first))
            if clients:
                start = reading.starts[clients[0][0]]
                yield Found("name", start, reading.ends[end - 1], who="adult")
                break


def _is_owned(reading: Reading, index: int) -> bool:
    # "Projenin adı …": a thing's name, if the owner is no person
    if not index or not reading.joined(index):
        return False
    owner = TURKISH_OWNER.fullmatch(reading.words[index - 1]) is not None
    return owner and phrases("described").at(reading, index - 1) is None


def _is_a_name(reading: Reading, one: Person) -> bool:
    return one.known or (one.end - one.first > 1 and no_place(reading, one))


def _is_of_somebody(reading: Reading, index: int) -> bool:
    # "The campaign began in May. It …"; but "The youngest came last. His name is …"
    around = reading.sentence(index, AROUND)
    before = reading.sentence(max(0, around.start - 1), AROUND)
    within = range(before.start, index)
    if any(phrases(table).has(reading, within) for table in OF_SOMEBODY):
        return True
    return not phrases("organisations").has(reading, range(before.start, around.stop))
