"""Numbers that states give to persons, by the check digits of python-stdnum, and account numbers.

All countries are tried whatever city a record is of: people move. Numbers short enough to be met by
chance count only in records of their own country, or where a word says what they are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType

import phonenumbers
from stdnum import iban
from stdnum.exceptions import ValidationError as NoSuchNumber

from practices.submission.guard.found import Found
from practices.submission.guard.reading import Reading
from practices.submission.guard.rules import phrases, word_set

# The modules of python-stdnum for numbers of persons, by country; where it has none, a word has to say it
# (content/guard.yaml, national_words). In Bosnia, Montenegro, North Macedonia and Serbia the number is built
# as in Slovenia; Monaco's people have French ones; Moldova's has the check digit of its companies'.
NATIONAL: dict[str, tuple[str, ...]] = {
    "AD": ("ad.nrt",), "AT": ("at.vnr",), "BA": ("si.emso",), "BE": ("be.nn", "be.bis"),
    "BG": ("bg.egn", "bg.pnf"), "CH": ("ch.ssn",), "CZ": ("cz.rc",), "DE": ("de.idnr",), "DK": ("dk.cpr",),
    "EE": ("ee.ik",), "ES": ("es.dni", "es.nie"), "FI": ("fi.hetu",), "FR": ("fr.nir",),
    "GB": ("gb.nhs", "gb.upn"), "GR": ("gr.amka",), "HR": ("hr.oib", "si.emso"), "IE": ("ie.pps",),
    "IS": ("is_.kennitala",), "IT": ("it.codicefiscale",), "LI": ("ch.ssn",), "LT": ("lt.asmens",),
    "LV": ("lv.pvn",), "MC": ("fr.nir",), "MD": ("md.idno",), "ME": ("si.emso",), "MK": ("si.emso",),
    "NL": ("nl.bsn", "nl.onderwijsnummer"), "NO": ("no.fodselsnummer",), "PL": ("pl.pesel",),
    "PT": ("pt.cc", "pt.nif"), "RO": ("ro.cnp",), "RS": ("si.emso",), "RU": ("ru.inn",),
    "SE": ("se.personnummer",), "SI": ("si.emso",), "SK": ("sk.rc",), "TR": ("tr.tckimlik",),
    "UA": ("ua.rntrc",),
}  # fmt: skip
# Letters or a date within, or check digits enough, so that hardly any other number is one of these.
# By how many letters and digits they have.
EVERYWHERE: dict[int, tuple[str, ...]] = {
    8: ("ie.pps",), 9: ("es.dni", "es.nie", "ie.pps"),
    10: ("dk.cpr", "se.personnummer", "is_.kennitala", "cz.rc", "bg.egn", "fi.hetu"),
    11: (
        "be.nn", "ee.ik", "gr.amka", "lt.asmens", "no.fodselsnummer", "pl.pesel", "tr.tckimlik", "de.idnr",
        "hr.oib", "fi.hetu",
    ),
    12: ("se.personnummer",), 13: ("ch.ssn", "ro.cnp", "si.emso"), 15: ("fr.nir",),
    16: ("it.codicefiscale",),
}  # fmt: skip
SHORTEST, LONGEST = 8, 16
NEAR = 4
NUMBER = re.compile(
    r"(?<![\w.,/-])(?:\d[\d .\-/\u00a0]{6,22}\d[A-Za-z]{0,2}|\d{6}[-+A-F]\d{3}\w|\d{7,8}-?[A-Z]{1,2}"
    r"|[12][\d ]{5,8}2[AB][\d ]{8,12}\d"
    r"|[XYZxyz]-?\d{7}-?[A-Za-z]|\d{8} ?\d ?[A-Z]{2}\d|[A-Z]\d{12}|[FE]-?\d{6}-?[A-Z]"
    r"|[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]|[A-CEGHJ-PR-TW-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D])(?![\w-])"
)
# British National Insurance numbers have no check digit, but a form of their own; Italian ones are mistyped.
OWN_FORM = re.compile(
    r"[A-CEGHJ-PR-TW-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]|[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z]"
)
ISBN = re.compile(r"97[89][- ]?\d")
ACCOUNT = re.compile(r"(?<![\w])[A-Z]{2}\d{2}(?:[ \u00a0-]?[A-Z0-9]{1,4}){3,8}(?![\w])")
CODE = re.compile(
    r"[\s:.,#№°º(=–-]{0,5}(?:(?:nr|no|n|number|series|serie|seri|серия|серии|серию|is|was|war|ist|è|est|lautet|numarası|номер|numero)[.:°º]?\s{1,2}){0,2}"
    r"(?P<code>[A-ZА-Я]{0,3}\s?(?:№\s?)?\d[\dA-Z \-/.№]{4,20}[\dA-Z])",
    re.IGNORECASE,
)


@cache
def check(name: str) -> ModuleType:
    """A module of python-stdnum."""
    return import_module(f"stdnum.{name}")


def national_numbers(reading: Reading, region: str) -> Iterator[Found]:
    """Numbers with right check digits, and those that a word names."""
    own = NATIONAL.get(region, ())
    for match in NUMBER.finditer(reading.text):
        number = match[0].strip()
        if ISBN.match(number) or _is_amount(number) or not _is_free(reading, match.start(), number):
            continue
        signs = sum(sign.isalnum() for sign in number)
        if not SHORTEST <= signs <= LONGEST:
            continue
        names = dict.fromkeys(
            own if _is_written_as_a_phone(number, region) else [*own, *EVERYWHERE.get(signs, ())]
        )
        if OWN_FORM.fullmatch(number) or any(_is_valid(name, number, own) for name in names):
            yield Found("national-number", match.start(), match.start() + len(number))
    yield from said(reading, "national_words", "national-number", 7)


def _is_written_as_a_phone(number: str, region: str) -> bool:
    # "01582 546000": some numbers of offices have the check digits of another country by chance
    if not region or number.isdecimal() or not number.startswith("0"):
        return False
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, region))
    except phonenumbers.NumberParseException:
        return False


def _is_amount(number: str) -> bool:
    # "1 200 000", "12.500.000", "2015 2016 2017", "12.03.2018 - 14.03.2018"
    return bool(
        re.fullmatch(
            r"[1-9]\d{0,2}(?:[ .]\d{3}){1,2}|(?:19|20)\d\d(?:[ /-]{1,3}(?:19|20)\d\d){1,3}", number
        )
        or re.match(r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d\b", number)
    )


def _is_free(reading: Reading, start: int, number: str) -> bool:
    # "+49 …" is a phone number, "grant agreement 101049342" of nobody, "VAT no …" of a company.
    index = bisect_left(reading.starts, start)
    if not OWN_FORM.fullmatch(number) and _is_of_a_company(reading, index):
        return False
    if any(phrases("phone_words").at(reading, at) for at in range(max(0, index - 2), index)):
        return False
    before = {reading.words[at] for at in range(max(0, index - 3), index)}
    return reading.text[max(0, start - 1) : start] != "+" and not before & word_set("no_phone")


def _is_of_a_company(reading: Reading, index: int) -> bool:
    around = reading.sentence(min(index, len(reading) - 1), 2 * NEAR)
    before = range(max(around.start, index - NEAR), index)
    behind = range(index, min(around.stop, index + NEAR))
    table = phrases("company_numbers")
    return table.has(reading, before) or table.has(reading, behind)


def _is_valid(name: str, number: str, own: tuple[str, ...]) -> bool:
    try:
        check(name).validate(number)
    except NoSuchNumber:
        return False
    return _is_shaped(name, number, is_own=name in own)


def _is_shaped(name: str, number: str, *, is_own: bool) -> bool:
    # Ten digits with one check digit are met by chance: they have to be written as people write them.
    if is_own and number.isdecimal() and len(number) >= 10 and name not in ("ru.inn", "lv.pvn"):
        return name != "it.codicefiscale"
    if name in ("dk.cpr", "se.personnummer", "is_.kennitala"):
        return bool(re.fullmatch(r"\d{6}(?:\d\d)?[-+ ]\d{4}", number))
    if name in ("bg.egn", "ua.rntrc"):
        return number.isdecimal()
    if name in ("cz.rc", "sk.rc"):
        return "/" in number
    # Companies have numbers of the same kind: shorter in Russia, without letters in Italy, above 3 in Latvia.
    if name == "ru.inn":
        return len(number) == 12
    if name == "it.codicefiscale":
        return number[0].isalpha()
    if name in ("lv.pvn", "pt.nif"):
        return number[0] in "0123"
    return name != "ad.nrt" or number[0] in "Ff"


def accounts(reading: Reading) -> Iterator[Found]:
    """Account numbers: right ones, and those that only have a digit wrong."""
    lengths = _account_lengths()
    for match in ACCOUNT.finditer(reading.text):
        code = re.sub(r"[^A-Z0-9]", "", match[0])
        length = lengths.get(code[:2])
        if length is not None and length <= len(code) <= length + 4:
            stop = _end_of(match[0], length)
            yield Found("iban", match.start(), match.start() + stop)


def _end_of(text: str, length: int) -> int:
    seen = 0
    for place, sign in enumerate(text):
        seen += sign.isalnum()
        if seen == length:
            return place + 1
    return len(text)


@cache
def _account_lengths() -> dict[str, int]:
    # The structure of each country's number, "18n" or "4!a6!n8!n", is in python-stdnum's own table.
    lengths = {}
    for first in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            info = iban._ibandb.info(first + second)[0][1]
            if "bban" in info:
                parts = re.findall(r"(\d+)!?[nac]", info["bban"])
                lengths[first + second] = 4 + sum(int(part) for part in parts)
    return lengths


def said(reading: Reading, table: str, kind: str, digits: int) -> Iterator[Found]:
    """Codes with so many letters and digits behind a word that says what they are."""
    for _first, end, _language in phrases(table).find(reading):
        match = CODE.match(reading.text, reading.ends[end - 1])
        if match is None:
            # "n." and "Nr." end no sentence, as a longer word with a full stop does.
            match = CODE.search(reading.text, reading.ends[end - 1], reading.ends[end - 1] + 45)
            if match is not None and re.search(
                r"[\n;!?]|[^\W\d_]{4}\.\s",
                reading.text[reading.ends[end - 1] : match.start("code")],
            ):
                match = None
        if match is None:
            continue
        code = match["code"]
        index = bisect_left(reading.starts, match.start("code"))
        if kind == "national-number" and _is_of_a_company(reading, index):
            continue
        signs = re.sub(r"[\W_]", "", re.split(r"\s(?=[a-z])", code)[0])
        if (
            sum(sign.isdecimal() for sign in signs) >= min(digits, 5)
            and len(signs) >= digits
            and not _is_amount(code.strip())
        ):
            stop = match.start("code") + len(re.split(r"\s(?=[a-z])", code)[0].rstrip(" .-/"))
            yield Found(kind, match.start("code"), stop)
