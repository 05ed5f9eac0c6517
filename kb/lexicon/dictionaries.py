"""Bilingual dictionaries in DICT format: ``.index`` beside ``.dict`` or ``.dict.dz``, as FreeDict’s are."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from django.core.exceptions import ValidationError

from kb.lexicon.forms_of_words import LONGEST_FORM, checked_form

MOST_INDEX_BYTES = 100_000_000
MOST_TEXT_BYTES = 400_000_000
# What is longer explains more than it translates.
LONGEST_ENTRY = 4_000
LONGEST_LINE = 400
MOST_WORDS = 3
# ISO 639-3, by which these files are named.
LANGUAGES = {"eng": "en", "fra": "fr", "deu": "de", "ita": "it", "rus": "ru", "tur": "tr"}
NAME = re.compile(r"(?:^|-)([a-z]{3})-([a-z]{3})\.index$")
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
VALUES = {digit: value for value, digit in enumerate(DIGITS)}
# Pronunciation, grammar and notes: between slashes or in brackets of any kind.
ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>|\{[^{}]*\}|/[^/]*/")
NUMBER = re.compile(r"^\s*\d{1,3}[.)]\s+")
BETWEEN = re.compile("[,;]")

Node = tuple[str, str]


class DictionaryError(Exception):
    """A file that is no such dictionary; the text names it and the line."""


def languages_of(index: Path) -> tuple[str, str]:
    """From which language into which a dictionary leads, by its name (``freedict-eng-deu.index``).

    Raises :class:`DictionaryError` for any other name and for languages that this site does not have.
    """
    named = NAME.search(index.name)
    if not named or not {named[1], named[2]} <= LANGUAGES.keys() or named[1] == named[2]:
        known = ", ".join(LANGUAGES)
        raise DictionaryError(f"{index.name}: not named …-aaa-bbb.index with two of {known}")
    return LANGUAGES[named[1]], LANGUAGES[named[2]]


def read_pairs(index: Path) -> Iterator[tuple[Node, Node]]:
    """Each word with each of its translations, both as ``(language, word)``.

    Raises :class:`DictionaryError` for what is not of this format, before or while pairs are given.
    """
    source, target = languages_of(index)
    text = _text_beside(index)
    seen: set[tuple[int, int]] = set()
    for number, line in enumerate(_lines(index), start=1):
        name, *where = line.split("\t")
        if len(where) < 2:
            raise DictionaryError(f"{index.name}: line {number}: not a word, a place and a length")
        if name.startswith(("00database", "00-database")):
            continue
        begin, length = (_number(digits, index, number) for digits in where[:2])
        if begin + length > len(text):
            raise DictionaryError(f"{index.name}: line {number}: lies behind the end of the text")
        if length > LONGEST_ENTRY or (begin, length) in seen:
            continue
        seen.add((begin, length))
        entry = text[begin : begin + length].decode("utf-8", errors="replace")
        yield from _pairs_of(entry, source, target)


def _pairs_of(entry: str, source: str, target: str) -> Iterator[tuple[Node, Node]]:
    """The first line has the word; of each sense the first line has the translations, the others explain."""
    lines = [line[:LONGEST_LINE] for line in entry.splitlines() if line.strip()]
    if not lines:
        return
    words = _forms(lines[0], source)
    senses = [line for line in lines[1:] if NUMBER.match(line)] or lines[1:2]
    for sense in senses:
        for translation in _forms(NUMBER.sub("", sense), target):
            for word in words:
                yield (source, word), (target, translation)


def _forms(line: str, language: str) -> list[str]:
    """The words of a line that a lexicon could have."""
    parts = BETWEEN.split(ASIDE.sub(" ", line))
    return [word for part in parts if (word := _word(part, language))]


@lru_cache(maxsize=100_000)
def _word(part: str, language: str) -> str:
    """A word as the lexicon stores it; empty where it is none, or too many."""
    word = " ".join(part.split()).rstrip(".!?")
    if language == "en":
        word = word.removeprefix("to ")
    if not word or len(word) > LONGEST_FORM or word.count(" ") >= MOST_WORDS:
        return ""
    try:
        return checked_form(word, language)
    except ValidationError:
        return ""


def _text_beside(index: Path) -> bytes:
    plain = index.with_suffix(".dict")
    packed = index.with_suffix(".dict.dz")
    try:
        if plain.exists():
            with plain.open("rb") as file:
                text = file.read(MOST_TEXT_BYTES + 1)
        else:
            with gzip.open(packed) as file:
                text = file.read(MOST_TEXT_BYTES + 1)
    except FileNotFoundError as error:
        raise DictionaryError(
            f"{index.name}: neither {plain.name} nor {packed.name} beside it"
        ) from error
    except (OSError, EOFError, zlib.error) as error:
        raise DictionaryError(f"{packed.name}: cannot be unpacked: {error}") from error
    if len(text) > MOST_TEXT_BYTES:
        raise DictionaryError(f"{index.name}: its text is larger than {MOST_TEXT_BYTES} bytes")
    return text


def _lines(index: Path) -> list[str]:
    try:
        if index.stat().st_size > MOST_INDEX_BYTES:
            raise DictionaryError(f"{index.name}: larger than {MOST_INDEX_BYTES} bytes")
        return index.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise DictionaryError(f"{index.name}: there is no such file") from error
    except (OSError, ValueError) as error:
        raise DictionaryError(f"{index.name}: cannot be read: {error}") from error


def _number(digits: str, index: Path, line: int) -> int:
    if not 1 <= len(digits) <= 8 or not VALUES.keys() >= set(digits):
        raise DictionaryError(f"{index.name}: line {line}: “{digits[:20]}” is no number")
    value = 0
    for digit in digits:
        value = value * 64 + VALUES[digit]
    return value
