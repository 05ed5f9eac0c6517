"""Somebody whom a small place knows without a name: the only one of a kind there."""

from __future__ import annotations

from collections.abc import Iterator

from practices.submission.guard.finders.lives import CLASS
from practices.submission.guard.found import Found
from practices.submission.guard.reading import Reading
from practices.submission.guard.rules import phrases, phrases_of, place_names

# So many words tell of whom is spoken: "only young Chechen boy from Grozny".
MOST_WORDS = 5
KIND, PERSON = "origins", ("described", "who_else")


def singled_out(reading: Reading, language: str) -> Iterator[Found]:
    """ "The only Chechen boy in year 9", "köydeki tek Suriyeli aile"; not "the only Muslim school"."""
    for table in ("the_only", "the_only_bare"):
        for first, end, _language in phrases_of(table, language).find(reading):
            stop = _behind_a_kind(reading, end, language)
            start: int | None = first
            if stop is not None and language == "tr":
                start = _small_place_before(reading, first)
            elif stop is not None:
                stop = _small_place_at(reading, stop, language)
            if start is not None and stop is not None:
                yield Found(
                    "singled-out", reading.starts[start], reading.ends[stop - 1], who="young"
                )


def _behind_a_kind(reading: Reading, index: int, language: str) -> int | None:
    """The end of the words that say who it is, if they say of what kind and of nothing but people."""
    begin, is_of_a_kind = index, False
    while index < min(len(reading), begin + MOST_WORDS) and (
        index == begin or reading.joined(index)
    ):
        if origin := phrases_of(KIND, language).at(reading, index):
            index, is_of_a_kind = origin[0], True
        elif person := _person_at(reading, index):
            index = person
        elif country := _country_at(reading, index, language):
            index, is_of_a_kind = country, True
        else:
            break
    if not is_of_a_kind:
        return None
    # In Turkish the noun comes last: "tek Müslüman okulu" is a school.
    goes_on = index < len(reading) and reading.joined(index)
    if language == "tr" and goes_on and _person_at(reading, index - 1) is None:
        return None
    return index


def _person_at(reading: Reading, index: int) -> int | None:
    ends = [found[0] for table in PERSON if (found := phrases(table).at(reading, index))]
    return max(ends, default=None)


def _country_at(reading: Reading, index: int, language: str) -> int | None:
    """ "from Iraq", "aus Tschetschenien"."""
    found = phrases_of("from_where", language).at(reading, index)
    if found is None or found[0] >= len(reading) or not reading.is_capital(found[0]):
        return None
    named = reading.words[found[0]] in place_names() or language == "ru"
    return found[0] + 1 if named else None


def _small_place_at(reading: Reading, index: int, language: str) -> int | None:
    if index >= len(reading) or not reading.joined(index):
        return None
    if found := phrases_of("small_places", language).at(reading, index):
        end = found[0]
        # "in year 9"
        numbered = end < len(reading) and reading.joined(end) and reading.words[end].isdecimal()
        return end + numbered
    # "the only Chechen family in Saltersby", "l’unica famiglia bosniaca a Valdorsa"
    named = index + 1
    if (
        phrases_of("at_a_place", language).at(reading, index)
        and named < len(reading)
        and reading.is_capital(named)
        and reading.words[named] not in place_names()
    ):
        return named + 1
    # "in der 9b"
    match = CLASS.match(reading.text, reading.starts[index])
    return reading.word_before(match.end()) + 1 if match else None


def _small_place_before(reading: Reading, index: int) -> int | None:
    if not index or not reading.joined(index):
        return None
    return index - 1 if phrases("small_places").at(reading, index - 1) else None
