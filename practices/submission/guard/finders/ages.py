"""Ages in a text: how old somebody is, told from ranges, target groups and how long something lasts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from practices.submission.guard.finders.forms import is_first_name
from practices.submission.guard.reading import Reading
from practices.submission.guard.rules import phrases, phrases_of, word_set

YOUNGEST, OLDEST = 4, 99
# Up to which age somebody is called young in the words that are offered.
YOUNG = 27
OR = frozenset(("or", "ou", "oder", "o", "или", "veya", "ya"))
AND_OF_TWO = frozenset(("and", "et", "und", "e", "ed", "и", "ve"))
UNITS_BEFORE = frozenset(("лет", "годиков"))
# "Marco, anni 17", "Иванов, лет 30": where nothing is counted and no decade is meant.
UNITS_BEHIND_A_MARK = frozenset(("anni", "лет"))
# "section 16", "Nr. 16"; but "Alter, Stufe: 16"
NUMBERED_BY = (" ", ". ", ".", "\u00a0", "° ")
DASHES = ("-", "–", "—", "/")
# "14 J.", "14 л.", "14 y."
SHORTENED = frozenset(("a", "j", "л", "y", "yo", "yr", "ans"))
ONE = frozenset(
    ("a", "an", "ein", "eine", "einen", "einem", "einer", "eines", "un", "une", "uno", "una", "bir")
)


@dataclass(frozen=True)
class Age:
    """Words ``first`` to ``end``; the number begins at ``number``.

    The number may be of several words, up to ``behind``. ``how``: "strong" where the words say that it
    is an age, "weak" where the unit may be a duration's, "bare" for a number alone. ``pair``: it is one
    of two that are told of two.
    """

    first: int
    number: int
    behind: int
    end: int
    years: int
    how: str
    language: str
    pair: bool = False

    @property
    def who(self) -> str:
        """The name of the neutral words for somebody of this age."""
        return "adult" if self.years > YOUNG else "young"


def ages(reading: Reading, language: str) -> Iterator[Age]:
    """All ages that are nobody's in particular left out."""
    index = 0
    while index < len(reading):
        age = _age_at(reading, index)
        if age is not None:
            kind = _range_of(reading, age, language)
            if kind != "range" and not _is_of_many(reading, age, language):
                yield replace(age, pair=kind == "pair")
        index = age.end if age is not None else index + 1


def ends_before(
    reading: Reading, table: str, index: int, most: int = 4, language: str = ""
) -> int | None:
    """Where the longest phrase of a table, or of its part of a language, begins that ends before a word."""
    listed = phrases_of(table, language) if language else phrases(table)
    for start in range(max(0, index - most), index):
        match = listed.at(reading, start)
        if match is not None and match[0] == index:
            return start
    return None


def behind_nearly(reading: Reading, index: int) -> int:
    """Where a number begins with "only", "just" and the like before it: "at the age of just 13"."""
    for start in range(max(0, index - 2), index):
        match = phrases("nearly").at(reading, start)
        if match is not None and match[0] == index and reading.joined(index):
            return start
    return index


def _age_at(reading: Reading, index: int) -> Age | None:
    word = reading.words[index]
    if not word.isdecimal():
        whole = phrases("age_words").at(reading, index)
        long_enough = len(word) > 7 or (whole is not None and whole[0] > index + 1)
        if whole is not None and long_enough and word not in word_set("no_age_words"):
            return Age(index, index, whole[0], whole[0], 17, "strong", "")
    number = _number_at(reading, index)
    if number is None:
        return None
    end, years = number
    if not YOUNGEST <= years <= OLDEST:
        return None
    end = _behind_or(reading, end, years)
    half = phrases("halves").at(reading, end) if end < len(reading) else None
    if half is not None and reading.joined(end):
        # "fifteen and a half"
        end = half[0]
    first = index
    beginning = behind_nearly(reading, index)
    lead = ends_before(reading, "age_before", beginning)
    if lead is None:
        beginning, lead = index, ends_before(reading, "age_before", index)
    # "лет семнадцати", but "5 лет 10 месяцев"
    counted = lead is not None and reading.words[lead] in UNITS_BEFORE and word.isdecimal()
    if lead is not None and len(reading.gap(beginning)) <= 3 and not counted:
        first = lead
    else:
        lead = None
    birthday = phrases("birthdays").at(reading, end) if end < len(reading) else None
    if birthday is not None and len(reading.gap(end)) <= 2:
        return Age(first, index, end, birthday[0], years, "strong", birthday[1])
    close = end < len(reading) and reading.gap(end) in (
        "",
        " ",
        "-",
        "‑",
        "–",
        "\u00a0",
        "’",
        "'",
        "\u202f",
    )
    if close and (after := phrases("age_after").at(reading, end)):
        return Age(first, index, end, after[0], years, "strong", after[1])
    # "16 j.", "13J POLIZEIBEKANNT"; but "13a"
    shortened = close and reading.words[end] in SHORTENED
    glued = shortened and not reading.gap(end) and reading.words[end] != "a"
    if shortened and (glued or reading.after(end).startswith((".", ",", ")"))):
        return Age(first, index, end, end + 1, years, "strong" if lead is not None else "weak", "")
    if close and (unit := phrases("age_units").at(reading, end)):
        how = "strong" if lead is not None else "weak"
        if how == "weak" and _lasts(reading, index, unit[0]):
            return None
        return Age(first, index, end, unit[0], years, how, unit[1])
    said = lead is not None or _is_labelled(reading, index) or _has_unit_before(reading, index)
    return Age(first, index, end, end, years, "strong" if said else "bare", "")


def _has_unit_before(reading: Reading, index: int) -> bool:
    if index < 2 or reading.words[index - 1] not in UNITS_BEHIND_A_MARK:
        return False
    return reading.gap(index) == " " and reading.gap(index - 1).strip() in (
        ",",
        ":",
        "(",
        ";",
        "–",
        "-",
    )


def _is_labelled(reading: Reading, index: int) -> bool:
    # "Age at referral: 15", "Alter bei Aufnahme | 15"
    if not reading.gap(index).strip().startswith((":", "=", "|", "\t")):
        return False
    labels = range(max(0, index - 5), index)
    return any(reading.words[at] in word_set("age_labels") for at in labels)


def _behind_or(reading: Reading, end: int, years: int) -> int:
    # "15 or 16" of somebody whose age is not known
    if end + 1 < len(reading) and reading.words[end] in OR and reading.joined(end + 1):
        other = _number_at(reading, end + 1)
        if other is not None and other[1] == years + 1:
            return other[0]
    return end


def _number_at(reading: Reading, index: int) -> tuple[int, int] | None:
    word = reading.words[index]
    if not word.isdecimal():
        return _in_words(reading, index)
    if len(word) > 2:
        return None
    gap, after = reading.gap(index), reading.after(index)
    if index and reading.words[index - 1] in word_set("numbered") and gap in NUMBERED_BY:
        return None
    # "A4", "B12"
    if not gap and index:
        return None
    if gap in (".", ",", "/", ":") and index and reading.words[index - 1].isdecimal():
        return None
    following = index + 1 < len(reading) and reading.words[index + 1].isdecimal()
    if after in (".", ",", "/", ":", "\u00a0", "\u202f", "’") and following:
        return None
    if after.lstrip()[:1] in ("+", "%", "€", "$", "£", "‰") or gap.rstrip()[-1:] in (
        "%",
        "€",
        "$",
        "§",
        "№",
        "#",
        "°",
    ):
        return None
    return index + 1, int(word)


def _in_words(reading: Reading, index: int) -> tuple[int, int] | None:
    match = phrases("number_words").at(reading, index)
    if match is None:
        return None
    end, years = match[0], int(match[1])
    if years >= 20 and years % 10 == 0 and end < len(reading) and reading.joined(end):
        # "семьдесят один", "seventy one", "soixante et onze"
        unit = phrases("units").at(reading, end)
        if unit is not None:
            return unit[0], years + int(unit[1])
    return end, years


def _lasts(reading: Reading, index: int, end: int) -> bool:
    before = ends_before(reading, "duration_before", index, 2)
    # "ein Mädchen von fünfzehn Jahren" tells of nothing that lasts.
    if before and ends_before(reading, "described", before, 2) is not None:
        return False
    return before is not None or (
        end < len(reading) and phrases("duration_after").at(reading, end) is not None
    )


def _is_of_many(reading: Reading, age: Age, language: str) -> bool:
    # "ai" is a threshold in Italian, and "j’ai" is an age's verb in French.
    threshold = ends_before(reading, "thresholds", age.first, 3, language)
    if threshold is not None and ends_before(reading, "described", threshold, 2) is None:
        return reading.joined(age.first)
    if (
        age.end < len(reading)
        and reading.joined(age.end)
        and "–" not in reading.gap(age.end)
        and phrases("behind").at(reading, age.end)
    ):
        return True
    if age.how == "bare":
        return False
    start = age.first
    for index in range(age.first - 1, max(-1, age.first - 4), -1):
        if not reading.joined(index + 1):
            break
        start = index
    # "The parents of sixteen-year-old Elsa": of the one who is named behind
    one_named = (
        age.how == "strong"
        and age.end < len(reading)
        and reading.joined(age.end)
        and reading.is_capital(age.end)
        and is_first_name(reading.words[age.end])
    )
    if one_named:
        return False
    if phrases("groups").has(reading, range(start, age.first)) and not phrases("one_of").has(
        reading, range(max(0, start - 3), age.first)
    ):
        return True
    # "Hamid et Farès (12 ans tous les deux)", "Mia et Hugo, 13 ans tous les deux"
    gap = reading.gap(age.first)
    in_brackets = (
        age.first > 0
        and reading.is_capital(age.first - 1)
        and ("(" in gap or ("," in gap and is_first_name(reading.words[age.first - 1])))
    )
    for index in range(age.end, min(len(reading), age.end + 2)):
        if not reading.joined(index) or in_brackets:
            return False
        if phrases("groups").at(reading, index) is not None:
            return True
    return False


def _range_of(reading: Reading, age: Age, language: str) -> str:
    """Whether the number is one of a range ("range"), of two that are told of two ("pair"), or neither."""
    between = phrases("ranges")
    # "15 to 25 years", "from 15 to 25", "15-25"; but "are 11 and 13"
    for index in range(age.number - 1, max(-1, age.number - 4), -1):
        word = reading.words[index]
        if _is_number(reading, index):
            close = index < age.number - 1 or reading.gap(age.number).strip() in DASHES
            return _pair_or_range(reading, index, age.number, index, language) if close else ""
        if between.at(reading, index) is None or not word:
            break
    for index in range(age.behind, min(len(reading), age.behind + 4)):
        if _is_number(reading, index):
            close = index > age.behind or reading.gap(index).strip() in DASHES
            return (
                _pair_or_range(reading, age.behind - 1, index, age.first, language) if close else ""
            )
        if between.at(reading, index) is None or not reading.joined(index):
            break
    return ""


def _pair_or_range(reading: Reading, first: int, second: int, start: int, language: str) -> str:
    joins = reading.words[first + 1 : second]
    if not joins or any(word not in AND_OF_TWO for word in joins if not _is_unit(word)):
        return "range"
    before = range(max(0, start - 3), start)
    return "range" if phrases_of("thresholds", language).has(reading, before) else "pair"


def _is_unit(word: str) -> bool:
    return word in word_set("age_units") or word == "yas"


def _is_number(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    return (word.isdecimal() and len(word) <= 2) or phrases("number_words").at(
        reading, index
    ) is not None
