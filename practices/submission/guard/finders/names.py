"""Names with ages, and somebody described by an age: "Yusuf (17)", "a 17-year-old boy"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from practices.submission.guard.finders.ages import ONE, Age, ages, behind_nearly, ends_before
from practices.submission.guard.finders.bare import AT, is_of_age, of_bare
from practices.submission.guard.finders.forms import is_first_name
from practices.submission.guard.finders.persons import Person, Persons, is_named
from practices.submission.guard.finders.subjects import (
    FAR,
    HE_OR_SHE,
    LIKELY,
    NEAR,
    PRO_DROP,
    SEPARATORS,
    TO_WHICH,
    WHO,
    antecedent,
    is_free,
    may_be_a_name,
    no_place,
    small_name,
    starts,
    subject_of,
)
from practices.submission.guard.finders.trades import one_with_a_trade
from practices.submission.guard.found import Found
from practices.submission.guard.reading import Reading
from practices.submission.guard.rules import phrases, phrases_of, word_set, words_of

OF_YEARS = ("летнии", "летняя", "летнего", "летнеи", "летнему", "летнюю", "летним")
QUOTED = re.compile(r"„[^„“”\n]{1,300}[“”]|“[^“”\n]{1,300}”|«[^«»\n]{1,300}»|\"[^\"\n]{1,300}\"")
ROUND = ("десят", "двадцатилет", "тридцатилет", "сорокалет", "пят", "трех", "двух", "одн", "много")
THE = frozenset(
    ("the", "der", "die", "das", "il", "la", "le", "l", "lo", "this", "dieser", "questo")
)
# Where the age stands right behind "is" and the like, or of, the unit is not that of a duration.
OF = frozenset(("de", "d", "di", "a", "ad", "в", "к", "old", "of", "von"))


def named_with_age(reading: Reading, persons: Persons, language: str) -> Iterator[Found]:
    """Each age with the nearest name that it belongs to, or with the words for one person."""
    for age in ages(reading, language):
        person = _person_of(reading, persons, age, language)
        if person is not None:
            first, end = min(age.first, person.first), max(age.end, person.end)
            apart = max(age.first - person.end, person.first - age.end) > 1
            if apart and phrases("historic").has(reading, reading.sentence(age.first, NEAR)):
                continue
            if _is_an_author(reading, age) or phrases("took_office").has(
                reading, reading.sentence(age.first, NEAR)
            ):
                continue
            yield _found(reading, "name-and-age", first, end, age)
        elif not age.pair and (described := _described(reading, age, language)) is not None:
            yield _found(reading, "described", *described, age)


def _is_an_author(reading: Reading, age: Age) -> bool:
    # "Ованес Туманян написал «Гикора», когда ему было 25."
    around = range(max(0, age.first - FAR), min(len(reading), age.first + NEAR))
    if not phrases("wrote").has(reading, around):
        return False
    start = reading.starts[around.start]
    text = reading.text[max(0, start - 1) : reading.ends[around.stop - 1]]
    place = reading.starts[age.first] - max(0, start - 1)
    # "„Ich bin 18“, schrieb er": what is written is not the title of a book
    within = any(one.start() < place < one.end() for one in QUOTED.finditer(text))
    return not within and any(mark in text for mark in '«“„"')


def _is_of_somebody(reading: Reading, age: Age) -> bool:
    # "a shy lass of fifteen"
    before = behind_nearly(reading, age.first) - 1
    if before < 1 or reading.words[before] not in ("of", "von"):
        return False
    return ends_before(reading, "described", before, 2) is not None


def _found(reading: Reading, kind: str, first: int, end: int, age: Age) -> Found:
    start, stop = reading.starts[first], reading.ends[end - 1]
    if "(" in reading.text[start:stop] and reading.text[stop : stop + 1] == ")":
        stop += 1
    return Found(kind, start, stop, who=age.who)


def _person_of(reading: Reading, persons: Persons, age: Age, language: str) -> Person | None:
    if (told := _told_before(reading, persons, age, language)) is not None:
        return told
    if age.how == "bare":
        person = of_bare(reading, persons, age, language)
        return person or (small_name(reading, age) if _is_in_a_row(reading, age) else None)
    person = subject_of(reading, persons, age, language)
    if person is not None:
        return person
    if age.how == "weak" and not _is_weak_age(reading, age, language):
        return small_name(reading, age) or _in_capitals(reading, persons, age)
    reach = FAR if age.how == "strong" else NEAR
    there = [
        one for one in persons.near(age.number, FAR) if one.end <= age.first or one.first >= age.end
    ]
    for person in there:
        distance = age.first - person.end if person.end <= age.first else person.first - age.end
        beside = distance == 0 and not _breaks(reading, age, person)
        # "Daha on dördünde olan Asya"
        behind = reading.words[age.end] if age.end < len(reading) else ""
        beside = beside or (distance == 1 and behind == "olan" and person.first > age.end)
        if age.pair and not is_named(person):
            continue
        if is_named(person) and distance <= reach:
            if _is_doubtful(reading, age) and not beside:
                continue
            return person
        if beside and (
            person.known
            or (
                (age.how == "strong" or _is_at_the_start(reading, age))
                and may_be_a_name(reading, person, language)
            )
            or (
                # "La plus jeune était Shabana, treize ans."
                age.years in LIKELY
                and person.end <= age.first
                and may_be_a_name(reading, person, language)
                and no_place(reading, person)
            )
        ):
            return person
    return (
        small_name(reading, age)
        or _labelled(reading, age)
        or _named_before(reading, persons, age, language)
    )


def _told_before(reading: Reading, persons: Persons, age: Age, language: str) -> Person | None:
    # "We are proud of Keisha! At 15 she chairs the council.": at the start, of the one named right before
    before = behind_nearly(reading, age.first) - 1
    if before < 0 or not starts(reading, before) or age.years not in LIKELY:
        return None
    if reading.words[before] not in words_of("at_an_age", language) | OF | AT:
        return None
    behind = range(age.end, min(len(reading), age.end + 4))
    if not (language in PRO_DROP or any(reading.words[at] in HE_OR_SHE for at in behind)):
        return None
    one = antecedent(reading, persons, age.first)
    near = one is not None and reading.sentences[age.first] - reading.sentences[one.first] == 1
    return one if near else None


def _in_capitals(reading: Reading, persons: Persons, age: Age) -> Person | None:
    # "BENOÎT DUMAS 13 ANS CONNU DES SERVICES"
    one = persons.ending(age.first)
    if one is None or one.end - one.first < 2 or not is_named(one) or age.years not in LIKELY:
        return None
    loud = all(reading.raw(at).isupper() for at in range(one.first, one.end))
    return one if loud and reading.gap(age.first) == " " else None


def _labelled(reading: Reading, age: Age) -> Person | None:
    # "Age 16. Name Letizia."
    for index in range(age.end, min(len(reading) - 1, age.end + 2)):
        if reading.words[index] in word_set("name_labels") and reading.is_capital(index + 1):
            return Person(index + 1, index + 2, known=True, doubtful=False)
    return None


def _named_before(reading: Reading, persons: Persons, age: Age, language: str) -> Person | None:
    # "Kwabena was quiet. Fourteen years old, tall for his age."
    if (
        age.how != "strong"
        or age.pair
        or phrases_of("generic", language).has(reading, reading.sentence(age.first, FAR))
    ):
        return None
    one = antecedent(reading, persons, age.first)
    around = reading.sentence(age.first, NEAR)
    return None if one is None or phrases("organisations").has(reading, around) else one


def _is_in_a_row(reading: Reading, age: Age) -> bool:
    # "mirko, 15, gone since saturday"
    after = reading.after(age.end - 1).strip()[:1]
    return reading.gap(age.first).strip() in (",", "(", "|", ";") and after in ("", *",)|;.")


def _is_doubtful(reading: Reading, age: Age) -> bool:
    if age.how != "weak" or age.language not in ("en", "de"):
        return False
    return not _at_this_age(reading, age) and not is_of_age(reading, age)


def _at_this_age(reading: Reading, age: Age) -> bool:
    # "Mit 15 Jahren verließ Jana die Schule"; but "mit 15 Jahren Erfahrung" is how long something lasts.
    if not age.first or reading.words[age.first - 1] not in AT or age.years not in LIKELY:
        return False
    return age.end < len(reading) and not reading.is_capital(age.end) and reading.joined(age.end)


def _is_weak_age(reading: Reading, age: Age, language: str) -> bool:
    if age.pair:
        return True
    beginning = behind_nearly(reading, age.first)
    before = reading.words[beginning - 1] if beginning else ""
    if before in OF or before in word_set("possessives") or beginning < age.first:
        return True
    have = words_of("have", language)
    near = reading.words[max(0, age.first - 4) : age.first]
    if any(word in have for word in near) and not any(word in ("y", "il") for word in near[:1]):
        return True
    if before in word_set("copulas") or _at_this_age(reading, age) or is_of_age(reading, age):
        return True
    if (
        age.language == "ru"
        and before
        and is_first_name(before)
        and reading.is_capital(age.first - 1)
    ):
        return True
    return not age.first or reading.gap(age.first).strip() in (",", "(", "–", "-", "|", ":", ";")


def _is_at_the_start(reading: Reading, age: Age) -> bool:
    # "À 14 ans, Assa …": with these words a sentence on somebody begins.
    beginning = behind_nearly(reading, age.first) - 1
    if beginning < 0 or not starts(reading, beginning):
        return False
    return reading.words[beginning] in OF and age.years in LIKELY


def _described(reading: Reading, age: Age, language: str) -> tuple[int, int] | None:
    nouns = phrases("described")
    around = reading.sentence(age.first, FAR)
    if phrases_of("generic", language).has(reading, around) or phrases("historic").has(
        reading, around
    ):
        return None
    if (told := _told_of_a_noun(reading, age, language)) is not None:
        return told
    if age.how == "bare" and not _is_of_somebody(reading, age):
        return None
    if (
        age.how == "weak"
        and not (age.first and reading.words[age.first - 1] in OF)
        and age.language != "ru"
    ):
        return None
    if _is_russian_adjective(reading, age):
        return age.first, age.end + 1
    if (one := one_with_a_trade(reading, age)) is not None:
        return one
    for index in range(age.end, min(len(reading), age.end + 3)):
        if not reading.joined(index):
            break
        match = nouns.at(reading, index)
        if match is not None:
            return age.first, match[0]
    for index in range(age.first - 1, max(-1, age.first - 4), -1):
        if reading.sentences[index] != reading.sentences[age.first]:
            break
        match = nouns.at(reading, index)
        if match is not None and match[0] <= age.first:
            quantified = ends_before(reading, "thresholds", index, 2, language) is not None
            return None if quantified else (index, age.end)
    return _one_of_this_age(reading, age)


def _is_russian_adjective(reading: Reading, age: Age) -> bool:
    # "Шестнадцатилетний подмастерье": in the singular of a person, whoever that is; but "десятилетний план"
    if age.how != "strong" or not reading.words[age.end - 1].endswith(OF_YEARS):
        return False
    if age.end >= len(reading) or not reading.joined(age.end):
        return False
    return not phrases("things_of_an_age").at(reading, age.end) and not reading.words[
        age.end - 1
    ].startswith(ROUND)


def _told_of_a_noun(reading: Reading, age: Age, language: str) -> tuple[int, int] | None:
    # "The boy had just turned 15", "une adolescente, quinze ans, …", "one of the lads, 17 years old"
    verbs = words_of("age_verbs", language)
    if age.how == "bare" and (age.years not in LIKELY or not is_free(reading, age, language)):
        return None
    index = behind_nearly(reading, age.first) - 1
    between = 0
    while index > 0 and between < NEAR and reading.words[index] in verbs:
        index, between = index - 1, between + 1
    if index < 0 or reading.sentences[index] != reading.sentences[age.first]:
        return None
    behind = reading.words[age.end] if age.end < len(reading) else ""
    told = between or behind in word_set("copulas_behind") or reading.words[index] in TO_WHICH
    if index and told and reading.words[index] in WHO:
        # "The boy, who is twelve", "der Junge, der zwölf ist"
        index, between = index - 1, between + 1
    apposed = reading.gap(age.first) in (", ", " – ") and not between
    if not (between or apposed) or (apposed and not is_free(reading, age, language)):
        return None
    for start in (index - 1, index):
        match = phrases("described").at(reading, start) if start >= 0 else None
        if match is not None and match[0] == index + 1:
            return start, age.end
    one_of = range(max(0, index - 3), index)
    return (index, age.end) if apposed and phrases("one_of").has(reading, one_of) else None


def _one_of_this_age(reading: Reading, age: Age) -> tuple[int, int] | None:
    # "A 15-year-old told us", "ein 17-Jähriger", "un diciannovenne".
    if age.how != "strong" or not age.first:
        return None
    before = reading.words[age.first - 1]
    # "The 15-year-old, whose father …", "il quindicenne"; but "die 15-Jährigen"
    is_the = before in THE and not reading.words[age.end - 1].endswith(("en", "olds", "s"))
    if before not in ONE and not is_the:
        return None
    if age.end < len(reading) and reading.joined(age.end):
        small = reading.words[age.end] in word_set("function_words")
        # "einem Neunzehnjährigen aus Marxloh"
        noun = reading.is_capital(age.end - 1)
        if not small and not noun:
            return None
    return age.first - 1, age.end


def _breaks(reading: Reading, age: Age, person: Person) -> bool:
    gap = reading.gap(age.first if person.end <= age.first else person.first)
    return not SEPARATORS.issuperset(gap)
