"""Number plates, passports and other papers, and the numbers of cases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from practices.submission.guard.finders.national import said
from practices.submission.guard.found import Found
from practices.submission.guard.reading import Reading
from practices.submission.guard.rules import phrases

# Forms that are hardly anything else: French and Italian, British, Russian.
PLATES = re.compile(
    r"(?<![\w-])(?:[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}|[A-Z]{2}\d{2} [A-Z]{3}"
    r"|[АВЕКМНОРСТУХ] ?\d{3} ?[АВЕКМНОРСТУХ]{2} ?\d{2,3})(?![\w-])"
)
# Others only beside a word: German, Turkish, Italian without hyphens, and what else has letters and digits.
PLATE = re.compile(
    r"(?<![\w-])(?:[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2}[ -]?\d{1,4}[EH]?|\d{2} ?[A-Z]{1,3} ?\d{2,5}"
    r"|[A-Z]{2} ?\d{3} ?[A-Z]{2}"
    r"|[A-Z]{1,3}[- ]?\d{2,4}[- ]?[A-Z]{0,3}|\d[- ]?[A-Z]{3}[- ]?\d{3})(?![\w-])"
)
TURKISH_OR_GERMAN = re.compile(
    r"(?<![\w-])(?:\d{2} [A-Z]{1,3} \d{2,4}|[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} \d{1,4}[EH]?)(?![\w-])"
)
AROUND, BEFORE = 40, 14
CASE = re.compile(
    r"[\s:.,#№°º(=–-]{0,5}(?i:(?:nr|no|n|nº|№|number|numéro|номер|numero)[.:°º]?\s{0,2}){0,2}[:#№\s]{0,3}"
    r"(?P<code>(?:[A-ZА-ЯЁÄÖÜ][^\W\d_]{0,3}[-/. ]?){0,2}\d{1,6}"
    r"(?: ?[-/._] ?[^\W_]{1,8}| [A-Z][a-zA-Z]{0,3} \d{1,6}(?:/\d\d)?| пр-\d\d){0,4})"
)
CASE_BEFORE = re.compile(r"(?<![\d/])(?:19|20)\d\d/\d{1,6}(?![\d/])")
# Cases of the courts of Luxembourg and Strasbourg are public law.
PUBLIC = re.compile(r"[CT]-\d")


def plates(reading: Reading) -> Iterator[Found]:
    """Number plates, by their form or by a word beside them."""
    for match in PLATES.finditer(reading.text):
        yield Found("plate", match.start(), match.end())
    for _first, end, _language in phrases("plate_words").find(reading):
        place = reading.ends[end - 1]
        behind = PLATE.search(reading.text, place, place + AROUND)
        before = PLATE.search(
            reading.text, max(0, reading.starts[_first] - BEFORE), reading.starts[_first]
        )
        for found in (behind, before):
            if found is not None and not re.search(
                r"[.;!?\n]", reading.text[place : found.start()]
            ):
                yield Found("plate", found.start(), found.end())
    for _first, end, _language in phrases("vehicle_words").find(reading):
        place = reading.starts[_first]
        near = TURKISH_OR_GERMAN.search(
            reading.text, max(0, place - AROUND), reading.ends[end - 1] + AROUND
        )
        if near is not None:
            yield Found("plate", near.start(), near.end())


def papers(reading: Reading) -> Iterator[Found]:
    """Numbers of passports, identity cards, residence permits and licences, behind their words."""
    yield from said(reading, "passport_words", "passport", 7)


def cases(reading: Reading) -> Iterator[Found]:
    """Numbers of files and cases of courts and services."""
    for first, end, meaning in phrases("case_words").find(reading):
        match = CASE.match(reading.text, reading.ends[end - 1])
        if match is not None and _is_case(match["code"]):
            yield Found("case", reading.starts[first], match.end("code"))
        elif meaning == "tr":
            place = reading.starts[first]
            before = CASE_BEFORE.search(reading.text, max(0, place - 20), place)
            if before is not None:
                yield Found("case", before.start(), reading.ends[end - 1])


def _is_years(code: str) -> bool:
    # "2015", "2014/15", "2015-2017"; but "2018/45" is a number of that year.
    match = re.fullmatch(r"((?:19|20)\d\d)(?:[-/–]((?:19|20)?\d\d))?", code)
    return match is not None and (
        not match[2] or len(match[2]) == 4 or int(match[2]) == int(match[1]) % 100 + 1
    )


def _is_case(code: str) -> bool:
    digits = sum(sign.isdecimal() for sign in code)
    if PUBLIC.match(code) or _is_years(code):
        return False
    return digits >= 3 and not re.fullmatch(r"\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d", code)
