"""Phone numbers of all countries, told from dates, amounts, helplines and the numbers of offices."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from practices.submission.guard.finders.persons import Persons
from practices.submission.guard.found import Found
from practices.submission.guard.reading import Reading
from practices.submission.guard.rules import phrases, word_set
from practices.submission.guard.traces.contacts import EMAIL, LINK, is_office
from practices.submission.guard.traces.public_contacts import is_public_contact

# Of how many groups of digits of a text that are no phone number it is tried whether they are one.
MOST_TRIES = 10_000
# "2015-2017", "24.11.2015 - 25.11.2015", "1 200 000", "12:30": written like some phone numbers.
DATES = re.compile(
    r"(?:(?:0?[1-9]|[12]\d|3[01])[./ -]{1,2}(?:0?[1-9]|1[0-2])[./ -]{1,2}(?:19|20)?\d\d"
    r"|(?:19|20)\d\d[./ -]{1,2}(?:0?[1-9]|1[0-2])[./ -]{1,2}(?:0?[1-9]|[12]\d|3[01])|(?:19|20)\d\d)"
)
SEVERAL_DATES = re.compile(rf"{DATES.pattern}(?:\s?[-–/;,. ]\s?{DATES.pattern}){{0,3}}")
THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[ .,'’\u00a0]\d{3}){1,4}")
ABROAD = re.compile(r"(?<![\w+])(?<!\d )(?:\+|00)[1-9][\d ()./\u00a0-]{6,20}\d(?!\d)")
# "07700 900123": what begins as a mobile number does, though nobody has been given it.
MOBILE = re.compile(
    r"(?<![\w.,/+-])0[67]\d{0,3}[ ./\u00a0-]?\d{2,3}(?:[ .\u00a0-]?\d{2,3}){1,4}(?!\d)"
)
OF_NOBODY = frozenset(
    (
        phonenumbers.PhoneNumberType.TOLL_FREE,
        phonenumbers.PhoneNumberType.SHARED_COST,
        phonenumbers.PhoneNumberType.PREMIUM_RATE,
        phonenumbers.PhoneNumberType.UAN,
    )
)
AROUND, NEAR = 14, 4
# Pronouns in one language, and articles in another.
ARTICLES = frozenset(("il", "la", "o"))
AFTER_A_WORD = re.compile(r"\+?\(?\d[\d ()./\u00a0-]{5,20}\d")


def phones(reading: Reading, persons: Persons, region: str) -> Iterator[Found]:
    """Numbers of the country, any with +, others behind a word that says so; none of offices."""
    written = [match.start() for match in EMAIL.finditer(reading.text) if is_office(match[0])]
    sentences = {reading.sentences[max(0, reading.word_before(at + 1))] for at in written}
    for found in _numbers(reading, region):
        if not _is_of_an_office(reading, persons, found, sentences, region):
            yield found


def _is_of_an_office(
    reading: Reading, persons: Persons, found: Found, written: set[int], region: str
) -> bool:
    # "Press office: press@…, 0371 488-0", "the switchboard 021 …"; but whoever is named, or a mobile number
    index = max(0, reading.word_before(found.start + 1))
    before = range(max(0, index - NEAR), index + 1)
    if phrases("company_numbers").has(reading, before):
        return True
    if is_public_contact(reading, found.start):
        return not _is_mobile(reading.text[found.start : found.end], region)
    around = reading.sentence(index, AROUND)
    is_said = reading.sentences[index] in written or any(
        phrases(table).has(reading, around) for table in ("switchboards", "buildings")
    )
    for_everybody = phrases("for_everybody").has(reading, around)
    if persons.named_near(index, AROUND) is not None or not (is_said or for_everybody):
        return False
    if _is_mobile(reading.text[found.start : found.end], region):
        return False
    if for_everybody:
        return True
    return not any(
        phrases("roles").at(reading, at)
        or (
            reading.words[at] in word_set("pronouns") - ARTICLES
            # "oder rufen Sie an": whoever reads it
            and not (reading.words[at] == "sie" and reading.is_capital(at))
        )
        for at in around
    )


def _is_mobile(number: str, region: str) -> bool:
    try:
        parsed = phonenumbers.parse(number, region or None)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE


def _numbers(reading: Reading, region: str) -> Iterator[Found]:
    text = LINK.sub(lambda match: "x" * len(match[0]), reading.text)
    taken: list[tuple[int, int]] = []
    for match in ABROAD.finditer(text):
        if _is_possible(match[0]):
            taken.append((match.start(), match.end()))
            yield Found("phone", match.start(), match.end())
    for found in phonenumbers.PhoneNumberMatcher(text, region or None, max_tries=MOST_TRIES):
        if phonenumbers.number_type(found.number) in OF_NOBODY:
            continue
        if _is_behind(reading, found.start, "helplines"):
            continue
        said = _is_behind(reading, found.start, "phone_words")
        if (
            found.raw_string.lstrip("(").startswith("+")
            or said
            or not _is_other(reading, found.raw_string, found.start, found.end)
        ):
            taken.append((found.start, found.end))
            yield Found("phone", found.start, found.end)
    for match in MOBILE.finditer(text):
        digits = sum(sign.isdecimal() for sign in match[0])
        if 10 <= digits <= 11 and not _is_other(reading, match[0], match.start(), match.end()):
            taken.append((match.start(), match.end()))
            yield Found("phone", match.start(), match.end())
    taken.sort()
    for _first, end, _language in phrases("phone_words").find(reading):
        place = reading.ends[end - 1]
        digit = re.search(r"[\d+]", text[place : place + 25])
        number = AFTER_A_WORD.match(text, place + digit.start()) if digit else None
        if number is None or any(
            start < number.end() and number.start() < stop for start, stop in taken[-400:]
        ):
            continue
        if _is_free_of_charge(number[0], region) or _is_behind(reading, place, "helplines"):
            continue
        digits = sum(sign.isdecimal() for sign in number[0])
        if (
            7 <= digits <= 15
            and not SEVERAL_DATES.fullmatch(number[0])
            and not _is_amount(reading, number.end(), number[0])
        ):
            yield Found("phone", number.start(), number.end())


def _is_possible(number: str) -> bool:
    # Numbers for novels and films, such as +44 7700 900…, are no valid ones, but are meant as phone numbers.
    digits = re.sub(r"\D", "", re.sub(r"^(\+|00)", "", number))
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(f"+{digits}"))
    except phonenumbers.NumberParseException:
        return False


def _is_free_of_charge(number: str, region: str) -> bool:
    # Nobody's own number is free for who calls it: those are helplines.
    try:
        parsed = phonenumbers.parse(number, region or None)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(parsed) in OF_NOBODY


def _is_behind(reading: Reading, place: int, table: str) -> bool:
    index = reading.word_before(place)
    return any(
        phrases(table).at(reading, at) is not None
        for at in range(index, max(-1, index - 5), -1)
        if reading.sentences[at] == reading.sentences[index]
    )


def _is_other(reading: Reading, raw: str, start: int, end: int) -> bool:
    if SEVERAL_DATES.fullmatch(raw) or _is_amount(reading, end, raw):
        return True
    if raw.isdecimal() and not raw.startswith("0") and re.fullmatch(r"(?:19|20)\d{6}|\d{1,8}", raw):
        return True
    index = reading.word_before(start)
    before = {reading.words[at] for at in range(max(0, index - 3), index + 1)}
    last = reading.text[max(0, start - 3) : start].rstrip()[-1:]
    return bool(before & word_set("no_phone")) or last in ("№", "#", "§", "$", "€", "£")


def _is_amount(reading: Reading, end: int, raw: str) -> bool:
    after = reading.text[end : end + 14].strip().lower()
    if after.startswith(("€", "$", "£", "%", "eur", "kr", "dkk", "tl", "руб", "chf", "avro")):
        return True
    return bool(THOUSANDS.fullmatch(raw)) and len(re.sub(r"\D", "", raw)) <= 8
