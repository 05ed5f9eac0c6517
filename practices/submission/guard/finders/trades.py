"""One person told of by a trade or an origin and an age: "un électricien de 24 ans"."""

from __future__ import annotations

from practices.submission.guard.finders.ages import Age
from practices.submission.guard.reading import Reading
from practices.submission.guard.rules import phrases

OF_WORKING_AGE = range(12, 66)
# Articles of one, with the ending of the age behind them: "der 19-jährige", "dem 19-jährigen".
GERMAN = {
    "jahrige": frozenset(("der", "die", "das", "eine", "diese", "dieser")),
    "jahriger": frozenset(("ein", "unser")),
    "jahriges": frozenset(("ein",)),
    "jahrigen": frozenset(("dem", "des", "einem", "einen", "einer", "eines")),
}
A = frozenset(("un", "une", "uno", "una"))
THE = frozenset(("le", "la", "l", "il", "lo", "ce", "cette", "questo", "questa"))
OF = frozenset(("de", "d", "di"))
ADJECTIVES = 2


def one_with_a_trade(reading: Reading, age: Age) -> tuple[int, int] | None:
    """The words of age and trade; none of a project of ten years or a war of thirty."""
    if age.years not in OF_WORKING_AGE:
        return None
    things = phrases("things_of_an_age")
    if age.how == "strong" and reading.words[age.end - 1].startswith("jahrige"):
        return _german(reading, age)
    if age.how == "strong" and age.end + 1 < len(reading) and reading.words[age.end] == "bir":
        return None if things.at(reading, age.end + 1) else (age.first, age.end + 2)
    if age.how != "weak" or not age.first or reading.words[age.first - 1] not in OF:
        return None
    return _romance(reading, age)


def _german(reading: Reading, age: Age) -> tuple[int, int] | None:
    # "der 19-jährige kurdische Friseur", "eine schwangere 17-Jährige"; but "ein 20-jähriger Mietvertrag"
    articles = GERMAN.get(reading.words[age.end - 1], frozenset())
    first = age.first - 1
    while first > 0 and age.first - first <= ADJECTIVES and reading.words[first] not in articles:
        if reading.is_capital(first) or not reading.joined(first + 1):
            return None
        first -= 1
    if first < 0 or reading.words[first] not in articles:
        return None
    if reading.is_capital(age.end - 1):
        return (first, age.end) if first < age.first - 1 else None
    noun = age.end
    while noun < len(reading) and noun - age.end < ADJECTIVES and not reading.is_capital(noun):
        noun += 1
    if noun >= len(reading) or not reading.is_capital(noun):
        return None
    if not all(reading.joined(index) for index in range(age.end, noun + 1)):
        return None
    if phrases("things_of_an_age").at(reading, noun) or phrases("no_trades").at(reading, noun):
        return None
    return age.first, noun + 1


def _romance(reading: Reading, age: Age) -> tuple[int, int] | None:
    # "un électricien de 24 ans", "le coiffeur kurde de 19 ans"; but "un projet de dix ans"
    things, trades = phrases("things_of_an_age"), phrases("trades")
    for first in range(age.first - 3, max(-1, age.first - 4 - ADJECTIVES), -1):
        if first < 0 or not reading.joined(first + 1):
            return None
        noun = first + 1
        if reading.words[first] in A or reading.words[first] in THE:
            is_a = reading.words[first] in A and noun == age.first - 2
            is_trade = trades.at(reading, noun) is not None
            told = (is_a or is_trade) and not things.at(reading, noun)
            return (first, age.end) if told else None
    return None
