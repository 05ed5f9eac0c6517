"""Dates and years of birth, with the words that say so."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from practices.submission.guard.finders.persons import Persons
from practices.submission.guard.finders.subjects import PRO_DROP, starts
from practices.submission.guard.found import Found
from practices.submission.guard.reading import Reading, folded
from practices.submission.guard.rules import phrases, word_set

MONTH = r"[^\W\d_]{3,10}"
YEAR = r"(?:(?:19|20)\d\d|[’']?\d\d)(?!\d)"
OF = r"(?:[.,]?\s|\s(?:del|de|of|des Jahres|de l[’']année|dell[’']anno)\s)"
DATE = re.compile(
    rf"(?<![\d])(?:(?:19|20)\d\d[-./]\d{{1,2}}[-./]\d{{1,2}}(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|°|º|ère)?[\s./–-]{{1,2}}(?:(?P<name>{MONTH})|\d{{1,2}})[\s.,/–-]{{1,3}}{YEAR}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|°|º|\.)?\s(?:of\s)?(?P<of>{MONTH}){OF}{YEAR}"
    rf"|(?P<first>{MONTH})\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{YEAR}"
    rf"|(?:19|20)\d\d,?\s\d{{1,2}}\.?\s(?P<last>{MONTH})"
    rf"|\d{{1,2}}[./-]\s?(?:I{{1,3}}|IV|VI{{0,3}}|IX|XI{{0,2}})[./-]\s?{YEAR})"
)
MONTH_OF_A_YEAR = re.compile(rf"(?P<name>{MONTH}){OF}(?:19|20)\d\d(?!\d)")
ONLY_YEAR = re.compile(r"(?<![\d.,/-])(?:19[2-9]\d|20[0-2]\d)(?![\d/–-]|\.\d)")
# "Anna Berg, * 3.5.2004", "Bartu (d. 23.07.2008)", "Рустам (р. 23.07.2008)"
SHORT_FOR_BORN = re.compile(r"\*\s?$|[(,;\n]\s?(?:d|b|n|р|geb|née?|nat[oa]|род)\.?\s?$")
# "5 June", "am 5. Juni", "5.6."; "June 5th"
DAY = re.compile(
    rf"(?<![\d.,/])(?:\d{{1,2}}(?:st|nd|rd|th|er|°|º|ère|\.)?\s(?:of\s)?(?P<month>{MONTH})|\d{{1,2}}\.\d{{1,2}}\.(?!\d))"
)
DAY_BEHIND = re.compile(rf"(?P<month>{MONTH})\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d)")
BEFORE, AFTER = 60, 60
WORDS_AWAY, MOST_TO_A_YEAR = 9, 5
OF_A_YEAR = frozenset(("li", "lu"))
HE_OR_SHE = frozenset(("he", "she", "elle", "er", "sie", "lui", "lei", "он", "она"))
HIS_OR_HER = frozenset(
    (
        "his",
        "her",
        "son",
        "sa",
        "sein",
        "seinen",
        "seinem",
        "ihr",
        "ihren",
        "ihrem",
        "suo",
        "sua",
        "его",
        "ее",
        "у",
        "onun",
    )
)
ITALIAN_ARTICLES = frozenset(("il", "lo", "la", "i", "gli", "le"))


def births(reading: Reading, persons: Persons, language: str) -> Iterator[Found]:
    """Each with its words, from the first to the last."""
    dates = [match for match in DATE.finditer(reading.text) if _is_date(match)]
    dates += [
        match
        for match in MONTH_OF_A_YEAR.finditer(reading.text)
        if folded(match["name"]) in word_set("months")
    ]
    dates.sort(key=lambda match: match.start())
    for table in ("birth_labels", "birth_verbs", "birth_years"):
        for first, end, _language in phrases(table).find(reading):
            start, stop = reading.starts[first], reading.ends[end - 1]
            date = _nearest(reading, dates, start, stop)
            if (
                date is None
                or (table == "birth_years" and ":" not in reading.after(end - 1))
                or _is_ne(reading, first)
                or (
                    table == "birth_verbs"
                    and ":" not in reading.after(end - 1)
                    # "Geboren 23.5.06 in Halle": a note on somebody
                    and not (starts(reading, first) and 0 <= date.start() - stop <= 2)
                    and _is_no_person(reading, persons, first, language)
                )
            ):
                continue
            yield Found("birth", min(start, date.start()), max(stop, date.end()))
    for match in dates:
        before = reading.text[max(0, match.start() - 8) : match.start()]
        if SHORT_FOR_BORN.search(before if match.start() > 8 else "\n" + before):
            yield Found("birth", match.start(), match.end())
    yield from _years(reading, persons, language)
    yield from _birthdays(reading, persons, language)
    yield from _in_words(reading, persons, language)


def _in_words(reading: Reading, persons: Persons, language: str) -> Iterator[Found]:
    # "Né le quatre avril deux mille six", "doğdu: dört Nisan iki bin altı"
    for first, end, _language in phrases("birth_verbs").find(reading):
        if _is_ne(reading, first) or _is_no_person(reading, persons, first, language):
            continue
        around = reading.sentence(first, WORDS_AWAY)
        for index in around:
            behind = range(index + 1, min(around.stop, index + MOST_TO_A_YEAR))
            if reading.words[index] in word_set("months") and phrases("year_words").has(
                reading, behind
            ):
                low, high = min(first, index - 1), max(end, behind.stop)
                yield Found("birth", reading.starts[max(0, low)], reading.ends[high - 1])
                break


def _birthdays(reading: Reading, persons: Persons, language: str) -> Iterator[Found]:
    # "His birthday is on 5 June": a day without a year, of somebody and of no organisation
    for first, end, _language in phrases("birthday_words").find(reading):
        around = reading.sentence(first, WORDS_AWAY)
        start, stop = reading.starts[around.start], reading.ends[around.stop - 1]
        days = (
            one
            for pattern in (DAY, DAY_BEHIND)
            for one in pattern.finditer(reading.text, start, stop)
        )
        day = next((one for one in days if _is_day(one)), None)
        if day is None or phrases("organisations").has(reading, range(around.start, first)):
            continue
        told = language in PRO_DROP or any(_is_somebodys(reading, at) for at in around)
        if told or persons.named_near(first, WORDS_AWAY) is not None:
            low = min(reading.starts[first], day.start())
            yield Found("birth", low, max(reading.ends[end - 1], day.end()))


def _is_day(day: re.Match[str]) -> bool:
    return day["month"] is None or folded(day["month"]) in word_set("months")


def _is_somebodys(reading: Reading, index: int) -> bool:
    return reading.words[index] in HIS_OR_HER or _tells_of_one(reading, index)


def _is_ne(reading: Reading, index: int) -> bool:
    # "né" is born in French, and "ne" is no such word in Italian and Turkish.
    return reading.words[index] == "ne" and "é" not in reading.raw(index).lower()


def _is_date(match: re.Match[str]) -> bool:
    month = match["name"] or match["first"] or match["of"] or match["last"]
    return month is None or folded(month) in word_set("months")


def _nearest(
    reading: Reading, dates: list[re.Match[str]], start: int, stop: int
) -> re.Match[str] | None:
    low = bisect_left(dates, start - BEFORE, key=lambda match: match.start())
    best: re.Match[str] | None = None
    for match in dates[low : low + 12]:
        if match.start() > stop + AFTER:
            break
        if best is None or _away(match, start, stop) < _away(best, start, stop):
            best = match
    if best is None:
        return None
    between = reading.text[min(stop, best.end()) : max(start, best.start())]
    return None if re.search(r"[!?;\n]|\d{4}|[^\W\d]{4}\.\s", between) else best


def _away(match: re.Match[str], start: int, stop: int) -> int:
    return match.start() - stop if match.start() >= stop else start - match.end()


def _is_no_person(reading: Reading, persons: Persons, index: int, language: str) -> bool:
    # "The alliance was born on 24 November 2015": nobody is meant, unless somebody is named.
    if persons.named_near(index, WORDS_AWAY) is not None:
        return False
    around = reading.sentence(index, 12)
    before = range(around.start, index)
    # "il" is "he" in French, and "the" in Italian.
    pronouns = word_set("pronouns") - (ITALIAN_ARTICLES if language == "it" else frozenset())
    if any(reading.words[at] in pronouns for at in before):
        return False
    if any(_tells_of_one(reading, at) for at in before):
        return False
    acronym = any(len(raw) > 2 and raw.isupper() for raw in map(reading.raw, before))
    kinds = phrases("organisations")
    behind = range(index + 1, around.stop)
    return acronym or kinds.has(reading, before) or kinds.has(reading, behind)


def _tells_of_one(reading: Reading, index: int) -> bool:
    if reading.words[index] in HE_OR_SHE:
        return True
    if any(phrases(table).at(reading, index) for table in ("described", "roles")):
        return True
    title = phrases("titles").at(reading, index)
    return title is not None and title[0] < len(reading) and reading.is_capital(title[0])


def _years(reading: Reading, persons: Persons, language: str) -> Iterator[Found]:
    for index in range(1, len(reading) - 1):
        # "2008'li Mert": born in that year; but "1990'lı yıllar" are the nineties
        if reading.words[index] in OF_A_YEAR and ONLY_YEAR.fullmatch(reading.raw(index - 1)):
            one = persons.beginning(index + 1)
            if one is not None and one.known and reading.gap(index) in ("'", "’"):
                yield Found("birth", reading.starts[index - 1], reading.ends[one.end - 1])
    for first, end, _language in phrases("birth_years").find(reading):
        for index in [
            *range(end, min(len(reading), end + 4)),
            *range(first - 1, max(-1, first - 6), -1),
        ]:
            if (
                _is_ne(reading, first)
                or not ONLY_YEAR.fullmatch(reading.raw(index))
                or reading.sentences[index] != reading.sentences[first]
            ):
                continue
            around = reading.sentence(first, 6)
            told = any(_tells_of_one(reading, at) for at in around)
            beside = persons.ending(first)
            named = persons.named_near(first, WORDS_AWAY) or (
                # "Marco, nato nel 1999": whatever else the word is
                beside
                if beside is not None and beside.known and reading.gap(first) == ", "
                else None
            )
            if named is None and not (
                told and not _is_no_person(reading, persons, first, language)
            ):
                continue
            low, high = min(first, index), max(end, index + 1)
            yield Found("birth", reading.starts[low], reading.ends[high - 1])
            break
