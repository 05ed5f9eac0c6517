"""A word that mixes alphabets is shown for what it is (check 55)."""

from __future__ import annotations

import unicodedata

import pytest

from kb.letters import mixed_words


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Mentors in Aаrhus", "“Aаrhus” mixes letters of several alphabets: а (Cyrillic)."),
        ("Rοtterdam", "“Rοtterdam” mixes letters of several alphabets: ο (Greek)."),
        ("Наставники в Opхусе", "“Opхусе” mixes letters of several alphabets: O (Latin), p (Latin)."),
        ("Раrіѕ", "“Раrіѕ” mixes letters of several alphabets: r (Latin)."),
        ("ΑthеnѕΩ", "“ΑthеnѕΩ” mixes letters of several alphabets: "
         "Α (Greek), е (Cyrillic), ѕ (Cyrillic), Ω (Greek)."),
    ],
)  # fmt: skip
def test_the_sentence_names_the_letters_that_are_fewer(text: str, sentence: str) -> None:
    (mixed,) = mixed_words(text)
    assert str(mixed) == sentence


@pytest.mark.parametrize(
    "text",
    [
        "Mentors in Århus, Łódź, İstanbul and Zürich",
        "Наставники в Орхусе; ещё й",
        "Αθήνα",
        "IT-специалист, 3D-печать, COVID‑19",
        "Aarhus и Москва",
        "10 µg, Ω, №5, H₂O",
        unicodedata.normalize("NFD", "Ещё Malmö"),
        "日本語とABC",
        "",
    ],
)
def test_words_of_one_alphabet_are_left_alone_in_any_language(text: str) -> None:
    assert mixed_words(text) == []


def test_each_word_is_named_once_and_a_long_one_is_cut() -> None:
    mixed = mixed_words("Aаrhus, Aаrhus; Ghеnt " + "a" * 500 + "а")
    assert [word.word[:6] for word in mixed] == ["Aаrhus", "Ghеnt", "aaaaaa"]
    assert len(str(mixed[2])) < 150
