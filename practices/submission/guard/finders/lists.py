"""Names in forms, tables and lists of those who are helped, also where nothing else is told of them.

"Name: …" in a form, a column headed "Name", rows that begin with names, "Participants: …, … and …". Lists of
speakers, authors and staff are told by their headings, and by what stands beside the names.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from practices.submission.guard.finders.births import DATE
from practices.submission.guard.finders.forms import AND, is_first_name, is_organisation
from practices.submission.guard.finders.persons import Person, Persons, is_named
from practices.submission.guard.found import Found
from practices.submission.guard.reading import Reading
from practices.submission.guard.rules import phrases, place_names

SEPARATORS = ("|", "\t", ";", ",")
LONGEST_NAME, LONGEST_LABEL, LINES_AROUND, AROUND = 4, 5, 4, 24
Cell = range


def listed(reading: Reading, persons: Persons) -> Iterator[Found]:
    """All of them, line by line and sentence by sentence."""
    lines = [*_lines(reading)]
    for place in range(len(lines)):
        yield from _in_a_form(reading, persons, lines, place)
    yield from _in_tables(reading, persons, lines)
    yield from _rows_of_names(reading, persons, lines)
    yield from _one_after_another(reading, persons)


def _in_tables(reading: Reading, persons: Persons, lines: list[Cell]) -> Iterator[Found]:
    place = 0
    while place < len(lines):
        heading, separator = _heading(reading, lines[place])
        place += 1
        rows: list[list[Cell]] = []
        while heading and place < len(lines):
            row = _cells(reading, lines[place], separator)
            if len(row) < 2:
                break
            # No row is a heading too, so each line is read once.
            rows.append(row)
            place += 1
        yield from _below(reading, persons, heading, rows)


def _heading(reading: Reading, line: Cell) -> tuple[list[Cell], str]:
    for separator in SEPARATORS:
        cells = _cells(reading, line, separator)
        if len(cells) > 1 and _is_a_heading(reading, cells):
            return cells, separator
    return [], ""


def _lines(reading: Reading) -> Iterator[Cell]:
    """The words of each line."""
    start, place = 0, 0
    for text in reading.text.split("\n"):
        place += len(text) + 1
        stop = bisect_left(reading.starts, place)
        if stop > start:
            yield range(start, stop)
        start = stop


def _cells(reading: Reading, line: Cell, separator: str) -> list[Cell]:
    """The words of each cell of a line; an empty cell has none."""
    cells, start = [], line.start
    for index in range(line.start + 1, line.stop):
        between = reading.text[reading.ends[index - 1] : reading.starts[index]]
        for _each in range(min(between.count(separator), LONGEST_LABEL)):
            cells.append(range(start, index))
            start = index
    return [*cells, range(start, line.stop)]


def _is_label(reading: Reading, cell: Cell, table: str) -> bool:
    match = phrases(table).at(reading, cell.start) if cell else None
    return match is not None and match[0] == cell.stop


def _is_a_heading(reading: Reading, cells: list[Cell]) -> bool:
    if not any(_is_label(reading, cell, "name_columns") for cell in cells):
        return False
    if any(_is_label(reading, cell, "birth_labels") for cell in cells):
        return True
    return not any(_is_label(reading, cell, "office_columns") for cell in cells) and all(
        len(cell) <= LONGEST_LABEL for cell in cells
    )


def _below(
    reading: Reading, persons: Persons, heading: list[Cell], rows: list[list[Cell]]
) -> Iterator[Found]:
    for column, label in enumerate(heading):
        cells = [row[column] for row in rows if column < len(row)]
        if _is_label(reading, label, "name_columns"):
            # Where one is surely a name, the others are, in whatever way they are written.
            of_names = any(_is_full(reading, persons, cell) for cell in cells)
            for cell in cells:
                if _is_name(reading, persons, cell, of_names=of_names):
                    yield _found(reading, cell)
        elif _is_label(reading, label, "birth_labels"):
            for cell in cells:
                if cell and DATE.match(reading.text, reading.starts[cell.start]):
                    yield Found("birth", reading.starts[cell.start], reading.ends[cell.stop - 1])


def _is_full(reading: Reading, persons: Persons, cell: Cell) -> bool:
    """Whether a cell holds a name of two words or more and nothing else."""
    one = persons.beginning(cell.start) if cell else None
    if one is None or one.end != cell.stop or not is_named(one) or len(cell) < 2:
        return False
    return not all(reading.words[index] in place_names() for index in cell)


def _is_name(reading: Reading, persons: Persons, cell: Cell, *, of_names: bool) -> bool:
    if not cell or len(cell) > LONGEST_NAME or not reading.raw(cell.start).isalpha():
        return False
    if is_organisation(reading, cell.start, cell.stop):
        return False
    one = persons.beginning(cell.start)
    if one is not None and one.end == cell.stop and one.known:
        return is_named(one) or of_names or len(cell) > 1
    if not of_names:
        # "kevin", "SAMIRA"
        return len(cell) == 1 and is_first_name(reading.words[cell.start])
    return all(reading.raw(index).isalpha() and reading.is_capital(index) for index in cell)


def _found(reading: Reading, cell: Cell) -> Found:
    return Found("name", reading.starts[cell.start], reading.ends[cell.stop - 1], who="young")


def _in_a_form(
    reading: Reading, persons: Persons, lines: list[Cell], place: int
) -> Iterator[Found]:
    # "Name: Jayden Clarke"; but "Name: Anna Berg" above "Function: director"
    line = lines[place]
    match = phrases("name_columns").at(reading, line.start)
    if match is None or match[0] >= line.stop or ":" not in reading.gap(match[0]):
        return
    one = persons.beginning(match[0])
    if one is None or not one.known:
        return
    beside = lines[max(0, place - LINES_AROUND) : place + LINES_AROUND + 1]
    if any(_is_of_an_office(reading, other) for other in beside):
        return
    yield _found(reading, range(one.first, one.end))


def _is_of_an_office(reading: Reading, line: Cell) -> bool:
    match = phrases("office_columns").at(reading, line.start)
    labelled = match is not None and (match[0] >= line.stop or ":" in reading.gap(match[0]))
    return labelled or phrases("functions").has(reading, line)


def _rows_of_names(reading: Reading, persons: Persons, lines: list[Cell]) -> Iterator[Found]:
    # "Liam Foster; completed" above "Hassan Omar; dropped out": two rows or more that begin with full names
    firsts = [_name_of_a_row(reading, persons, line) for line in lines]
    index = 0
    while index < len(lines):
        stop = index
        while stop < len(lines) and firsts[stop] is not None:
            stop += 1
        names = [one for one in firsts[index:stop] if one is not None]
        if sum(is_named(one) for one in names) > 1 and not (
            index and _is_heading_of_an_office(reading, lines[index - 1])
        ):
            yield from (_found(reading, range(one.first, one.end)) for one in names)
        index = max(stop, index + 1)


def _is_heading_of_an_office(reading: Reading, line: Cell) -> bool:
    tables = ("office_columns", "functions", "organisations")
    return any(phrases(table).has(reading, line) for table in tables) and not phrases(
        "those_helped"
    ).has(reading, line)


def _name_of_a_row(reading: Reading, persons: Persons, line: Cell) -> Person | None:
    start = line.start
    while start < line.stop and reading.words[start].isdecimal():
        start += 1
    one = persons.beginning(start) if start < line.stop else None
    if one is None or one.end - one.first < 2:
        return None
    if all(reading.words[at] in place_names() for at in range(one.first, one.end)):
        return None
    behind = reading.after(one.end - 1).strip(" \u00a0")[:1]
    whole = one.end >= line.stop
    if not whole and (not is_named(one) or behind not in ("|", ";", "\t", "–", "—", "-", ":")):
        return None
    # Only what stands beside a name says an office: "Tom Richter" is no judge.
    beside = range(one.end, line.stop)
    told = any(phrases(table).has(reading, beside) for table in ("functions", "organisations"))
    return None if told else one


def _one_after_another(reading: Reading, persons: Persons) -> Iterator[Found]:
    # "Participants: Liam Foster, Hassan Omar and Sian Pugh"
    helped = phrases("those_helped")
    index = 0
    while index < len(persons.all):
        chain = [persons.all[index]]
        for one, other in pairwise(persons.all[index : index + AROUND]):
            if not _goes_on(reading, one, other):
                break
            chain.append(other)
        index += len(chain)
        if len(chain) < 2 or sum(is_named(one) for one in chain) < 2:
            continue
        around = reading.sentence(chain[0].first, AROUND)
        end = min(len(reading), chain[-1].end + LONGEST_LABEL)
        within = range(around.start, max(around.stop, end))
        # Three full names or more need no word for it: a list of people.
        full = sum(one.end - one.first > 1 for one in chain) == len(chain) > 2
        if not (full or helped.has(reading, around)):
            continue
        others = (
            "functions",
            "organisations",
            *(("office_columns", "wrote", "titles_of_works") if full else ()),
        )
        if not any(phrases(table).has(reading, within) for table in others):
            yield _found(reading, range(chain[0].first, chain[-1].end))


def _goes_on(reading: Reading, one: Person, other: Person) -> bool:
    if reading.sentences[one.first] != reading.sentences[other.first]:
        return False
    if other.first == one.end:
        return reading.gap(other.first) in (", ", "; ", " / ", "/", ",")
    return (
        other.first == one.end + 1
        and reading.words[one.end] in AND
        and reading.gap(other.first) == " "
    )
