"""The guard over texts: what it stops, what it lets be, by kind and language, and how long it takes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import Any

import phonenumbers
import pytest
import yaml
from django.conf import settings

from practices.submission.guard.checks import ORDER, persons_in
from practices.submission.guard.reading import folded
from practices.submission.guard.rules import neutral
from practices.submission.guard.traces.national import EVERYWHERE, NATIONAL
from practices.submission.guard.words import words_in

TEXTS = Path(__file__).parent / "guard_texts"
LANGUAGES = ("en", "fr", "de", "it", "ru", "tr")
# Of the Council of Europe's members these have numbers of persons that python-stdnum has not.
WITHOUT_MODULE = {"AL", "AM", "AZ", "CY", "GE", "HU", "LU", "MT", "SM"}
MEMBERS = {
    "AD", "AL", "AM", "AT", "AZ", "BA", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI",
    "FR", "GB", "GE", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MD", "ME",
    "MK", "MT", "NL", "NO",
    "PL", "PT", "RO", "RS", "SE", "SI", "SK", "SM", "TR", "UA",
}  # fmt: skip
NOTHING_PLANTED = ("near", "wordnear")


def texts(
    language: str, *, of_words: bool, held_out: bool
) -> Iterator[tuple[bool, dict[str, str]]]:
    """Whether something is planted in a text, and the text; every third of each sort is held out."""
    counts = {True: 0, False: 0}
    for line in (TEXTS / f"{language}.jsonl").read_text().splitlines():
        text = json.loads(line)
        if text["kind"].startswith("word") != of_words:
            continue
        planted = text["kind"] not in NOTHING_PLANTED
        counts[planted] += 1
        if (counts[planted] % 3 == 0) == held_out:
            yield planted, text


def shares(found: list[tuple[bool, bool]]) -> tuple[float, float]:
    """Of the planted how many were found, of the others how many."""
    planted = [was for is_planted, was in found if is_planted]
    others = [was for is_planted, was in found if not is_planted]
    return sum(planted) / len(planted), sum(others) / len(others)


@pytest.mark.parametrize("held_out", [False, True], ids=["tuned", "held-out"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_persons_are_found_and_what_is_like_them_is_not(language: str, held_out: bool) -> None:
    found = [
        (planted, bool(persons_in(text["text"], text["country"], language)))
        for planted, text in texts(language, of_words=False, held_out=held_out)
    ]
    stopped, asked = shares(found)
    # Of thirteen held out texts one may be missed.
    assert stopped >= (0.92 if held_out else 0.95)
    assert asked <= 0.05


@pytest.mark.parametrize("held_out", [False, True], ids=["tuned", "held-out"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_stigmatise_are_found_and_others_are_not(language: str, held_out: bool) -> None:
    found = [
        (planted, bool(words_in(text["text"], language)))
        for planted, text in texts(language, of_words=True, held_out=held_out)
    ]
    warned, wrongly = shares(found)
    assert warned >= 0.9
    assert wrongly <= 0.05


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_measured_with_sixty_texts_half_of_them_with_nothing_to_find(
    language: str,
) -> None:
    rows = [
        planted
        for held_out in (False, True)
        for planted, _text in texts(language, of_words=False, held_out=held_out)
    ]
    assert len(rows) >= 60
    assert rows.count(False) >= 30


def demonstration_texts(value: Any, language: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield value, language
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from demonstration_texts(inner, key if key in LANGUAGES else language)
    elif isinstance(value, list):
        for inner in value:
            yield from demonstration_texts(inner, language)


def test_the_demonstration_records_name_nobody() -> None:
    content = yaml.safe_load((settings.BASE_DIR / "content" / "records.yaml").read_text())
    found = []
    for record in [*content["practices"], *content["trainings"]]:
        region = (record.get("countries") or [""])[0]
        for text, language in demonstration_texts(record):
            found += [
                (text[one.start : one.end], one.kind) for one in persons_in(text, region, language)
            ]
    assert found == []


def kinds(text: str, region: str = "", language: str = "en") -> list[tuple[str, str]]:
    return [(one.kind, text[one.start : one.end]) for one in persons_in(text, region, language)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Yusuf (17) came.", "en", [("name-and-age", "Yusuf (17)")]),
        ("A 17-year-old boy came.", "en", [("described", "17-year-old boy")]),
        ("Pupils aged 15 to 17 came.", "en", []),
        ("Née le 1er mars 2001, elle chante.", "fr", [("birth", "Née le 1er mars 2001")]),
        ("L’association est née le 3 mai 2004.", "fr", []),
        ("Der Fall Az. 7 Ls 118/20 ruht.", "de", [("case", "Az. 7 Ls 118/20")]),
        ("Frau S. erzählte.", "de", [("name", "Frau S")]),
        ("Die Anne-Frank-Schule (12 Klassen)", "de", []),
        ("L’auto targata AB 123 CD.", "it", [("plate", "AB 123 CD")]),
        ("Семнадцатилетнего Хамзу ждали.", "ru", [("name-and-age", "Семнадцатилетнего Хамзу")]),
        ("Danışanımız geldi.", "tr", [("name", "Danışanımız")]),
        ("Danışanlarımız geldi.", "tr", []),
        ("m.meier (at) post (punkt) de", "de", [("email", "m.meier (at) post (punkt) de")]),
        ("Write to info@city.example.", "en", []),
    ],
)
def test_a_finding_says_its_kind_and_its_words(
    text: str, language: str, expected: list[tuple[str, str]]
) -> None:
    assert kinds(text, "", language) == expected


def test_neutral_words_are_offered_in_the_language_of_the_text() -> None:
    (english,) = persons_in("A 17-year-old boy came.", "", "en")
    (german,) = persons_in("Ein 17-jähriger Junge kam.", "", "de")
    (adult,) = persons_in("Omar (44) came.", "", "en")
    assert (english.instead, german.instead) == ("a young person", "ein junger Mensch")
    assert adult.instead == "one of the participants"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_of_finding_has_neutral_words_in_each_language(language: str) -> None:
    told_by_who = {"name", "name-and-age", "described", "singled-out"}
    offered = {what: neutral(language, what) for what in {*ORDER, "young", "adult"} - told_by_who}
    assert all(offered.values())
    assert neutral("de", "plate") == "ein Auto"


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("24.11.2015 - 26.11.2015", "DE"), ("2015-2017", "DK"), ("1 200 000 habitants", "FR"),
        ("20151124", "NO"), ("the budget of 12 345 678 kr", "DK"), ("grant agreement 101049342", "PL"),
        ("10:30–12:30, 2016/2017", "ES"),
    ],
)  # fmt: skip
def test_dates_years_and_sums_are_no_phone_numbers(text: str, region: str) -> None:
    assert kinds(text, region) == []


@pytest.mark.parametrize("country", sorted(MEMBERS))
def test_a_phone_number_of_each_member_country_is_found(country: str) -> None:
    number = phonenumbers.example_number_for_type(country, phonenumbers.PhoneNumberType.MOBILE)
    abroad = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    at_home = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    assert [kind for kind, _words in kinds(f"Her number: {abroad}.", "DE")] == ["phone"]
    assert kinds(f"Phone: {at_home}.", country) != []


# Numbers of persons


def test_every_member_country_has_its_numbers_or_is_known_to_have_no_module() -> None:
    assert set(NATIONAL) - {"RU"} | WITHOUT_MODULE == MEMBERS


@pytest.mark.parametrize(
    "name", sorted({name for part in (*NATIONAL.values(), *EVERYWHERE.values()) for name in part})
)
def test_each_module_of_python_stdnum_is_there(name: str) -> None:
    assert callable(import_module(f"stdnum.{name}").validate)


@pytest.mark.parametrize("country", [*sorted(MEMBERS), "RU", "XK", "ZZ", ""])
def test_no_country_makes_the_guard_fail(country: str) -> None:
    assert kinds("Kimlik no 17291716060 olan genç.", country) == [
        ("national-number", "17291716060")
    ]


@pytest.mark.parametrize(
    "number",
    [
        "44051401359", "1630615123457", "36805280109", "33309240064", "85 07 30 033 28", "131052-308T",
        "756.9217.0769.85", "211062-5629", "54362315-K", "RCCMNL83S18D969H", "36 574 261 809", "710319/2745",
    ],
)  # fmt: skip
def test_numbers_of_persons_of_other_countries_are_found_too(number: str) -> None:
    assert kinds(f"The number {number} was on it.", "PT") == [("national-number", number)]


# Words


@pytest.mark.parametrize(
    ("text", "language", "concepts"),
    [
        ("RADİKAL İSLAM ve Islamı terör", "tr", ["radical-islam", "islamic-terrorism"]),
        ("radikalen Islam", "de", ["radical-islam"]),
        ("the Warsaw Ghetto and a ghetto", "en", ["ghetto"]),
        ("Er sagte: „Das ist ein Ghetto.“", "de", []),
        ("Elle a dit « quartier sensible ».", "fr", []),
        ("Ghetto", "de", ["ghetto"]),
    ],
)
def test_stems_exceptions_and_quotations(text: str, language: str, concepts: list[str]) -> None:
    assert [word.concept for word in words_in(text, language)] == concepts


def test_each_concept_has_words_and_what_to_say_instead_in_six_languages() -> None:
    for entry in yaml.safe_load((settings.BASE_DIR / "content" / "wording.yaml").read_text()):
        assert set(entry["words"]) == set(entry["instead"]) == set(LANGUAGES), entry["id"]
        assert all(entry["words"].values()), entry["id"]


def test_dotted_and_dotless_i_are_one_letter() -> None:
    assert folded("İSLAMI") == folded("ıslamı") == folded("islami") == "islami"


# Time


@pytest.mark.parametrize(
    "piece",
    [
        "A1 (", "1a", "12 ", "1 200 ", "1-1/1.", "Yusuf 17 ", "Anna,17;", "Anna-", "M. ", "M.K. pupil ",
        "17 ans ", "born 3 ", "geboren 3.5.2004 ", "a@", "a.", " at ", "a at b dot c ", "@abc ", "tel 0 ",
        "0151 234567 ", "DE89 3704 ", "AB ", "plate AB ", "passport 1 ", "case no. 12/3-", "rue 1 ", "1 rue ",
        "via a ", "Am ", "x.com/", "https://", "Insta: a.", "our client ", "\n", "e\u0301", "“", "«", "\"",
        "radikal ", "A", "1",
    ],
)  # fmt: skip
def test_a_crafted_text_takes_time_that_grows_with_it_alone(piece: str) -> None:
    persons_in("Yusuf (17)", "DE", "de")
    words_in("Ghetto", "de")
    seconds = []
    for length in (25_000, 100_000):
        text = (piece * length)[:length]
        start = process_time()
        persons_in(text, "DE", "de")
        words_in(text, "de")
        seconds.append(process_time() - start)
    # Four times the text: four times the time, and room for a busy machine.
    assert seconds[1] < 8 * seconds[0] + 0.5
    assert seconds[1] < 5


def test_the_texts_of_a_full_record_take_less_than_two_seconds() -> None:
    content = yaml.safe_load((settings.BASE_DIR / "content" / "records.yaml").read_text())
    pieces = [
        text for record in content["practices"] for text, _language in demonstration_texts(record)
    ]
    text = "\n".join(pieces)[:150_000]
    start = process_time()
    persons_in(text, "DE", "en")
    words_in(text, "en")
    assert process_time() - start < 2
