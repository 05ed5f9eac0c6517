"""Numbers alone that are somebody's age: "Shaun is 17 and", "mit vierzehn", "Amir, 15, was"."""

from __future__ import annotations

from practices.submission.guard.finders.ages import Age, behind_nearly
from practices.submission.guard.finders.forms import is_first_name
from practices.submission.guard.finders.persons import Person, Persons, is_named
from practices.submission.guard.finders.subjects import (
    CLOSING,
    HE_OR_SHE,
    LIKELY,
    NEAR,
    SEPARATORS,
    TO_WHOM,
    is_free,
    is_listed_place,
    may_be_a_name,
    no_place,
    starts,
    subject_of,
)
from practices.submission.guard.reading import Reading
from practices.submission.guard.rules import phrases, place_names, word_set, words_of

# "Mit 16 ging Nadia", "at 16, Nadia left"
AT = frozenset(("mit", "at"))
# Up to this a number in figures is rather the time of the day.
LAST_HOUR = 12
SEXES = frozenset(("m", "f", "w", "d", "e", "k", "x", "м", "ж", "male", "female"))
CELLS = ("–", "—", "|", ";", "/", "\t")
CALLED_SO = frozenset(("diye", "adli", "isimli", "adinda"))
COPULAS = frozenset(("ist", "war", "is", "was", "a", "ha"))
BLANKS = " \u00a0"
MOST_COUNTS = 12
AND = frozenset((
    "and", "und", "et", "e", "и", "ve", "who", "when", "but", "as", "because", "where", "while",
    "als", "wenn", "da", "aber", "quand", "lorsque", "lorsqu", "mais", "quando", "ma", "когда",
    "но",
))  # fmt: skip


def of_bare(reading: Reading, persons: Persons, age: Age, language: str) -> Person | None:
    """Somebody named to whom a number alone belongs, by what stands around it."""
    after = reading.after(age.end - 1)
    follows = reading.words[age.end] if age.end < len(reading) else ""
    closes = after.lstrip(" \t\u00a0")[:1] in CLOSING if after.strip(" \t\u00a0") else not follows
    if after.startswith(".") and follows in word_set("months"):
        return None
    if (closes and is_of_age(reading, age)) or _is_before_a_copula(reading, age):
        return persons.likely_near(age.number, NEAR)
    if age.end < len(reading) and phrases("counted_floors").at(reading, age.end) is not None:
        return None
    if age.years in LIKELY and _is_a_cell(reading, age):
        # "Deniz Koç;16;Esenler": in a cell of two words even what is another word is a name
        beside = persons.ending(age.first)
        full = beside is not None and beside.known and beside.end - beside.first > 1
        return beside if full else persons.named_near(age.number, 6)
    if age.years in LIKELY and (one := _in_the_same_brackets(reading, persons, age)) is not None:
        return one
    if age.years in LIKELY and closes and ":" in reading.gap(age.first):
        # "Kasia is our youngest mentor: twenty-four."
        around = reading.sentence(age.first, NEAR)
        if phrases("youngest").has(reading, range(around.start, age.first)):
            return persons.likely_near(age.number, NEAR)
    if age.years in LIKELY and closes and (one := _before_brackets(reading, persons, age)):
        return one
    if follows in AND and starts(reading, age.first):
        # "Sixteen and out of school, Jodie …"
        behind = persons.named_near(age.number, NEAR)
        if behind is not None and behind.first > age.end:
            return behind
    if closes and after.strip() in ("-", "–", "—") and follows.isdecimal():
        return None
    if _is_counted_in_places(reading, age) or _is_one_of_counts(reading, age):
        return None
    if closes and age.first and reading.words[age.first - 1] in SEXES:
        # "Kamila, f, 16, from Łódź"
        one = persons.ending(age.first - 1)
        if one is not None and "," in reading.gap(age.first - 1):
            return one
    if is_free(reading, age, language) and starts(reading, age.first) and age.years in LIKELY:
        # "Eighteen last week: our Shanice, who …"
        behind = persons.named_near(age.number, NEAR)
        if behind is not None and any(
            ":" in reading.gap(at) for at in range(max(age.end, behind.first - 2), behind.first + 1)
        ):
            return behind
    said_of = age.first > 0 and reading.words[age.first - 1] in TO_WHOM
    if is_free(reading, age, language) and (age.years in LIKELY or said_of):
        person = (
            subject_of(reading, persons, age, language)
            or _at_this_age(reading, persons, age, language)
            or (persons.named_near(age.number, NEAR) if age.behind > age.number + 2 else None)
        )
        if person is not None:
            return person
    if follows == "olan" and age.years in LIKELY and (one := persons.beginning(age.end + 1)):
        # "Neredeyse 18 olan Rüzgar"
        return one if no_place(reading, one) else None
    beginning = behind_nearly(reading, age.first)
    before = reading.words[beginning - 1] if beginning else ""
    is_said = (
        beginning < age.first
        or before in word_set("copulas")
        or any(
            reading.words[at] in word_set("turned")
            for at in range(max(0, beginning - 7), beginning)
        )
    )
    if is_said and (closes or follows in AND):
        return persons.named_near(age.number, NEAR)
    if before in AT and follows and ("," in after or not reading.is_capital(age.end)):
        near = persons.named_near(age.number, 4)
        goes_on = follows in word_set("function_words") or phrases("nearly").at(reading, age.end)
        return near if near is not None and (near.first > age.number or goes_on) else None
    if after == " " and (one := _right_behind(reading, persons, age, language)) is not None:
        return one
    free = closes or is_free(reading, age, language)
    if free and age.years in LIKELY and _is_of_the_age_named(reading, age):
        return persons.likely_near(age.number, NEAR)
    if (
        follows in COPULAS
        and age.years in LIKELY
        and starts(reading, behind_nearly(reading, age.first))
    ):
        # "Erst zwölf ist sie, unsere Ellie, und kennt schon die Parolen."
        behind = persons.named_near(age.number, 6)
        pronoun = reading.words[age.end + 1] if age.end + 1 < len(reading) else ""
        if behind is not None and pronoun in HE_OR_SHE:
            return behind
    if follows in CALLED_SO and after.startswith((")", ",")):
        # "Etem (17) diye biri": somebody of that name
        return persons.ending(age.first)
    if _is_in_brackets(reading, age, after):
        return persons.named_near(age.number, 6)
    for person in persons.near(age.number, 2):
        if is_listed_place(reading, person):
            continue
        gap = reading.gap(age.first)
        if person.end != age.first or not SEPARATORS.issuperset(gap):
            continue
        if not gap.strip():
            if not _in_a_list(reading, persons, age, after):
                continue
        elif not closes and not ("," in gap and is_free(reading, age, language)):
            continue
        if "(" in gap and after.lstrip()[:1] not in (")", ",", ";"):
            continue
        if is_named(person):
            return person
        if (
            gap.strip(' "”»“')
            and person.known
            and age.years in LIKELY
            and no_place(reading, person)
        ):
            return person
        if (
            age.years in LIKELY
            and may_be_a_name(reading, person, language)
            and no_place(reading, person)
        ):
            return person
    return None


def _is_of_the_age_named(reading: Reading, age: Age) -> bool:
    # "Ines’s age is given as seventeen in one report and sixteen in another."
    around = reading.sentence(age.first, NEAR)
    return any(reading.words[at] in word_set("age_nouns") for at in range(around.start, age.first))


def _is_counted_in_places(reading: Reading, age: Age) -> bool:
    # "Pisa, Lucca e Siena: 12, 9 e 14"
    before = range(max(1, age.first - 7), age.first)
    beside = [
        *range(max(0, age.first - 1), age.first),
        *range(age.end, min(len(reading), age.end + 1)),
    ]
    return (
        any(reading.words[at].isdecimal() for at in beside)
        and any(":" in reading.gap(at) for at in [*before[-3:], age.first])
        and any(reading.words[at] in place_names() for at in before)
    )


def _is_one_of_counts(reading: Reading, age: Age) -> bool:
    # "Corvetto, Baggio e Niguarda: 12, 9 e 14 mediatori": three numbers or more, and what they count
    first = last = age.number
    while last + 1 < len(reading) and last - first < MOST_COUNTS and _is_next_number(reading, last):
        last += 2 if reading.words[last + 1] in AND else 1
    while first and last - first < MOST_COUNTS and _is_number_before(reading, first):
        first -= 2 if reading.words[first - 1] in AND else 1
    numbers = sum(reading.words[at].isdecimal() for at in range(first, last + 1))
    return numbers > 2 and last + 1 < len(reading) and reading.gap(last + 1) == " "


def _is_next_number(reading: Reading, index: int) -> bool:
    behind = index + 1
    if reading.words[behind] in AND and behind + 1 < len(reading):
        return reading.words[behind + 1].isdecimal()
    return reading.words[behind].isdecimal() and reading.gap(behind) == ", "


def _is_number_before(reading: Reading, index: int) -> bool:
    before = index - 1
    if reading.words[before] in AND and before:
        return reading.words[before - 1].isdecimal()
    return reading.words[before].isdecimal() and reading.gap(index) == ", "


def _right_behind(reading: Reading, persons: Persons, age: Age, language: str) -> Person | None:
    # "At sixteen Kirsty moved in"; but "at 12 Amina", "at 16 Victoria Street"
    before = behind_nearly(reading, age.first) - 1
    if before < 0 or not starts(reading, before) or age.years not in LIKELY:
        return None
    if reading.words[before] not in words_of("at_an_age", language):
        return None
    if reading.words[age.number].isdecimal() and age.years <= LAST_HOUR:
        return None
    one = persons.beginning(age.end)
    return one if one is not None and is_named(one) else None


def _in_a_list(reading: Reading, persons: Persons, age: Age, after: str) -> bool:
    # "Yusuf 17 Amina 16": cells of a table, of which the lines are gone.
    if not after.strip():
        return age.end >= len(reading) or any(
            one.first == age.end and is_named(one) for one in persons.near(age.number, 2)
        )
    return after[0] in ";,|\n" or after.strip() == ""


def _in_the_same_brackets(reading: Reading, persons: Persons, age: Age) -> Person | None:
    # "the youngest (14, Amina Dudaeva)"
    if not reading.gap(age.first).endswith("(") or reading.after(age.end - 1) != ", ":
        return None
    one = persons.beginning(age.end)
    closed = one is not None and reading.after(one.end - 1).startswith(")")
    return one if closed else None


def _is_in_brackets(reading: Reading, age: Age, after: str) -> bool:
    # "Von den drei Brüdern ist Anton der älteste (23)"; but "die Spieler (16)".
    if reading.gap(age.first) != " (" or not after.startswith(")") or age.years not in LIKELY:
        return False
    before = age.first - 1
    is_name = is_first_name(reading.words[before])
    return (not reading.is_capital(before) or is_name) and not phrases("groups").at(reading, before)


def is_of_age(reading: Reading, age: Age) -> bool:
    """Whether the words before a number are of coming of age."""
    # "She was not yet of age: 17."
    return phrases("of_age").has(reading, range(max(0, age.first - 4), age.first))


def _is_before_a_copula(reading: Reading, age: Age) -> bool:
    # "…, als er fünfzehn war."
    if age.end >= len(reading) or reading.words[age.end] not in word_set("copulas_behind"):
        return False
    after = reading.after(age.end)
    return reading.joined(age.end) and (not after or after.strip()[:1] in [*CLOSING])


def _at_this_age(reading: Reading, persons: Persons, age: Age, language: str) -> Person | None:
    # "Bei Kenan fing es mit vierzehn an", "since ten"
    before = behind_nearly(reading, age.first) - 1
    if before < 0 or reading.words[before] not in words_of("at_an_age", language):
        return None
    if reading.words[age.number].isdecimal() and age.years <= LAST_HOUR:
        return None
    return persons.named_near(age.number, NEAR)


def _is_a_cell(reading: Reading, age: Age) -> bool:
    # "Natalia – female – 19 – Polish", "Natalia;f;19;bar work"
    before = reading.gap(age.first).strip(BLANKS)[-1:]
    after = reading.after(age.end - 1).strip(BLANKS)[:1]
    if before not in CELLS or after not in (*CELLS, "", "\n"):
        return False
    follows = age.end < len(reading) and reading.words[age.end].isdecimal()
    return bool(before) and not follows


def _before_brackets(reading: Reading, persons: Persons, age: Age) -> Person | None:
    # "Hamid und Ferhat (beide 12)"
    for index in range(age.first, max(-1, age.first - 5), -1):
        gap = reading.gap(index)
        if "(" in gap:
            one = persons.ending(index)
            is_one = one is not None and one.known and (is_named(one) or no_place(reading, one))
            return one if is_one else None
        if gap != " ":
            return None
    return None
