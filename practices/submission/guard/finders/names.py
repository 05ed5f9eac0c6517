"""Names with ages, and somebody described by an age: "Yusuf (17)", "a 17-year-old boy"."""

from __future__ import annotations

from collections.abc import Iterator

from practices.submission.guard.finders.ages import ONE, Age, ages, behind_nearly, ends_before
from practices.submission.guard.finders.persons import (
    PLACE_BEFORE,
    Person,
    Persons,
    is_first_name,
    is_named,
)
from practices.submission.guard.found import Found
from practices.submission.guard.reading import Reading
from practices.submission.guard.rules import phrases, place_names, word_set

FAR, NEAR = 20, 12
SEPARATORS = frozenset(" ,(|;:–—-\t=[/\u00a0’'\"")
CLOSING = frozenset("),;.|]/\n!?–—-")
AND = frozenset(
    (
        *(
            "and",
            "und",
            "et",
            "e",
            "и",
            "ve",
            "who",
            "when",
            "but",
            "as",
            "because",
            "where",
            "while",
        ),
        *(
            "als",
            "wenn",
            "da",
            "aber",
            "quand",
            "lorsque",
            "lorsqu",
            "mais",
            "quando",
            "ma",
            "когда",
            "но",
        ),
    )
)
# "Mit 16 ging Nadia", "at 16, Nadia left"
AT = frozenset(("mit", "at"))
# Of whom records tell: a number behind a word that may be no name is an age only then.
LIKELY = range(10, 31)
# Where the age stands right behind "is" and the like, or of, the unit is not that of a duration.
OF = frozenset(("de", "d", "di", "a", "ad", "в", "old", "of", "von"))


def named_with_age(reading: Reading, persons: Persons, language: str) -> Iterator[Found]:
    """Each age with the nearest name that it belongs to, or with the words for one person."""
    for age in ages(reading):
        person = _person_of(reading, persons, age, language)
        if person is not None:
            first, end = min(age.first, person.first), max(age.end, person.end)
            yield _found(reading, "name-and-age", first, end, age)
        elif (age.how != "bare" or _is_of_somebody(reading, age)) and (
            described := _described(reading, age)
        ) is not None:
            yield _found(reading, "described", *described, age)


def _is_of_somebody(reading: Reading, age: Age) -> bool:
    # "a shy lass of fifteen"
    if age.first < 2 or reading.words[age.first - 1] not in ("of", "von"):
        return False
    return ends_before(reading, "described", age.first - 1, 2) is not None


def _found(reading: Reading, kind: str, first: int, end: int, age: Age) -> Found:
    start, stop = reading.starts[first], reading.ends[end - 1]
    if "(" in reading.text[start:stop] and reading.text[stop : stop + 1] == ")":
        stop += 1
    return Found(kind, start, stop, who=age.who)


def _person_of(reading: Reading, persons: Persons, age: Age, language: str) -> Person | None:
    if age.how == "bare":
        return _beside_bare(reading, persons, age, language)
    if age.how == "weak" and not _is_weak_age(reading, age):
        return None
    reach = FAR if age.how == "strong" else NEAR
    there = [
        one for one in persons.near(age.number, FAR) if one.end <= age.first or one.first >= age.end
    ]
    for person in there:
        distance = age.first - person.end if person.end <= age.first else person.first - age.end
        beside = distance == 0 and not _breaks(reading, age, person)
        if is_named(person) and distance <= reach:
            if _is_doubtful(reading, age) and not beside:
                continue
            return person
        if beside and (
            person.known
            or (
                (age.how == "strong" or _is_at_the_start(reading, age))
                and _may_be_a_name(reading, person, language)
            )
            or (
                # "La plus jeune était Shabana, treize ans."
                age.years in LIKELY
                and person.end <= age.first
                and _may_be_a_name(reading, person, language)
                and _no_place(reading, person)
            )
        ):
            return person
    return None


def _is_doubtful(reading: Reading, age: Age) -> bool:
    if age.how != "weak" or age.language not in ("en", "de"):
        return False
    return not _at_this_age(reading, age) and not _is_of_age(reading, age)


def _at_this_age(reading: Reading, age: Age) -> bool:
    # "Mit 15 Jahren verließ Jana die Schule"; but "mit 15 Jahren Erfahrung" is how long something lasts.
    if not age.first or reading.words[age.first - 1] not in AT or age.years not in LIKELY:
        return False
    return age.end < len(reading) and not reading.is_capital(age.end) and reading.joined(age.end)


def _is_weak_age(reading: Reading, age: Age) -> bool:
    beginning = behind_nearly(reading, age.first)
    before = reading.words[beginning - 1] if beginning else ""
    if before in OF or before in word_set("possessives") or beginning < age.first:
        return True
    if before in word_set("copulas") or _at_this_age(reading, age) or _is_of_age(reading, age):
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
    if beginning < 0 or not _starts(reading, beginning):
        return False
    return reading.words[beginning] in OF and age.years in LIKELY


def _breaks(reading: Reading, age: Age, person: Person) -> bool:
    gap = reading.gap(age.first if person.end <= age.first else person.first)
    return not SEPARATORS.issuperset(gap)


def _may_be_a_name(reading: Reading, person: Person, language: str) -> bool:
    # In German every noun has a capital letter, at the start of a sentence every word.
    first = person.first
    starts = _starts(reading, first)
    return language != "de" and (not starts or person.end - first > 1)


def _beside_bare(reading: Reading, persons: Persons, age: Age, language: str) -> Person | None:
    after = reading.after(age.end - 1)
    follows = reading.words[age.end] if age.end < len(reading) else ""
    closes = after.lstrip(" \t\u00a0")[:1] in CLOSING if after.strip(" \t\u00a0") else not follows
    if after.startswith(".") and follows in word_set("months"):
        return None
    if (closes and _is_of_age(reading, age)) or _is_before_a_copula(reading, age):
        return persons.named_near(age.number, NEAR)
    if follows in AND and _starts(reading, age.first):
        # "Sixteen and out of school, Jodie …"
        behind = persons.named_near(age.number, NEAR)
        return behind if behind is not None and behind.first > age.end else None
    if closes and after.strip() in ("-", "–", "—") and follows.isdecimal():
        return None
    beginning = behind_nearly(reading, age.first)
    before = reading.words[beginning - 1] if beginning else ""
    is_said = (
        beginning < age.first
        or before in word_set("copulas")
        or any(
            reading.words[at] in word_set("turned")
            for at in range(max(0, beginning - 4), beginning)
        )
    )
    if is_said and (closes or follows in AND):
        return persons.named_near(age.number, 6)
    if before in AT and follows and ("," in after or not reading.is_capital(age.end)):
        near = persons.named_near(age.number, 4)
        goes_on = follows in word_set("function_words") or phrases("nearly").at(reading, age.end)
        return near if near is not None and (near.first > age.number or goes_on) else None
    if _is_in_brackets(reading, age, after):
        return persons.named_near(age.number, 6)
    for person in persons.near(age.number, 2):
        if _is_listed_place(reading, person):
            continue
        gap = reading.gap(age.first)
        if person.end != age.first or not SEPARATORS.issuperset(gap):
            continue
        if not gap.strip():
            if not _in_a_list(reading, persons, age, after):
                continue
        elif not closes or ("(" in gap and after.lstrip()[:1] not in (")", ",", ";")):
            continue
        if is_named(person):
            return person
        if (
            age.years in LIKELY
            and _may_be_a_name(reading, person, language)
            and _no_place(reading, person)
        ):
            return person
    return None


def _in_a_list(reading: Reading, persons: Persons, age: Age, after: str) -> bool:
    # "Yusuf 17 Amina 16": cells of a table, of which the lines are gone.
    if not after.strip():
        return age.end >= len(reading) or any(
            one.first == age.end and is_named(one) for one in persons.near(age.number, 2)
        )
    return after[0] in ";,|\n" or after.strip() == ""


def _is_in_brackets(reading: Reading, age: Age, after: str) -> bool:
    # "Von den drei Brüdern ist Anton der älteste (23)"; but "die Spieler (16)".
    if reading.gap(age.first) != " (" or not after.startswith(")") or age.years not in LIKELY:
        return False
    before = age.first - 1
    is_name = is_first_name(reading.words[before])
    return (not reading.is_capital(before) or is_name) and not phrases("groups").at(reading, before)


def _is_of_age(reading: Reading, age: Age) -> bool:
    # "She was not yet of age: 17."
    return phrases("of_age").has(reading, range(max(0, age.first - 4), age.first))


def _is_before_a_copula(reading: Reading, age: Age) -> bool:
    # "…, als er fünfzehn war."
    if age.end >= len(reading) or reading.words[age.end] not in word_set("copulas_behind"):
        return False
    return reading.joined(age.end) and reading.after(age.end).strip()[:1] in ("", *CLOSING)


def _starts(reading: Reading, index: int) -> bool:
    return index == 0 or reading.sentences[index - 1] != reading.sentences[index]


def _is_listed_place(reading: Reading, person: Person) -> bool:
    # "Paris, 20; Milan, 25": a name that is a place's too, among places.
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


def _no_place(reading: Reading, person: Person) -> bool:
    if any(word in place_names() for word in reading.words[person.first : person.end]):
        return False
    # "via del Mercato 22"
    if phrases("streets_before").has(reading, range(max(0, person.first - 3), person.first)):
        return False
    return not person.first or reading.words[person.first - 1] not in PLACE_BEFORE


def _described(reading: Reading, age: Age) -> tuple[int, int] | None:
    nouns = phrases("described")
    if (
        age.how == "weak"
        and not (age.first and reading.words[age.first - 1] in OF)
        and age.language != "ru"
    ):
        return None
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
            quantified = ends_before(reading, "thresholds", index, 2) is not None
            return None if quantified else (index, age.end)
    return _one_of_this_age(reading, age)


def _one_of_this_age(reading: Reading, age: Age) -> tuple[int, int] | None:
    # "A 15-year-old told us", "ein 17-Jähriger", "un diciannovenne".
    if age.how != "strong" or not age.first or reading.words[age.first - 1] not in ONE:
        return None
    if age.end < len(reading) and reading.joined(age.end):
        small = reading.words[age.end] in word_set("function_words")
        # "einem Neunzehnjährigen aus Marxloh"
        noun = reading.is_capital(age.end - 1)
        if not small and not noun:
            return None
    return age.first - 1, age.end
