"""The order A–Z: as each language has it, and the same in the database, the engine and lists."""

from __future__ import annotations

import random
import sqlite3
import time

import pytest

from search.words.alphabet import keys_of, name_key, title_key

ORDERS = {
    "en": ["Aarhus", "Århus", "Đakovo", "Dublin", "Łódź", "Lyon", "Örebro", "Oslo", "Østfold", "Zagreb"],
    "de": ["Ökumene", "Oldenburg", "Straßburg", "Stuttgart", "Uelzen", "Ülzen", "Zürich"],
    "fr": ["Écully", "Eu", "Évreux", "L’Haÿ-les-Roses", "Lille", "Œuvres", "Oslo"],
    "it": ["Città", "Cuneo", "È così", "Forlì", "Urbino"],
    "ru": ["Елец", "Ёлкино", "Жуков", "Иваново", "Йошкар-Ола", "Калуга", "Псков", "Berlin", "Lyon"],
    "tr": [
        "Cizre", "Çorum", "Gaziantep", "Ğ", "Hatay", "Iğdır", "Isparta", "İzmir", "Kars", "Ordu", "Özalp",
        "Sivas", "Şanlıurfa", "Uşak", "Ünye", "Zonguldak",
    ],
}  # fmt: skip


@pytest.mark.parametrize("language", list(ORDERS))
def test_names_stand_where_readers_of_a_language_look_for_them(language: str) -> None:
    shuffled = list(ORDERS[language])
    random.Random(7).shuffle(shuffled)  # noqa: S311
    assert sorted(shuffled, key=lambda name: name_key(name, language)) == ORDERS[language]


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("en", ["The Aarhus model", "“Bridges” in school", "A city talks", "Dialogue"]),
        ("fr", ["L’accueil", "Les ateliers", "« La ville »", "Des visites"]),
        ("de", ["Das Amt", "„Die Brücke“", "Ein Chor", "Dialog"]),
        ("it", ["L’accoglienza", "Un’altra strada", "Il ponte", "Gli studenti"]),
        ("tr", ["“Açık kapı”", "Bir kent", "Çarşı", "Okul"]),
        ("ru", ["«Азбука»", "Библиотека", "Йога", "Книги"]),
    ],
)
def test_marks_and_articles_before_a_title_do_not_count(language: str, titles: list[str]) -> None:
    shuffled = list(reversed(titles))
    assert sorted(shuffled, key=lambda title: title_key(title, language, language)) == titles


def test_a_title_that_is_nothing_but_an_article_or_a_mark_keeps_it() -> None:
    assert title_key("Der", "de", "de").startswith("der")
    assert title_key("…", "en", "en") != title_key("", "en", "en")


def test_a_reader_is_given_the_order_of_the_title_that_is_shown() -> None:
    keys = keys_of({"en": "The bridge", "de": "Die Ärztin"}, "en")
    assert keys["de"].startswith("arztin")
    assert keys["en"].startswith("bridge")
    assert keys["tr"].startswith("bridge")


def test_database_engine_and_lists_agree_on_names_of_all_letters() -> None:
    """Elasticsearch compares the bytes of UTF-8, SQLite and PostgreSQL’s "C" too, lists the characters."""
    chance = random.Random(11)  # noqa: S311
    letters = (
        "aàáâäåæbcçčdđðeéèëfgğhiıİIîïjklłmnñoóòöøœpqrsşšßtuúùüvwxyzžабвгґдеёжзиійкљњѓя 0129-’'“«."
    )
    names = ["".join(chance.choices(letters, k=chance.randint(1, 12))) for _number in range(1_500)]
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE names (number INTEGER, key TEXT)")
        for language in ORDERS:
            keys = [title_key(name, language, language) for name in names]
            database.execute("DELETE FROM names")
            database.executemany("INSERT INTO names VALUES (?, ?)", enumerate(keys))
            numbers = range(len(names))
            listed = sorted(numbers, key=lambda number: (keys[number], number))
            stored = database.execute("SELECT number FROM names ORDER BY key, number").fetchall()
            assert [number for (number,) in stored] == listed
            assert sorted(numbers, key=lambda number: (keys[number].encode(), number)) == listed


@pytest.mark.parametrize(
    "text", ["« " * 50_000, "l’" * 50_000, "the " * 25_000, "ğ\u0301" * 50_000]
)
def test_a_hostile_title_takes_linear_time(text: str) -> None:
    began = time.process_time()
    assert len(title_key(text, "tr", "fr")) < 2_000
    assert time.process_time() - began < 0.5
