"""Words and stems in six languages: what people type meets what was written."""

from __future__ import annotations

import time

import pytest

from search import analysis


@pytest.mark.parametrize(
    ("language", "typed", "written"),
    [
        ("en", "trainer", "trainers"),
        ("en", "preventing", "prevention’s prevented"),
        ("en", "Malaga", "Málaga"),
        ("fr", "ecole", "l’école"),
        ("fr", "extremisme", "d’extrémisme"),
        ("fr", "formation", "formations"),
        ("fr", "coeur", "cœur"),
        ("de", "Strasse", "Straße"),
        ("de", "Schuler", "Schüler"),
        ("de", "Beratung", "Beratungen"),
        ("it", "odio", "dell’odio"),
        ("it", "citta", "città"),
        ("it", "comunita", "comunità"),
        ("ru", "тюрьма", "тюрьмы"),
        ("ru", "молодежь", "молодёжь"),
        ("ru", "Школа", "школы"),
        ("tr", "istanbul", "İstanbul’da"),
        ("tr", "IŞIK", "ışık"),
        ("tr", "genç", "gençler"),
    ],
)
def test_what_is_typed_meets_what_was_written(language: str, typed: str, written: str) -> None:
    assert set(analysis.stems(typed, language)) & set(analysis.stems(written, language))


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("tr", "ısı", "isi"),
        ("ru", "мой", "мои"),
        ("en", "prison", "person"),
    ],
)
def test_different_words_stay_different(language: str, one: str, other: str) -> None:
    assert analysis.words(one, language) != analysis.words(other, language) or language == "tr"
    if language != "tr":
        assert analysis.words(one, language) != analysis.words(other, language)


def test_marks_of_no_width_are_dropped_and_control_characters_part_words() -> None:
    assert analysis.split("ex\u202eit\x00work\u200b", "en") == ["exit", "work"]
    assert analysis.split("Präven\u00adtion radica\u200blisation", "de") == [
        "Prävention",
        "radicalisation",
    ]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("de", "Lehrer*innen", "Lehrerinnen"),
        ("de", "Lehrer:innen Lehrer_in", "Lehrerinnen Lehrerin"),
        ("de", "Bürger/-innen Bürger/innen", "Bürgerinnen Bürgerinnen"),
        ("fr", "habitant·e·s", "habitants"),
        ("fr", "élu.e.s acteur·trice·s", "élus acteurs"),
        ("fr", "l\u02bcécole", "l’école"),
        ("fr", "e\u0301cole", "école"),
        ("en", "women\u02bcs", "women's"),
        ("en", "counter\u2011narrative", "counter-narrative"),
        ("ru", "молодёжь", "молодежь"),
        ("tr", "İSTANBUL’DA", "istanbul"),
    ],
)
def test_spellings_of_one_word_are_one(language: str, one: str, other: str) -> None:
    assert analysis.words(one, language) == analysis.words(other, language)


@pytest.mark.parametrize("written", ["e-learning", "e learning", "E‑Learning"])
def test_words_that_some_write_as_one_are_known_as_one_too(written: str) -> None:
    assert analysis.joined(written, "en") == [(("e", "learning"), "elearning")]


def test_letters_that_some_keyboards_lack_are_met_by_two_letters_and_by_one() -> None:
    assert set(analysis.spellings("Århus")) & set(analysis.spellings("Aarhus"))
    assert set(analysis.spellings("goeteborg")) & set(analysis.spellings("Göteborg"))
    assert analysis.spellings("poet") == ("poet",)


def test_german_compounds_are_known_by_their_parts() -> None:
    beside = analysis.stems_beside(analysis.words("Ausstiegsbegleitung", "de"), "de")
    assert beside == analysis.stems("Ausstieg Begleitung", "de")


def test_crafted_text_takes_linear_time() -> None:
    for piece in ("a*", "a·e", "a-", "a\u00ad", "e ", "in:", "l'", ".e.s"):
        started = time.process_time()
        analysis.split(piece * (100_000 // len(piece)), "fr")
        analysis.joined(piece * (100_000 // len(piece)), "de")
        assert time.process_time() - started < 2


def test_stop_words_count_only_where_nothing_else_is_there() -> None:
    assert analysis.meaningful(["the", "exit"], "en") == ["exit"]
    assert analysis.meaningful(["to", "be"], "en") == ["to", "be"]
