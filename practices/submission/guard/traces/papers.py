"""Number plates, passports and other papers, and the numbers of cases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from practices.submission.guard.found import Found
from practices.submission.guard.reading import Reading
from practices.submission.guard.rules import phrases
from practices.submission.guard.traces.national import said

# Forms that are hardly anything else: French and Italian, British, Russian.
PLATES = re.compile(
    r"(?<![\w-])(?:[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}|[A-Z]{2}\d{2} [A-Z]{3}"
    r"|[А-ЯABEKMHOPCTYX] ?\d{3} ?[А-ЯABEKMHOPCTYX]{2} ?\d{2,3}"
    r"|[ABCEHIKMOPTX]{2} \d{4} [ABCEHIKMOPTX]{2})(?![\w-])"
)
# Others only beside a word: German, Turkish, Italian without hyphens, and what else has letters and digits.
PLATE = re.compile(
    r"(?<![\w-])(?:[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2}[ -]?\d{1,4}[EH]?|\d{2} ?[A-Z]{1,3} ?\d{2,5}"
    r"|[A-Z]{2} ?\d{3} ?[A-Z]{2}"
    r"|[A-Z]{1,3}[- ]?\d{2,6}[- ]?[A-Z]{0,3}|\d[- ]?[A-Z]{3}[- ]?\d{3}|\d{4} ?[B-Z]{3}"
    r"|\d{1,3}[- ][A-Z]{1,3}[- ]\d{1,6}|\d[A-Z]\d ?\d{4}|[A-Z]{2} \d{2} \d{3}|[A-Z]{1,2} \d{2,3} [A-Z]{3}"
    r"|[A-Z]{2}[- ]\d{3,4}[- ][A-Z]{2}|[A-Z]{1,3}[- ][A-Z0-9]{4,6})(?![\w-])"
)
BESIDE_A_VEHICLE = re.compile(
    r"(?<![\w-])(?:\d{2} [A-Z]{1,3} \d{2,4}|[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} \d{1,4}[EH]?|[A-Z]{2} ?\d{3} ?[A-Z]{2}"
    r"|\d{1,3}-[A-Z]{1,3}-\d{1,6}|[A-Z]{2}-\d{3}-[A-Z]|\d-[A-Z]{3}-\d{3}|\d{4} [B-DF-HJ-NP-TV-Z]{3}"
    r"|[A-Z]{3} ?\d{2}[A-Z0-9]|[A-Z]{2} \d{2} \d{3}|[A-Z]{2} ?\d{5}|[A-Z]{2,3}-\d{3,4}|\d[A-Z]\d \d{4}"
    r"|[A-Z]{1,2} \d{2,3} [A-Z]{3}|[A-Z]{2} \d{3,4}[- ][A-Z]{2}|W[A-Z] \d{5}"
    r"|[A-Z]{2,3} (?=[A-Z0-9]{0,4}\d[A-Z0-9]{0,3}\d)[A-Z0-9]{4,5}|[A-Z]{1,2}-\d{3,5}[A-Z]{1,2})(?![\w-])"
)
LOOK_LATIN = str.maketrans("АВСЕНІКМОРТХУ", "ABCEHIKMOPTXY")
PAPER_BEFORE = re.compile(
    r"(?<![\w./-])(?P<code>[A-ZА-Я]{0,3} ?\d{6,9}[A-Z]?)"
    r"(?: (?i:[^\W\d_]{2,10}(?:[.’'][^\W\d_]{1,3})?)){0,3} $"
)
# German ones have letters that look like no digits among the digits.
GERMAN_PAPER = re.compile(
    r"(?<!\w)(?=[A-Z0-9]{0,6}\d[A-Z0-9]{0,6}\d)[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}\d?(?!\w)"
)
AROUND, BEFORE, WORDS_AROUND, WORDS_BEHIND = 40, 14, 14, 3
LEAST_OF_A_COURT, LEAST_ALONE = 5, 8
CASE = re.compile(
    r"[\s:.,#№°º(=–-]{0,5}(?i:(?:nr|no|n|nº|№|number|numéro|номер|numero)[.:°º]?\s{0,2}){0,2}[:#№\s]{0,3}"
    r"(?P<code>(?:[A-ZА-ЯЁÄÖÜԱ-Ֆ][^\W\d_]{0,3}[-/. ]?){0,2}\d{1,20}(?:[A-Z]{2}(?=/))?"
    r"(?:[A-Z]{1,2}\d{3,8}| ?[-/._] ?[^\W_]{1,8}| [A-Z][a-zA-Z]{0,3} \d{1,6}(?:/\d\d)?| пр-\d\d){0,4})"
)
CASE_FURTHER = re.compile(
    r"[^.;!?\n\d:№]{1,60}(?:№|:|\s(?i:n[°º.o]|nr\.?|no\.?|num\.|numéro|number|nummer|numero|номер|numaralı))\s?"
    r"(?P<code>(?:[A-ZА-ЯЁÄÖÜԱ-Ֆ][^\W\d_]{0,3}[-/. ]?){0,2}\d{1,6}(?: ?[-/._] ?[^\W_]{1,8}){0,4})"
)
# "Réf. police 13/2210/21", "dossier d’assistance éducative 224/0187"
CASE_OF_THREE = re.compile(
    r"[.:]?(?:\s(?:[ld][’'])?[^\W\d_]{1,20}){1,3}:?\s"
    r"(?P<code>\d{1,6}[/-]\d{2,6}[/-]\d{2,6}|(?:19|20)\d\d/\d{3,6}(?:-[A-ZА-Я])?|\d{3}/\d{3,5})(?![\d/-])"
)
CASE_BEFORE = re.compile(r"(?<![\d/])(?:19|20)\d\d(?:/\d{1,6}|-[A-Z]{1,4}-\d{2,6})(?![\d/])")
# At least five digits, with a letter or a mark among them.
CASE_OF_A_COURT = re.compile(
    r"[^;!?@\n\d]{0,40}(?<![\w/.-])(?<!VR )(?<!HR[AB] )(?P<code>(?:[A-ZА-Я]{1,4}[ -]?)?\d{1,12}"
    r"(?:[ /.-][\dA-Z]{1,8}){0,4})(?![\w/])"
)
# German courts and prosecutors number like nobody else: "7 Ls 118/20".
GERMAN_CASE = re.compile(r"(?<![\w/.-])\d{1,4} [A-Z][A-Za-z]{0,3} \d{1,5}/\d\d[a-z]?(?![\w/])")
# Belgian prosecutors: "BR.56.L3.004512/2021".
BELGIAN_CASE = re.compile(r"(?<![\w/.-])[A-Z]{2}\.\d{2}\.[A-Z0-9]{2}\.\d{3,7}/\d{2,4}(?![\w/])")
TURKISH_CASE = re.compile(
    r"(?<!\w)[EK][.:] ?(?:19|20)\d\d/\d{1,6}(?![\d/])"
    r"|(?<![\d/])(?:19|20)\d\d/\d{1,6}\s(?:E|K|Esas|Karar|Sor)(?!\w)"
)
# "the panel on CH/2023/004187, the lad from …": a number of a year, and right behind it whose it is.
NUMBER_OF_A_YEAR = re.compile(r"(?<![\w/.-])[A-ZА-Я]{1,6}[-/](?:19|20)\d\d[-/]\d{3,7}(?=,? )")
# Cases of the courts of Luxembourg and Strasbourg are public law.
PUBLIC = re.compile(r"[CT]-\d")


def plates(reading: Reading) -> Iterator[Found]:
    """Number plates, by their form or by a word beside them."""
    # Ukrainian and Russian plates have letters that look as Latin ones do.
    text = reading.text.translate(LOOK_LATIN)
    for match in PLATES.finditer(text):
        yield Found("plate", match.start(), match.end())
    for _first, end, _language in phrases("plate_words").find(reading):
        place = reading.ends[end - 1]
        behind = PLATE.search(text, place, place + AROUND)
        before = PLATE.search(text, max(0, reading.starts[_first] - BEFORE), reading.starts[_first])
        for found in (behind, before):
            if found is not None and not re.search(
                r"[.;!?\n]", reading.text[place : found.start()]
            ):
                yield Found("plate", found.start(), found.end())
    for _first, end, _language in phrases("vehicle_words").find(reading):
        place = reading.starts[_first]
        near = BESIDE_A_VEHICLE.search(text, max(0, place - AROUND), reading.ends[end - 1] + AROUND)
        if near is not None:
            yield Found("plate", near.start(), near.end())


def papers(reading: Reading) -> Iterator[Found]:
    """Numbers of passports, identity cards, residence permits and licences, behind their words."""
    yield from said(reading, "passport_words", "passport", 7)
    for first, end, _language in phrases("passport_words").find(reading):
        # "U12345678 numaralı pasaport", "533921187 was the number of his passport"
        start = reading.starts[first]
        match = PAPER_BEFORE.search(reading.text, max(0, start - 40), start)
        if match is not None:
            yield Found("passport", match.start("code"), reading.ends[end - 1])
        stop = reading.ends[end - 1]
        german = GERMAN_PAPER.search(reading.text, max(0, start - 30), stop + 30)
        if german is not None:
            yield Found("passport", german.start(), german.end())


def cases(reading: Reading) -> Iterator[Found]:
    """Numbers of files and cases of courts and services, but for published judgments."""
    for found in _numbers(reading):
        index = max(0, reading.word_before(found.start + 1))
        around = reading.sentence(index, WORDS_AROUND)
        if any(phrases(table).has(reading, around) for table in ("high_courts", "tenders")):
            continue
        # "Ofsted number 135790, URN 142536": codes of schools
        registers = phrases("company_numbers").has(reading, range(max(0, index - 4), index + 1))
        # "Amtsgericht Essen, HRB 1234" is of a company, "Amtsgericht Essen, 83 Ls 214/19" of somebody
        if not registers or GERMAN_CASE.fullmatch(reading.text, found.start, found.end):
            yield found


def _numbers(reading: Reading) -> Iterator[Found]:
    for pattern in (GERMAN_CASE, BELGIAN_CASE, TURKISH_CASE):
        for match in pattern.finditer(reading.text):
            yield Found("case", match.start(), match.end())
    for match in NUMBER_OF_A_YEAR.finditer(reading.text):
        behind_it = reading.word_before(match.end()) + 1
        whose = reading.sentence(behind_it - 1, WORDS_BEHIND)
        if phrases("described").has(reading, range(behind_it, whose.stop)):
            yield Found("case", match.start(), match.end())
    for _first, end, _language in phrases("courts").find(reading):
        # "Leeds Crown Court, T20217045", "Parquet de Lille n° 22 145 000 087"
        behind = CASE_OF_A_COURT.match(reading.text, reading.ends[end - 1])
        if behind is not None and _is_code_of_a_court(behind["code"]) and _is_case(behind["code"]):
            yield Found("case", behind.start("code"), behind.end("code"))
    for first, end, meaning in phrases("case_words").find(reading):
        place = reading.ends[end - 1]
        found = CASE.match(reading.text, place)
        if found is None:
            # "Dossier d’assistance éducative n° 119/0453"
            far = CASE_FURTHER.match(reading.text, place)
            found = far if far is not None and re.search(r"\d[-/._ ]|\d{5}", far["code"]) else None
            found = found or CASE_OF_THREE.match(reading.text, place)
        if found is not None and _is_case(found["code"]):
            yield Found("case", reading.starts[first], found.end("code"))
        elif meaning == "tr":
            place = reading.starts[first]
            before = CASE_BEFORE.search(reading.text, max(0, place - 32), place)
            if before is not None:
                yield Found("case", before.start(), reading.ends[end - 1])


def _is_code_of_a_court(code: str) -> bool:
    # "T20217045", "13/123456-22", "22 145 000 087"; but "12 000", "10-17"
    digits = sum(sign.isdecimal() for sign in code)
    marked = any(sign.isalpha() or sign in "/.-" for sign in code)
    return digits >= LEAST_OF_A_COURT and (marked or digits >= LEAST_ALONE)


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
