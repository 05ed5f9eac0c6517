"""Where persons are named: runs of capitalised words with a first name among them, no organisations."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from practices.submission.guard.finders.ages import ONE, ends_before
from practices.submission.guard.finders.forms import (
    AND,
    FAMILY,
    FATHER,
    LATIN,
    LIFE,
    SON_OF,
    is_called,
    is_declined_place,
    is_doubtful,
    is_first_name,
    is_organisation,
    sounds_like_a_name,
)
from practices.submission.guard.reading import Reading
from practices.submission.guard.rules import (
    phrases,
    place_names,
    word_set,
)

LONGEST, LONGEST_TITLE = 5, 3
PARTICLES = frozenset(
    (
        "von",
        "van",
        "de",
        "al",
        "el",
        "bin",
        "ben",
        "ibn",
        "da",
        "di",
        "del",
        "la",
        "der",
        "ter",
        "ul",
    )
)
TURKISH_CASES = frozenset(
    ("dan", "den", "tan", "ten", "da", "de", "ta", "te", "ya", "ye", "a", "e")
)
PLACE_BEFORE = frozenset(
    ("in", "a", "en", "nach", "aus", "from", "near", "bei", "v", "iz", "в", "из", "на", "to", "ad")
)


@dataclass(frozen=True)
class Person:
    """Words ``first`` to ``end``. ``known``: a first name is among them; ``doubtful``: it is a word too."""

    first: int
    end: int
    known: bool
    doubtful: bool


class Persons:
    """All runs of capitalised words that could be a person's name, in order."""

    def __init__(self, reading: Reading, language: str = "") -> None:
        self.reading = reading
        self.all: list[Person] = []
        index = 0
        while index < len(reading):
            if not reading.is_capital(index):
                index += 1
                continue
            end = _run(reading, index)
            person = _person(reading, index, end, language)
            if person is not None:
                self.all.append(person)
            index = end
        if language != "de":
            self.all = [*_by_company(reading, self.all)]
        self.firsts = [person.first for person in self.all]
        self._by_first = {person.first: person for person in self.all}
        self._by_end = {person.end: person for person in self.all}

    def beginning(self, first: int) -> Person | None:
        """The one whose name begins with a word."""
        return self._by_first.get(first)

    def ending(self, end: int) -> Person | None:
        """The one whose name ends right before a word."""
        return self._by_end.get(end)

    def near(self, index: int, words: int) -> list[Person]:
        """Those of the same sentence at most so many words away, nearest first."""
        start = bisect_left(self.firsts, index - words - LONGEST)
        stop = bisect_left(self.firsts, index + words + 1)
        number = self.reading.sentences[index]
        there = [one for one in self.all[start:stop] if self.reading.sentences[one.first] == number]
        return sorted(there, key=lambda one: min(abs(one.first - index), abs(one.end - 1 - index)))

    def likely_near(self, index: int, words: int) -> Person | None:
        """The nearest with a first name, one that is no other word before others."""
        there = [one for one in self.near(index, words) if one.known]
        return next((one for one in there if is_named(one)), there[0] if there else None)

    def named_near(self, index: int, words: int) -> Person | None:
        """The nearest with a first name that is no other word."""
        return next((one for one in self.near(index, words) if is_named(one)), None)


def _by_company(reading: Reading, persons: list[Person]) -> Iterator[Person]:
    # "Ewa and Zosia": beside a name what may be one is one.
    for place, one in enumerate(persons):
        before, behind = persons[max(0, place - 1) : place], persons[place + 1 : place + 2]
        beside = [other for other in before if _are_joined(reading, other, one)]
        beside += [other for other in behind if _are_joined(reading, one, other)]
        alone = one.end - one.first == 1 and not one.known
        sure = any(
            is_named(other) and place_names().isdisjoint(reading.words[other.first : other.end])
            for other in beside
        )
        yield replace(one, known=True) if alone and sure else one


def _are_joined(reading: Reading, first: Person, second: Person) -> bool:
    index = first.end
    return (
        second.first == index + 1
        and reading.words[index] in AND
        and reading.gap(index) == reading.gap(index + 1) == " "
    )


def is_named(person: Person) -> bool:
    """Whether it is surely a name: a first name that is no other word, or with another name."""
    return person.known and not person.doubtful


def _run(reading: Reading, index: int) -> int:
    end = index + 1
    while end < len(reading) and end - index < LONGEST:
        gap = reading.gap(end)
        initial = reading.ends[end - 1] - reading.starts[end - 1] == 1 and gap in (".", ". ")
        if gap not in (" ", "-", "’", "'", "\u00a0", "‑") and not initial:
            break
        if gap in ("’", "'") and not reading.is_capital(end):
            break
        if _is_a_place(reading, end):
            break
        if not reading.is_capital(end):
            is_particle = reading.words[end] in PARTICLES
            if not (is_particle and end + 1 < len(reading) and reading.is_capital(end + 1)):
                break
            if reading.gap(end + 1) not in (" ", "-", "’"):
                break
        end += 1
    return end


def _is_a_place(reading: Reading, index: int) -> bool:
    # "Nadya Rakka'dan döndüğünde": whence somebody came is no part of the name
    return (
        reading.words[index] in place_names()
        and reading.after(index) in ("'", "’")
        and reading.words[index + 1] in TURKISH_CASES
    )


def _person(reading: Reading, first: int, end: int, language: str) -> Person | None:
    if _is_historic(reading, first, end):
        return None
    # "Die Fatima", "On dört", "Frau Weber": what cannot be a name goes from the start.
    while first < end and not is_first_name(reading.words[first]) and _is_small(reading, first):
        first += 1
    if first >= end or is_organisation(reading, first, end) or _is_founder(reading, first, end):
        return None
    if end < len(reading) and reading.gap(end) in ("-", "‑") and language != "de":
        # "Rosny-sous-Bois"
        return None
    if end < len(reading) and reading.words[end] in SON_OF:
        return Person(first, end + 1, known=True, doubtful=False)
    if _is_titled(reading, first):
        return Person(first, end, known=True, doubtful=False)
    if end - first > 1 and " ".join(reading.words[first:end]) in place_names():
        return None
    words = [word for word in reading.words[first:end] if len(word) > 1]
    if _is_initial_and_family(reading, first, end):
        return Person(first, end, known=True, doubtful=True)
    if _has_father_or_family(reading, first, end):
        return Person(first, end, known=True, doubtful=False)
    # "Genç 18 yaşına geldiğinde": a young person, whoever has that for a name
    names = [
        word
        for word in words
        if is_first_name(word)
        and word not in PARTICLES
        and not (len(words) == 1 and (_is_one(word) or word in ONE))
    ]
    sure = [word for word in names if not is_doubtful(word) and not is_declined_place(word)]
    if names:
        with_another = len(words) > 1 and all(reading.raw(at).isalpha() for at in range(first, end))
        in_place = first > 0 and reading.words[first - 1] in PLACE_BEFORE and len(words) == 1
        doubtful = (not sure and not (with_another and len(names) > 1)) or (
            in_place and words[0] in place_names()
        )
        if doubtful and not in_place and _has_a_surname(reading, first, end, language):
            doubtful = False
        if doubtful and not in_place and _stands_out(reading, first, end, language):
            doubtful = False
        return Person(first, end, known=True, doubtful=doubtful)
    if not words or any(
        word in place_names() or word in word_set("proper_words") or _is_other(word)
        for word in words
    ):
        return None
    raw = reading.raw(first)
    sounds = any(sounds_like_a_name(word) for word in words)
    if len(raw) < 3 or (raw.isupper() and not (sounds and len(words) == 2)):
        return None
    # "Виорика Чобану": Russian spells the names of its neighbours by their sound.
    foreign = sounds and len(words) == 2 and words[0][0] in LATIN and sounds_like_a_name(words[0])
    return Person(first, end, known=sounds, doubtful=not foreign)


def _has_a_surname(reading: Reading, first: int, end: int, language: str) -> bool:
    # "Jordan Pichon": a first name that is a word too, and a second name that is none we know
    if language == "de" or end - first != 2 or reading.gap(first + 1) != " ":
        return False
    if not is_first_name(reading.words[first]) or reading.words[first] in word_set("days"):
        return False
    word = reading.words[first + 1]
    tables = ("months", "days", "proper_words", "function_words", "roles", "groups", "described")
    return (
        len(word) > 3
        and word not in place_names()
        and not any(word in word_set(table) for table in tables)
        and not (language == "en" and word.endswith(("s", "ing")))
    )


def _is_initial_and_family(reading: Reading, first: int, end: int) -> bool:
    # "M. Delvaux"
    return (
        end - first == 2
        and len(reading.words[first]) == 1
        and reading.gap(end - 1) == ". "
        and len(reading.words[first + 1]) > 3
        and not _is_small(reading, first + 1)
        and not reading.raw(first + 1).isupper()
    )


def _is_historic(reading: Reading, first: int, end: int) -> bool:
    # "Sophie Scholl", and whoever has the years of a life behind the name: "(1929–1945)"
    if any(phrases("historic").at(reading, at) is not None for at in range(first, end)):
        return True
    behind = reading.text[reading.ends[end - 1] : reading.ends[end - 1] + 16]
    return LIFE.match(behind) is not None


def _has_father_or_family(reading: Reading, first: int, end: int) -> bool:
    # "Савельев Роман Игоревич", "Хамзат Дудаев", "Gela Beridze": whatever the first name is
    words = [word for word in reading.words[first:end] if len(word) > 1]
    if any(FATHER.fullmatch(word) for word in words):
        return True
    if not 1 < len(words) < 4 or any(word in place_names() for word in words):
        return False
    is_other = any(_is_other(word) or word in word_set("proper_words") for word in words)
    return not is_other and any(FAMILY.fullmatch(word) for word in words)


def _is_founder(reading: Reading, first: int, end: int) -> bool:
    # "founded by Bernd Wagner", "Bernd Wagner’in kurduğu": the number is of what was founded.
    founded = phrases("founded_by")
    is_behind = ends_before(reading, "founded_by", first, LONGEST_TITLE) is not None
    if is_behind and not is_called(reading, first):
        return True
    behind = range(end, min(len(reading), end + 2))
    return any((match := founded.at(reading, at)) is not None and match[1] == "tr" for at in behind)


def _stands_out(reading: Reading, first: int, end: int, language: str) -> bool:
    # Within a sentence only what is a name has a capital letter; but German nouns have one, and "Islam".
    if language == "de" or not first or reading.sentences[first - 1] != reading.sentences[first]:
        return False
    gap = reading.gap(first)
    if gap.strip() not in ("", ",") or reading.is_capital(first - 1):
        return False
    words = reading.words[first:end]
    return all(
        not reading.raw(at).isupper() and len(reading.words[at]) > 2 for at in range(first, end)
    ) and not any(
        word in table or is_declined_place(word)
        for word in words
        for table in (place_names(), word_set("months"), word_set("proper_words"))
    )


def _is_titled(reading: Reading, first: int) -> bool:
    is_behind = ends_before(reading, "titles", first, LONGEST_TITLE) is not None
    return is_behind and reading.gap(first) in (" ", ". ", "\u00a0")


def _is_small(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    small = any(word in word_set(table) for table in ("function_words", "number_words", "titles"))
    return small or phrases("age_words").at(reading, index) is not None


def _is_one(word: str) -> bool:
    return is_doubtful(word) and any(
        word in word_set(table) for table in ("described", "roles", "groups", "days", "age_labels")
    )


def _is_other(word: str) -> bool:
    return any(
        word in word_set(table)
        for table in (
            "months",
            "days",
            "roles",
            "described",
            "groups",
            "age_before",
            "age_units",
            "thresholds",
            "pronouns",
        )
    )
