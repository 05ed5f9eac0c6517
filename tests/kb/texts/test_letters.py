"""A word that mixes alphabets is shown for what it is (check 55)."""

from __future__ import annotations

import unicodedata
from time import process_time

import pytest

from kb.texts.lookalikes import mixed_words, plain_host, with_plain_hosts


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


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.аarhus.dk/x", "www.xn--arhus-3ve.dk"),
        ("https://аррӏе.com", "xn--80ak6aa92e.com"),
        ("https://xn--80ak6aa92e.com/", "xn--80ak6aa92e.com"),
        ("HTTPS://user@АРРӀЕ.com:8080", "xn--80ak6aa92e.com"),
        ("mailto:info@aаrhus.dk", "xn--arhus-4ve.dk"),
        ("https://президент.рф/", ""),
        ("https://köln.de", ""),
        ("https://example.org/аa", ""),
        ("/en/cities/", ""),
        ("https://[::1", ""),
        ("https://xn--\u00ff/", ""),
        ("", ""),
    ],
)
def test_a_host_that_mixes_alphabets_is_named_as_the_net_knows_it(address: str, host: str) -> None:
    assert plain_host(address) == host


def test_the_plain_host_stands_behind_its_link() -> None:
    html = '<p><a href="https://аррӏе.com/?a=1&amp;b=2"><b>here</b></a>, <a href="https://b.example">b</a></p>'
    assert with_plain_hosts(html) == (
        '<p><a href="https://аррӏе.com/?a=1&amp;b=2"><b>here</b></a> [xn--80ak6aa92e.com], '
        '<a href="https://b.example">b</a></p>'
    )
    start = process_time()
    with_plain_hosts('<a href="https://а.com">x</a>' * 4_000)
    assert process_time() - start < 3
