"""What is told of one named person who bears no office: a diagnosis, an offence, the class at school."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from practices.submission.guard.finders.persons import PLACE_BEFORE, Person, Persons
from practices.submission.guard.finders.subjects import HE_OR_SHE, antecedent, starts
from practices.submission.guard.found import Found
from practices.submission.guard.reading import Reading
from practices.submission.guard.rules import phrases, place_names, word_set

AROUND, ABOUT_OFFICE, BEHIND = 14, 5, 3
# "Year 9", "die 8b", "8. Klasse", "la 3B", "8-Б классе", "9. sınıf", "en quatrième"
LETTER = r"\s?[-«\"„/]?\s?[a-hA-Hа-жА-Ж]"
CLASS = re.compile(
    r"(?<![\w.,-])(?:(?i:year|grade|form|class|klasse|classe|stufe)\s\d{1,2}\s?[a-zA-Z]?(?![\w.,]*\d)"
    rf"|(?i:in die|in der|der|die|la|nella|della|alla|in|en|в|из)\s(?:[1-9]|1[0-3]){LETTER}[»\"“]?(?!\w)"
    rf"|(?:[1-9]|1[0-3])(?:st|nd|rd|th|\.|e|ème|eme|-й|-го|-м)?(?:{LETTER})?[»\"“]?\s?"
    r"(?i:grade|grader|graders|klasse|class|класса|классе|класс|классник|sınıf\w{0,8})(?!\w)"
    r"|(?i:en|classe de)\s(?i:sixième|cinquième|quatrième|troisième|seconde|première|terminale|cm1|cm2"
    r"|[3-6]e(?:me|ème)?)(?!\w)"
    r"|(?i:prima|seconda|terza|quarta|quinta)\s(?:(?i:media|superiore|elementare|liceo)|[A-H])(?!\w)"
    r"|(?i:пяти|шести|семи|восьми|девяти|десяти|одиннадцати)классни\w{1,5}"
    r"|(?<=[,(] )(?:[1-9]|1[0-3])-?[A-Ha-hА-Жа-ж](?=[,;)])|(?<=\()(?:[1-9]|1[0-3])-?[A-Ha-hА-Жа-ж](?=\))"
    r"|(?i:beşinci|altıncı|yedinci|sekizinci|dokuzuncu|onuncu)\s(?i:sınıf\w{0,8}))"
)
ATTENDING = frozenset(
    ("de", "da", "te", "ta", "dan", "den", "tan", "ten", "okuyan", "giden", "ogrencisi")
)
TOLD = ("details", "offences")
BETWEEN = 6
TURKISH_OWNER = re.compile(r"\w{3,}(?:nin|nun|in|un)")


def told_of(reading: Reading, person: Person) -> bool:
    """Whether a diagnosis or an offence is told in the sentence of somebody who bears no office."""
    around = reading.sentence(person.first, AROUND)
    told = any(phrases(table).has(reading, around) for table in TOLD) or _is_told_behind(
        reading, around.stop
    )
    return told and not has_office(reading, person)


def _is_told_behind(reading: Reading, index: int) -> bool:
    # "We know Karim. He has schizophrenia."
    if index >= len(reading) or reading.words[index] not in HE_OR_SHE or not starts(reading, index):
        return False
    return any(phrases(table).has(reading, reading.sentence(index, AROUND)) for table in TOLD)


def has_office(reading: Reading, person: Person) -> bool:
    """Whether the words beside a name say an office, a trade or a book."""
    around = reading.sentence(person.first, ABOUT_OFFICE + person.end - person.first)
    near = range(
        max(around.start, person.first - ABOUT_OFFICE), min(around.stop, person.end + ABOUT_OFFICE)
    )
    if phrases("functions").has(reading, near):
        return True
    # "Khosrokhavar (2014)"
    behind = person.end
    return (
        behind < len(reading)
        and "(" in reading.gap(behind)
        and re.fullmatch(r"(?:19|20)\d\d", reading.words[behind]) is not None
    )


def kin_of_an_office(reading: Reading) -> Iterator[Found]:
    """The mayor's daughter, where a place, a diagnosis or an offence is told: there is only one."""
    kin, nobody = phrases("kin"), ("roles", "described", "groups")
    for first, end, language in kin.find(reading):
        other = _owner(reading, first, end, language)
        if other is None or any(phrases(table).at(reading, other) for table in nobody):
            continue
        around = reading.sentence(first, 2 * AROUND)
        told = any(phrases(table).has(reading, around) for table in (*TOLD, "known_to_all"))
        if told or _is_of_a_place(reading, other, around):
            yield Found(
                "name",
                reading.starts[min(first, other)],
                reading.ends[max(end - 1, other)],
                who="young",
            )


def _is_of_a_place(reading: Reading, owner: int, around: range) -> bool:
    # "the imam’s eldest son from Grønland mosque", "die Töchter des Rektors der Schule in Bochum"
    if phrases("of_a_place").at(reading, owner) is None:
        return False
    return any(
        reading.is_capital(at)
        and (reading.words[at] in place_names() or (at and reading.words[at - 1] in PLACE_BEFORE))
        for at in around
    )


def _owner(reading: Reading, first: int, end: int, language: str) -> int | None:
    if language == "tr":
        # "Muhtarın lise son sınıfa giden kızı"
        around = reading.sentence(first, AROUND)
        for index in range(first - 1, max(around.start, first - BETWEEN) - 1, -1):
            if TURKISH_OWNER.fullmatch(reading.words[index]):
                return index
        return None
    if first > 1 and reading.words[first - 1] == "s" and language == "en":
        # "the imam’s eldest son"
        return first - 2
    if end >= len(reading) or not reading.joined(end):
        return None
    if language == "ru":
        # "дочь директора": a genitive right behind, in small letters
        word = reading.words[end]
        is_genitive = len(word) > 3 and word.endswith(("а", "я", "ы", "и", "ого", "его"))
        return end if is_genitive and not reading.is_capital(end) else None
    index = end
    while index < min(len(reading) - 1, end + 2) and reading.words[index] in word_set("of_the"):
        index += 1
    return index if index > end and reading.joined(index) else None


def in_classes(reading: Reading, persons: Persons) -> Iterator[Found]:
    """Each named person with the class at school that stands behind in the sentence."""
    for match in CLASS.finditer(reading.text):
        index = bisect_right(reading.starts, match.start()) - 1
        if index < 0 or phrases("groups").has(reading, range(max(0, index - 2), index)):
            continue
        around = reading.sentence(index, AROUND)
        if any(reading.words[at] in word_set("lessons") for at in around):
            continue
        person = _one_before(reading, persons, index) or _one_behind(reading, persons, match.end())
        if person is not None and not has_office(reading, person):
            start = min(reading.starts[person.first], match.start())
            stop = max(reading.ends[person.end - 1], match.end())
            yield Found("name", start, stop, who="young")


def _one_before(reading: Reading, persons: Persons, index: int) -> Person | None:
    one = antecedent(reading, persons, index, same=True, most=3)
    return one if one is not None and index - one.end <= AROUND else None


def _one_behind(reading: Reading, persons: Persons, place: int) -> Person | None:
    # "11-B’de okuyan Oktay"; but "Die 9b spielte Nathan der Weise"
    index = bisect_left(reading.starts, place)
    if index >= len(reading):
        return None
    one = persons.named_near(index, BEHIND)
    if one is None or one.first < index:
        return None
    return one if all(reading.words[at] in ATTENDING for at in range(index, one.first)) else None
