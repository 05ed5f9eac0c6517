"""Somebody told of by a role: "our client", "the mother of Hamza", "Mehmet K.", "M.K., a pupil of …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from practices.submission.guard.finders.ages import ONE
from practices.submission.guard.finders.lives import in_classes, kin_of_an_office, told_of
from practices.submission.guard.finders.persons import Person, Persons, is_named
from practices.submission.guard.found import Found
from practices.submission.guard.reading import Reading
from practices.submission.guard.rules import phrases, word_set

FILLERS = 3
MOST_INITIALS = 5
CELLS = ("|", "/", ";", "\t", "–", "—")
YEAR_OF_A_TEXT = re.compile(r"[^;:()\n]{1,40}\((?:19|20)\d\d[a-z]?\)")
AROUND = 14
FAMILY_AROUND = 9
# Abbreviations that look like initials.
NO_INITIALS = frozenset(
    (
        "us",
        "uk",
        "un",
        "eu",
        "dc",
        "nb",
        "ps",
        "zb",
        "dh",
        "ua",
        "ie",
        "eg",
        "ev",
        "uk",
        "su",
        "tc",
        "rg",
        "bc",
        "ad",
        "pm",
        "am",
    )
)


def roles(reading: Reading, persons: Persons) -> Iterator[Found]:
    """All of them; each by the words from the role to the name."""
    yield from _clients(reading)
    for person in persons.all:
        if is_named(person) or (person.known and _has_role(reading, person)):
            yield from _named(reading, person)
    yield from _initials(reading, persons)
    yield from _by_family(reading)
    yield from in_classes(reading, persons)
    yield from kin_of_an_office(reading)


def _by_family(reading: Reading) -> Iterator[Found]:
    # "One of the girls, whose father runs the shop in Mill Lane"
    for first, end, language in phrases("whose").find(reading):
        if language == "de" and "," not in reading.gap(first) + reading.gap(max(0, first - 1)):
            continue  # "sowie an deren Eltern": of them all
        around = reading.sentence(first, FAMILY_AROUND)
        for index in range(first - 1, max(around.start, first - FAMILY_AROUND) - 1, -1):
            match = phrases("described").at(reading, index) or phrases("one_of").at(reading, index)
            if match is not None:
                yield _found(reading, index, end)
                break
            if phrases("groups").at(reading, index) and not phrases("one_of").has(
                reading, range(max(around.start, index - 3), index)
            ):
                break


def _found(reading: Reading, first: int, end: int) -> Found:
    return Found("name", reading.starts[first], reading.ends[end - 1], who="adult")


def _clients(reading: Reading) -> Iterator[Found]:
    for first, end, _language in phrases("our_client").find(reading):
        follows = reading.words[end] if end < len(reading) and reading.joined(end) else ""
        if follows not in word_set("no_client"):
            yield _found(reading, first, end)

    for _first, end, _language in phrases("the_client").find(reading):
        # "The client, a pastry cook from Tunis, cried."
        if end + 1 < len(reading) and reading.gap(end) == ", " and reading.words[end] in ONE:
            yield _found(reading, _first, end + 2)


def _has_role(reading: Reading, person: Person) -> bool:
    # "Deniz’in annesi": who is whose, though "Deniz" is the sea as well.
    owns = reading.after(person.end - 1)[:1] in ("'", "’", "ʼ") and person.end < len(reading)
    behind = owns and _role_behind(reading, person) is not None
    return behind or _role_before(reading, person) is not None


def _named(reading: Reading, person: Person) -> Iterator[Found]:
    role = _role_before(reading, person)
    if role is not None:
        yield _found(reading, role, person.end)
        return
    behind = _role_behind(reading, person)
    if behind is not None:
        yield _found(reading, person.first, behind)
    elif _with_initial(reading, person) or told_of(reading, person):
        yield _found(reading, person.first, person.end)


def _role_before(reading: Reading, person: Person) -> int | None:
    # "Pupil Tariq", "la mère de Karim", "a boy named Ali"; in German the role is part of the run.
    table = phrases("roles")
    for index in range(person.first, person.end):
        match = table.at(reading, index)
        if match is None:
            continue
        # "Schüler Tarik", or "Fatimas Vater".
        if match[0] < person.end or (
            index > person.first and reading.words[index - 1].endswith("s")
        ):
            return min(index, person.first) if match[0] == person.end else index
    for index in range(person.first - 1, max(-1, person.first - FILLERS - 2), -1):
        comma = "," in reading.gap(index + 1) and (
            index + 1 < person.first or not reading.after(person.end - 1).startswith(",")
        )
        if reading.sentences[index] != reading.sentences[person.first] or comma:
            return None
        match = table.at(reading, index)
        if match is not None:
            return index if match[0] <= person.first else None
        if reading.words[index] not in word_set("called") and reading.words[index] not in (
            "adli",
            "isimli",
        ):
            return None
    return None


def _role_behind(reading: Reading, person: Person) -> int | None:
    # "Hamza's mother", "Hamza'nın annesi", "Mehmet, a pupil of".
    table = phrases("roles")
    for index in range(person.end, min(len(reading), person.end + FILLERS)):
        if reading.sentences[index] != reading.sentences[person.first] or ";" in reading.gap(index):
            return None
        match = table.at(reading, index)
        if match is not None:
            return match[0]
        gap = reading.gap(person.end)
        genitive = reading.words[person.end - 1].endswith("s") and gap == " "
        suffix = index == person.end and (gap in ("'", "’", "ʼ") or genitive)
        article = reading.words[index] in word_set("called") | frozenset(
            ("ein", "eine", "un", "une", "una", "bir")
        )
        if not suffix and not article:
            return None
    return None


def _with_initial(reading: Reading, person: Person) -> bool:
    # "Mehmet K." and no more of the name: somebody made half unknown. Only a name of two words or three.
    last = person.end - 1
    if last == person.first or not _is_initial(reading, last):
        return False
    # "Awan I., Zempi I. (2020)": authors of a text
    behind = reading.text[reading.ends[last] : reading.ends[last] + 60]
    return person.end - person.first <= 3 and not YEAR_OF_A_TEXT.match(behind)


def _is_initial(reading: Reading, index: int) -> bool:
    return (
        len(reading.words[index]) == 1
        and reading.is_capital(index)
        and reading.after(index).startswith((".", "’", "'"))
    )


def _initials(reading: Reading, persons: Persons) -> Iterator[Found]:
    for index in range(len(reading)):
        if len(reading.words[index]) != 1 or not reading.is_capital(index):
            continue
        if (first := _title(reading, index)) is not None:
            yield _found(reading, first, index + 1)
        elif (_is_pair(reading, index) and _detail_near(reading, index)) or _is_aged(
            reading, index
        ):
            yield _found(reading, index, index + 2)


def _is_aged(reading: Reading, index: int) -> bool:
    # "K. (17)", "M. S., 16,"
    behind = index + 1
    if not _is_initial(reading, index) or behind >= len(reading):
        return False
    number, gap = reading.words[behind], reading.gap(behind)
    after = reading.after(behind).strip()[:1]
    brackets = gap.strip(". ") == "(" and after in (")", ",")
    cells = gap.strip(" .")[-1:] in CELLS and after in CELLS
    commas = gap.strip(". ") == "," and after in (",", ".", ")")
    return number.isdecimal() and int(number[:3]) in range(8, 31) and (brackets or commas or cells)


def _title(reading: Reading, index: int) -> int | None:
    # "Frau S.", "Pupil B.", "S. Hanım".
    if not _is_initial(reading, index):
        return None
    follows = index + 1 < len(reading)
    if follows and phrases("titles_after").at(reading, index + 1) is not None:
        return index
    # "Mr J. Smith"; but "Mr J. He" is a new sentence.
    if follows and reading.gap(index + 1) in (".", ". ") and reading.is_capital(index + 1):
        behind = reading.words[index + 1]
        if len(behind) == 1 or behind not in word_set("function_words"):
            return None
    for start in range(index - 1, max(-1, index - 4), -1):
        for table in ("titles", "roles"):
            match = phrases(table).at(reading, start)
            if (
                match is not None
                and match[0] == index
                and reading.gap(index) in (" ", ". ", "\u00a0")
            ):
                return start
    return None


def _is_pair(reading: Reading, index: int) -> bool:
    if (
        index + 1 >= len(reading)
        or not _is_initial(reading, index)
        or not _is_initial(reading, index + 1)
    ):
        return False
    if reading.gap(index + 1) not in (".", ". ", ".\u00a0", "’", "'"):
        return False
    short = reading.words[index] + reading.words[index + 1]
    is_run = _end_of_initials(reading, index) > index + 2
    if short in NO_INITIALS and not is_run and not _is_told_at_once(reading, index + 2):
        return False
    if (
        index
        and reading.words[index - 1]
        and len(reading.words[index - 1]) == 1
        and reading.gap(index) in (".", ". ")
    ):
        return False
    after = index + 2
    if (
        after < len(reading)
        and reading.gap(after) in (".", ". ", ".\u00a0")
        and reading.is_capital(after)
    ):
        if len(reading.words[after]) == 1:
            end = _end_of_initials(reading, index)
            before = range(reading.sentence(index, 2 * FILLERS).start, index)
            goes_on = end < len(reading) and not reading.is_capital(end)
            return (
                _is_told_at_once(reading, end)
                or bool(index and phrases("roles").at(reading, index - 1))
                # "Bipolar bozukluk nedeniyle tedavi gören S. B. D. için"
                or (goes_on and phrases("details").has(reading, before))
            )
        return reading.words[after] in word_set("function_words")
    return True


def _end_of_initials(reading: Reading, index: int) -> int:
    # "L.V.D.B., a pupil of …", "the minor A. D. L."
    end = index
    while end < len(reading) and end - index < MOST_INITIALS and len(reading.words[end]) == 1:
        end += 1
    return end


def _is_told_at_once(reading: Reading, index: int) -> bool:
    # "G.R., a pupil of …": whoever is followed by a comma and a role is no abbreviation.
    behind = range(index, min(len(reading), index + FILLERS + 2))
    if not behind or "," not in reading.gap(index):
        return False
    return any(phrases(table).has(reading, behind) for table in ("roles", "schooling", "details"))


def _detail_near(reading: Reading, index: int) -> bool:
    around = range(index + 2, min(len(reading), index + 2 + AROUND))
    around = range(
        around.start, max(around.start, min(around.stop, reading.sentence(index, AROUND + 4).stop))
    )
    before = range(max(reading.sentence(index, 5).start, index - 5), index)
    tables = ("details", "schooling", "roles", "birth_labels", "birth_verbs", "age_after")
    return any(phrases(table).has(reading, part) for table in tables for part in (around, before))
