"""Where somebody lives: a street with a number, and something that says that it is a home."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from practices.submission.guard.finders.forms import OF, is_first_name
from practices.submission.guard.finders.lives import has_office
from practices.submission.guard.finders.persons import Persons
from practices.submission.guard.found import Found
from practices.submission.guard.reading import Reading
from practices.submission.guard.rules import phrases, word_set

STREET_WORDS = 5
CURRENCIES = ("€", "£", "$", "%", "₺", "₴")
AROUND = 16
POSTCODE = re.compile(
    r"(?<!\d)\d{5,6}(?!\d)|(?<!\w)[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?!\w)"
    r"|(?<![\w.])(?:[A-Z]{1,2}-)?\d{4}(?: [A-Z]{2})? [A-ZÄÖÜÅØ][^\W\d_]{2}"
    r"|(?<!\d)\d{2}-\d{3}(?!\d)|(?<!\d)\d{3} \d{2} [^\W\d_]{3}"
)
# British and Irish codes stand for a few houses or one.
HOUSE_CODE = re.compile(
    r"(?<![\w-])(?:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[\dW] [A-Z\d]{4})(?![\w-])"
)
TURKISH_HOUSES = frozenset(("evi", "evinin", "evine", "evinde", "evleri", "dairesi"))
TURKISH_QUARTERS = frozenset(("mahallesi", "mah", "mh"))
# In these languages the street is one word with its name.
COMPOUND = frozenset(("de", "north"))
WITH_POSTCODE = re.compile(
    r"(?<![\w])(?P<street>[A-ZÀ-ŽΑ-ΩА-ЯЁ][\w.'’-]{2,30}) \d{1,4} ?[a-zA-Z]?(?:[/-]\d{1,4}[a-zA-Z]?)?"
    r"(?:, [^,;\n]{1,14}){0,2},? (?P<code>(?:[A-Z]{1,2}-)?(?:\d{5}|\d{4}|\d{3} \d{2}|\d{2}-\d{3}))"
    r"(?: [A-Z]{2})?"
    r"\s[A-ZÀ-ŽΑ-ΩА-ЯЁ]"
)
RUSSIAN_ADJECTIVE = re.compile(
    r"(?<!\w)(?:по|на) (?P<street>[А-ЯЁ][а-яё]{2,30}(?:ой|ей|ого|его)),? (?:(?:дом|д\.) ?)?"
    r"\d{1,3}[а-я]?(?=[ ,.;–-]|$)"
)
NUMBER_BEFORE = frozenset(("fr", "it", "ru", "es"))
OF_A_STREET = OF | {"по", "на"}
# "Via del Mulino ha 14 stanze", "rue du Moulin, a 14 salles": what is counted is no house number.
COUNTING = frozenset(
    ("has", "have", "compte", "comptent", "ont", "hat", "haben", "zahlt", "bietet", "ha", "hanno", "conta",
     "offre", "dispose", "имеет", "насчитывает")
)  # fmt: skip
WHERE = frozenset(("where", "ou", "wo", "dove", "где"))
HOUSE_NUMBERS = frozenset(("numero", "n", "no", "nr", "дом", "доме", "дома", "д", "номер", "№"))
# "Ежевичная, 31, кв. 2": a flat is a home, without a word for the street
RUSSIAN_FLAT = re.compile(
    r"(?<!\w)[А-ЯЁ][а-яё]{2,30},? (?:(?:дом|д\.) ?)?\d{1,4}[а-я]?(?:[/-]\d{1,4})?, ?"
    r"(?:кв\.?|квартира) ?\d{1,4}(?!\d)"
)
# Words that say less than "lives at" does.
ADDRESS = frozenset(
    ("address", "adresse", "indirizzo", "адрес", "адресу", "adres", "adresi", "anschrift")
)
# Offices have floors too.
FLOORS = frozenset(
    ("floor", "etage", "stock", "og", "piano", "scala", "interno", "kat", "этаж", "подъезд")
)
# "Am Obstgarten 7": a street only where the words right before say that somebody lives there.
SMALL = frozenset(("am", "an", "im", "zum", "zur", "auf", "in", "unter"))


def homes(reading: Reading, persons: Persons) -> Iterator[Found]:
    """Addresses of homes. Those of offices, schools and centres may stand there."""
    last = -1
    for first, end in _streets(reading):
        if first < last or not _is_home(reading, persons, first, end):
            continue
        last = end
        yield Found("address", reading.starts[first], reading.ends[end - 1])
    for match in WITH_POSTCODE.finditer(reading.text):
        # "where she lives, Husitská 45, 130 00 Praha 3": a street without a word for one
        first = max(0, bisect_right(reading.starts, match.start("street")) - 1)
        around = reading.sentence(first, AROUND)
        said = phrases("home").has(reading, around)
        if said and not _is_office(reading, max(around.start, first - AROUND), first + 1):
            yield Found("address", match.start("street"), match.end("code"))
    for match in RUSSIAN_ADJECTIVE.finditer(reading.text):
        # "Живёт по Портовой, 44": the word for a street is left out
        first = bisect_right(reading.starts, match.start("street")) - 1
        if phrases("home").has(reading, reading.sentence(first, AROUND)):
            yield Found("address", match.start("street"), match.end())
    for match in RUSSIAN_FLAT.finditer(reading.text):
        yield Found("address", match.start(), match.end())
    for match in HOUSE_CODE.finditer(reading.text):
        first = max(0, bisect_right(reading.starts, match.start()) - 1)
        if _is_home(reading, persons, first, first + 1):
            yield Found("address", match.start(), match.end())


def _streets(reading: Reading) -> Iterator[tuple[int, int]]:
    before, after = phrases("streets_before"), phrases("streets_after")
    for index in range(len(reading)):
        match = after.at(reading, index)
        if match is not None:
            number = _number_after(reading, match[0], 4) if match[1] != "en" else None
            # "на Болотной улице": in Russian one word stands before it.
            most = 1 if match[1] == "ru" else 3
            start = index
            while start and index - start < most and reading.joined(start):
                # "Danışma merkezi Atatürk Caddesi No: 112": whose address it is stands before it
                office = phrases("buildings").at(reading, start - 2) if start > 1 else None
                if match[1] == "tr" and office is not None and office[0] == start:
                    break
                start -= 1
            if match[1] == "tr" and start > 1 and reading.words[start - 1] in TURKISH_QUARTERS:
                # "Leylak Mahallesi, 1427. Sokak No: 27"
                start -= 2
            # "Nørrebrogade 112", but "delegata 3"
            is_compound = match[1] in COMPOUND
            if match[1] == "north" and not reading.is_capital(index):
                continue
            if number is not None:
                yield (index if is_compound else start), number + 1
                continue
            if match[1] == "en":
                number = _number_before(reading, index)
                behind = _number_after(reading, match[0], 1)
                if number is not None:
                    yield number, index + 1
                    continue
                if behind is not None:
                    yield start, behind + 1
                    continue
        match = before.at(reading, index)
        if match is None:
            continue
        number = _number_after(reading, match[0], 3 if match[1] == "de" else STREET_WORDS + 1)
        if match[1] == "fr":
            behind, number = number, _number_before(reading, index, 2)
            if number is None and behind is not None:
                yield index, behind + 1
            elif number is not None and _is_named_street(reading, match[0]):
                yield number, min(len(reading), match[0] + 2)
        elif number is not None and number > match[0]:
            yield index, number + 1
        if number is None and match[1] in NUMBER_BEFORE:
            # "au numéro 9 de la rue Kléber", "il numero 9 di via Parini", "доме 9 по улице Парковой"
            house = _house_before(reading, index)
            if house is not None and _is_named_street(reading, match[0]):
                yield house, min(len(reading), match[0] + 2)


def _house_before(reading: Reading, index: int) -> int | None:
    at = index - 1
    while at > 0 and index - at < STREET_WORDS and reading.words[at] in OF_A_STREET:
        at -= 1
    is_house = at > 0 and reading.words[at].isdecimal() and len(reading.words[at]) <= 4
    return at if is_house and reading.words[at - 1] in HOUSE_NUMBERS else None


def _is_named_street(reading: Reading, index: int) -> bool:
    # "12, rue des Acacias", but "30 cours chacun"
    if index >= len(reading) or not reading.joined(index):
        return False
    return reading.is_capital(index) or reading.words[index] in OF


def _number_after(reading: Reading, index: int, most: int) -> int | None:
    for at in range(index, min(len(reading), index + most)):
        if reading.sentences[at] != reading.sentences[index - 1] and "\n" in reading.gap(at):
            return None
        word = reading.words[at]
        if word.isdecimal():
            # "Corso di tecnica Alexander, 60 €"
            counts = reading.after(at).lstrip()[:1] in CURRENCIES or len(word) > 3
            return None if counts else at
        if word in COUNTING or (word == "a" and "," in reading.gap(at)):
            return None
        if any(sign in reading.gap(at) for sign in ";!?("):
            return None
    return None


def _number_before(reading: Reading, index: int, most: int = STREET_WORDS) -> int | None:
    for at in range(index - 1, max(-1, index - most - 1), -1):
        if "\n" in reading.gap(at + 1) or any(sign in reading.gap(at + 1) for sign in ";.!?"):
            return None
        if reading.words[at].isdecimal():
            return at if len(reading.words[at]) <= 4 else None
        if (
            not reading.is_capital(at)
            and len(reading.words[at]) > 1
            and reading.words[at] not in ("bis", "ter")
        ):
            return None
    return None


def _is_home(reading: Reading, persons: Persons, first: int, end: int) -> bool:
    around = reading.sentence(first, AROUND)
    start = max(around.start, first - AROUND)
    # In Turkish the verb is the last word: "Liman Cad. No 44 D.12, Konak’ta kalıyor"
    # and in a clause behind: "Belgrader Straße 66, wo Zain bei seiner Tante wohnt"
    is_far = _is_turkish(reading, first, end) or (
        end < len(reading) and reading.words[end] in WHERE
    )
    stop = min(around.stop, end + AROUND) if is_far else min(len(reading), end + 5)
    if any(_is_somebodys_house(reading, index) for index in range(start, first)):
        return True
    # "privat: Goethestraße 4", "Ev: Goethe Cad. No 4"
    if first and ":" in reading.gap(first) and reading.words[first - 1] in word_set("home_labels"):
        return True
    if reading.words[first] in SMALL:
        start = max(start, first - 5)
        return phrases("home").has(reading, range(start, first))
    # "Gençlik Evi", "Casa dei Giovani": a house that is an organisation is nobody's home
    homes_there = [
        there
        for there in phrases("home").find(reading, range(start, stop))
        if not (reading.is_capital(there[0]) and phrases("organisations").at(reading, there[0]))
    ]
    # "Catherine Street 14 is the address of the library"
    only_address = bool(homes_there) and all(
        reading.words[index] in ADDRESS for index, _end, _lang in homes_there
    )
    if only_address and _is_office(reading, start, min(around.stop, end + AROUND)):
        return False
    if homes_there:
        return not _is_office(reading, start, first) or any(
            reading.words[index] not in FLOORS and index >= first - 4
            for index, _end, _lang in homes_there
            if index < first
        )
    if _is_office(reading, start, first) or _is_office(reading, end, stop):
        return False
    if POSTCODE.search(reading.text, reading.ends[end - 1], reading.ends[end - 1] + 30):
        return not _is_headed(reading, persons, around.start, first)
    one = persons.named_near(first, AROUND)
    if one is not None and not has_office(reading, one):
        return True
    return phrases("roles").has(reading, range(start, stop))


def _is_headed(reading: Reading, persons: Persons, start: int, first: int) -> bool:
    # "Service prévention, place de la Mairie 1, 1800 Vilvorde": whose address it is stands before it
    if first <= start or reading.gap(first).strip() not in (",", ":", "–", "-", "|"):
        return False
    before = range(start, first)
    tables = ("roles", "described", "our_client", "the_client", "home")
    told = any(phrases(table).has(reading, before) for table in tables)
    return not told and persons.named_near(first, AROUND) is None


def _is_turkish(reading: Reading, first: int, end: int) -> bool:
    street = phrases("streets_after")
    found = (street.at(reading, index) for index in range(first, end))
    return any(match is not None and match[1] == "tr" for match in found)


def _is_somebodys_house(reading: Reading, index: int) -> bool:
    # "Jodie’s house", "Jennys Haus", "la maison de Karim", "Ceyda’nın evi"
    if reading.words[index] not in word_set("houses"):
        return False
    beside = [*range(max(0, index - 2), index), *range(index + 1, min(len(reading), index + 3))]
    return any(
        reading.is_capital(at)
        and is_first_name(reading.words[at])
        and reading.words[at] not in word_set("groups")
        and not (at > index and reading.words[index] in TURKISH_HOUSES)
        and (
            at > index
            or reading.words[at].endswith("s")
            or reading.after(at)[:1] in ("'", "’", "ʼ")
        )
        and (
            at < index
            or (
                reading.gap(index + 1) == " "
                and (at > index + 1 or reading.text[reading.starts[index]].islower())
            )
        )
        for at in beside
    )


def _is_office(reading: Reading, start: int, end: int) -> bool:
    return phrases("organisations").has(reading, range(start, end)) or phrases("buildings").has(
        reading, range(start, end)
    )
