"""Whose age a number is: the subject before it, a pronoun's antecedent, and what may be a name at all."""

from __future__ import annotations

from bisect import bisect_left

from practices.submission.guard.finders.ages import Age, behind_nearly
from practices.submission.guard.finders.forms import LATIN, is_first_name
from practices.submission.guard.finders.persons import PLACE_BEFORE, Person, Persons, is_named
from practices.submission.guard.reading import Reading
from practices.submission.guard.rules import (
    common_names,
    doubtful_names,
    phrases,
    place_names,
    word_set,
    words_of,
)

NEAR, FAR = 12, 20
SEPARATORS = frozenset(" ,(|;:–—-\t=[/\u00a0’'\"")
CLOSING = frozenset('),;.|]/\n!?–—-”»“"')
# Of whom records tell: a number behind a word that may be no name is an age only then.
LIKELY = range(8, 31)
HE_OR_SHE = frozenset(
    (
        *("he", "she", "il", "elle", "er", "sie", "lui", "lei", "egli", "ella"),
        *("i", "je", "j", "ich", "io", "я", "мне", "ben", "mi"),
        *("он", "она", "ему", "еи", "его", "ее", "him", "her", "ihm", "ihn", "ihr", "onun", "ona"),
    )
)
DASHES = (",", "–", "—", "-")
# "мне девятнадцать"
TO_WHOM = frozenset(("мне", "ему", "еи"))
TO_WHICH = frozenset(("которому", "которои"))
WHO = frozenset(
    ("who", "qui", "che", "der", "die", "dem", "которыи", "которая", "которому", "которои")
)
# How many small words may stand between somebody and an age, and how many sentences before somebody is named.
MOST_BETWEEN, SENTENCES_BACK = 6, 2
# In these languages "he" and "she" are left out.
PRO_DROP = frozenset(("it", "ru", "tr"))
SHORTEST_SMALL = 4
SMALL = frozenset(
    (
        "little",
        "petite",
        "petit",
        "kleine",
        "kleiner",
        "piccola",
        "piccolo",
        "kucuk",
        "маленькая",
        "маленькии",
        "by",
        "with",
        "par",
        "avec",
        "von",
        "mit",
        "da",
        "con",
        "с",
        "ile",
    )
)
SMALL_AFTER = tuple(",;:–—-|(.")
NO_SURNAMES = (
    *("function_words", "free_words", "age_verbs", "copulas", "number_words", "months", "roles"),
    *("described", "groups", "nearly", "age_before"),
)


def starts(reading: Reading, index: int) -> bool:
    """Whether a word is the first of its sentence."""
    return index == 0 or reading.sentences[index - 1] != reading.sentences[index]


def no_place(reading: Reading, person: Person) -> bool:
    """Whether a word is neither a place's name nor where places and streets are named."""
    words = reading.words[person.first : person.end]
    if any(word in place_names() or word in word_set("months") for word in words):
        return False
    # "via del Mercato 22"
    if phrases("streets_before").has(reading, range(max(0, person.first - 3), person.first)):
        return False
    return not person.first or reading.words[person.first - 1] not in PLACE_BEFORE


def may_be_a_name(reading: Reading, person: Person, language: str) -> bool:
    """In German every noun has a capital letter, at the start of a sentence every word."""
    first = person.first
    return language != "de" and (not starts(reading, first) or person.end - first > 1)


def is_free(reading: Reading, age: Age, language: str) -> bool:
    """Whether a number counts nothing: nothing follows, or a word that begins a new part of the sentence."""
    if age.end >= len(reading) or starts(reading, age.end):
        return True
    after = reading.after(age.end - 1).strip(" \t\u00a0\u202f")
    if after:
        # "17-mal", "12/20"
        return after[0] in CLOSING and not reading.words[age.end].isdecimal()
    follows = reading.words[age.end]
    if phrases("nearly").at(reading, age.end) is not None:
        return True
    return not reading.is_capital(age.end) and follows in words_of("free_words", language)


def subject_of(reading: Reading, persons: Persons, age: Age, language: str) -> Person | None:
    """Somebody named of whom an age is told by "is", "had just turned" and the like, or by a pronoun."""
    index = behind_nearly(reading, age.first) - 1
    verbs = words_of("age_verbs", language)
    sentence, between = reading.sentences[age.first], 0
    while (
        index >= 0
        and between < MOST_BETWEEN
        and reading.sentences[index] == sentence
        and (reading.words[index] in verbs or reading.words[index] in word_set("months"))
        and ((one := persons.ending(index + 1)) is None or not one.known)
    ):
        index, between = index - 1, between + 1
    between += int(behind_nearly(reading, age.first) < age.first or age.how == "strong")
    if index < 0 or reading.sentences[index] != sentence:
        # "Turned sixteen in March.", "Fourteen, tall for his years.": who is meant was named before.
        return antecedent(reading, persons, age.first) if not age.pair else None
    one, word = persons.ending(index + 1), reading.words[index]
    if word in HE_OR_SHE and index and reading.words[index - 1] in verbs:
        # "Im Herbst wird er neunzehn."
        between += 1
    if one is not None and word not in HE_OR_SHE and (one.known or not _is_month(word)):
        if is_named(one) and (between or _is_behind_a_verb(reading, one, verbs)):
            return one
        told = between or (one.known and _is_behind_a_verb(reading, one, verbs))
        likely = told and age.years in LIKELY and no_place(reading, one)
        if likely and not one.known and _is_a_thing(reading, one):
            return None
        return one if likely and (one.known or may_be_a_name(reading, one, language)) else None
    closing = reading.words[age.end] if age.end < len(reading) else ""
    told = between or closing in word_set("copulas_behind") or word in TO_WHICH
    if told and word in WHO:
        # "Ruben, who is nearly 18", "Jasper, der elf ist", "Тимур, которому одиннадцать"
        return persons.ending(index) or antecedent(reading, persons, index, same=True)
    if (between and word in HE_OR_SHE) or word in TO_WHOM:
        beside = persons.ending(index)
        if beside is not None and age.years in LIKELY and reading.gap(index).strip() in DASHES:
            # "Hedijat, ей шестнадцать"
            return beside if may_be_a_name(reading, beside, language) else None
        # "I’m 15, I know what I do," said Kayleigh.
        return antecedent(reading, persons, index) or persons.likely_near(age.number, FAR)
    # "Sonbaharda on dokuz olacak."
    behind = age.end < len(reading) and reading.words[age.end] in verbs and language in PRO_DROP
    is_told = between or behind or _is_month(word)
    return _told_from_afar(reading, persons, age, language) if is_told else None


def _is_month(word: str) -> bool:
    return any(word[:length] in word_set("months") for length in range(3, len(word) + 1))


def _told_from_afar(reading: Reading, persons: Persons, age: Age, language: str) -> Person | None:
    # "Er wird im August 16", "ad agosto ne fa 16": with a verb of ages near, somebody named or a pronoun
    around = reading.sentence(age.first, MOST_BETWEEN)
    verbs = words_of("age_verbs", language)
    if not any(reading.words[at] in verbs for at in around) or age.years not in LIKELY:
        return None
    if phrases("organisations").has(reading, range(around.start, age.first)):
        return None
    named = persons.named_near(age.number, NEAR)
    if named is not None:
        return named
    omitted = language in PRO_DROP or any(reading.words[at] in HE_OR_SHE for at in around)
    return antecedent(reading, persons, age.first) if omitted else None


def _is_a_thing(reading: Reading, one: Person) -> bool:
    # "Our partner, Hope not Hate, is 20", "La Maison de l’Espoir a quinze ans"
    before = range(max(0, one.first - 4), one.end)
    return phrases("organisations").has(reading, before)


def _is_behind_a_verb(reading: Reading, one: Person, verbs: frozenset[str]) -> bool:
    # "Kaum war Ramsi sechzehn"
    return one.first > 0 and reading.words[one.first - 1] in verbs


def antecedent(
    reading: Reading, persons: Persons, index: int, *, same: bool = False, most: int = 5
) -> Person | None:
    """The last one named before a word, in its sentence or in the two before it; of so many that may be."""
    sentence = reading.sentences[index]
    place = bisect_left(persons.firsts, index)
    for one in reversed(persons.all[max(0, place - most) : place]):
        if sentence - reading.sentences[one.first] > (0 if same else SENTENCES_BACK):
            return None
        if is_named(one):
            return one
    return None


def small_name(reading: Reading, age: Age) -> Person | None:
    """A first name right beside an age, in small letters as people type: "sonia 15 ans"."""
    for index, gap in (
        (age.first - 1, reading.gap(age.first)),
        (age.end, reading.after(age.end - 1)),
    ):
        if not 0 <= index < len(reading) or not SEPARATORS.issuperset(gap):
            continue
        if reading.sentences[index] != reading.sentences[age.first]:
            continue
        # "2nd floor, 14 Park Row": a first name in Dutch
        if reading.words[index] in word_set("counted_floors"):
            continue
        if _is_small_name(reading, index):
            return Person(index, index + 1, known=True, doubtful=False)
        # "leon meier, 16 j.": a line that begins with a first name and a word that is no other
        if index == age.first - 1 and index and _is_small_name(reading, index - 1, shortest=3):
            alone = (
                starts(reading, index - 1)
                or reading.words[index - 2] in SMALL
                or reading.gap(index - 1).strip()[-1:] in SMALL_AFTER
            )
            if alone and reading.gap(index) == " " and _may_be_a_surname(reading, index):
                return Person(index - 1, index + 1, known=True, doubtful=False)
    return None


def _is_small_name(reading: Reading, index: int, shortest: int = SHORTEST_SMALL) -> bool:
    word = reading.words[index]
    # "аюб (14)" stands as "ayub" in the lists; such short words are often others
    latin = word
    if word[0] in LATIN and "(" in reading.after(index) and len(word) + 1 >= shortest:
        latin = "".join(LATIN.get(letter, letter) for letter in word)
    return (
        len(latin) >= shortest
        and reading.raw(index).islower()
        and latin in common_names()
        and word not in doubtful_names()
        and not any(word in word_set(table) for table in ("roles", "described", "groups"))
    )


def _may_be_a_surname(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    return (
        word.isalpha()
        and len(word) > 2
        and reading.raw(index).islower()
        and not any(word in word_set(table) for table in NO_SURNAMES)
    )


def is_listed_place(reading: Reading, person: Person) -> bool:
    """ "Paris, 20; Milan, 25": a name that is a place's too, among places."""
    if person.end - person.first > 1 or reading.words[person.first] not in place_names():
        return False
    around = reading.sentence(person.first, NEAR)
    return any(
        index != person.first
        and reading.is_capital(index)
        and reading.words[index] in place_names()
        and not is_first_name(reading.words[index])
        for index in around
    )
