"""Lists and search words of an offline site while it is written: in a file (SQLite), not in memory."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from search.services import name_key

WORD = re.compile(r"[^\W_]{2,}")
LONGEST_WORD = 40
BEGINNING = 2  # letters of a word by which the files of the search are named


class Entry(NamedTuple):
    """A record in a list of one language: its number, title and summary, where and how it is read."""

    number: int
    key: str
    shown: str
    title: str
    summary: str
    beside: str


class Shelf:
    """What belongs into which list, and which words lead to which record."""

    def __init__(self, path: Path) -> None:
        self._rows = sqlite3.connect(path)
        self._rows.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            "CREATE TABLE entry (language, number, key, shown, title, summary, beside, place,"
            " PRIMARY KEY (language, number)) WITHOUT ROWID;"
            "CREATE TABLE member (list, number, PRIMARY KEY (list, number)) WITHOUT ROWID;"
            "CREATE TABLE word (language, word, number, weight,"
            " PRIMARY KEY (language, word, number)) WITHOUT ROWID;"
        )

    def close(self) -> None:
        """Nothing more is asked."""
        self._rows.close()

    def put(self, language: str, entry: Entry) -> None:
        """A record as the lists of a language show it, and the words by which it is found there."""
        self._rows.execute(
            "INSERT INTO entry VALUES (?,?,?,?,?,?,?,?)",
            (language, *entry, name_key(entry.title, language)),
        )
        weights: dict[str, int] = {}
        for weight, text in ((1, entry.beside), (2, entry.summary), (6, entry.title)):
            for word in words(text):
                weights[word] = max(weight, weights.get(word, 0))
        self._rows.executemany(
            "INSERT OR IGNORE INTO word VALUES (?,?,?,?)",
            ((language, word, entry.number, weight) for word, weight in weights.items()),
        )

    def put_into(self, number: int, lists: Iterable[str]) -> None:
        """A record belongs to these lists, in every language."""
        self._rows.executemany(
            "INSERT OR IGNORE INTO member VALUES (?,?)", ((name, number) for name in lists)
        )

    def count(self, name: str) -> int:
        """How many records are in a list."""
        found = self._rows.execute("SELECT count(*) FROM member WHERE list=?", (name,))
        return int(found.fetchone()[0])

    def entries(self, name: str, language: str, start: int, size: int) -> list[Entry]:
        """Some of a list, by title."""
        found = self._rows.execute(
            "SELECT entry.number, key, shown, title, summary, beside FROM member"
            " JOIN entry ON entry.number = member.number AND language = ?"
            " WHERE list = ? ORDER BY place, entry.number LIMIT ? OFFSET ?",
            (language, name, size, start),
        )
        return [Entry(*row) for row in found]

    def in_order(self, language: str) -> Iterator[Entry]:
        """All records by number."""
        found = self._rows.execute(
            "SELECT number, key, shown, title, summary, beside FROM entry"
            " WHERE language = ? ORDER BY number",
            (language,),
        )
        return (Entry(*row) for row in found)

    def words_by_beginning(self, language: str) -> Iterator[tuple[str, dict[str, list[Any]]]]:
        """For each beginning its words, and for each word numbers of records with weights."""
        found = self._rows.execute(
            "SELECT word, number, weight FROM word WHERE language = ? ORDER BY word, number",
            (language,),
        )
        for beginning, rows in groupby(found, key=lambda row: row[0][:BEGINNING]):
            yield (
                beginning,
                {
                    word: [part for _word, number, weight in hits for part in (number, weight)]
                    for word, hits in groupby(rows, key=lambda row: row[0])
                },
            )


def words(text: str) -> set[str]:
    """The words of a text as the browser makes them of what is typed (``static/js/offline.js``)."""
    folded = unicodedata.normalize("NFKD", text.lower())
    letters = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return {word[:LONGEST_WORD] for word in WORD.findall(letters.replace("ı", "i"))}
