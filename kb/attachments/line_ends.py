"""Words that were divided at the end of a line, put together again.

A search for the word has to find it, and a name or a number that was divided is one for the guard over
persons. What a hyphen at a line's end stands for is seldom certain; the file itself knows best: where it has
the word elsewhere, whole or with its hyphen, so it is here. Else it is decided by what the six languages,
and their neighbours, never divide or always write with a hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

# Put in by a program where a word may be divided, so they are no part of it. The first two are soft hyphens,
# as they are and as programs that read scans write them; the last is what many programs print for one.
SOFT = "\u00ad\u00ac"
PRINTED = "\u2010"
HYPHENS = f"\u2011{PRINTED}-"
LETTER = r"[^\W_]"
# A file of nothing but hyphens at line ends is no single word.
LONGEST_WORD = 80
MOST_PIECES = 12
LAST = re.compile(rf"((?:{LETTER}|['’])+)([{SOFT}{HYPHENS}])$")
FIRST = re.compile(rf"{LETTER}+")
WORD = re.compile(rf"{LETTER}+(?:[-\u2010\u2011]{LETTER}+)*")
ADDRESS = re.compile(r"@|/|www\.")
# "Kinder- und Jugendarbeit": the hyphen stands for the rest of the first word. Words that are the last
# syllable of others ("Kür-bis", "Werk-statt", "dün-ya") are not among them.
SUSPENDED = frozenset({
    "und", "oder", "sowie", "bzw", "beziehungsweise", "and", "or", "nor", "versus", "vs", "et", "ou", "e",
    "o", "ed", "od", "oppure", "и", "или", "а", "y", "i", "oraz", "lub", "och", "eller", "og", "of", "nebo",
    "ili", "või",
})  # fmt: skip
BETWEEN_NUMBERS = frozenset({
    "bis", "to", "à", "a", "до", "til", "tot", "till",
})  # fmt: skip
# "Geld- en tijdgebrek" but "Frau-en": no language divides behind a consonant and before a vowel.
DUTCH_AND = "en"
VOWELS = frozenset("aeiouyäöüáéíóúàèìòùâêîôûëï")
# Before a hyphen these are words of their own: "self-esteem", "après-midi", "северо-западный".
FIRST_PARTS = frozenset({
    "self", "well", "non", "counter", "cross", "long", "short", "high", "low", "full", "half", "vice",
    "demi", "après", "arrière", "afro", "северо", "южно", "юго", "западно", "восточно", "социально",
    "общественно",
})  # fmt: skip
SHORTEST_SECOND_PART = 4
# Behind a hyphen these are: "lui-même", "pense-t-il", "что-нибудь", "community-based".
LAST_PARTS = frozenset({
    "même", "mêmes", "il", "ils", "elle", "elles", "vous", "nous", "нибудь", "летний", "летняя", "летние",
    "летних", "based", "related", "scale",
})  # fmt: skip
PAIRS = frozenset({
    "celui-ci", "celui-là", "celle-ci", "celle-là", "ceux-ci", "ceux-là", "celles-ci", "celles-là",
    "est-ce", "peut-être", "vis-à", "c'est-à", "au-delà", "là-bas", "là-dessus", "из-за", "из-под",
    "кто-то", "что-то", "как-то", "где-то", "какой-то", "какая-то", "какие-то", "когда-то", "кто-либо",
    "что-либо", "какой-либо", "какая-либо", "какие-либо", "всё-таки", "по-прежнему", "по-своему",
})  # fmt: skip
# Capitals of a heading; shorter ones may be two names of offices.
SHORTEST_IN_CAPITALS = 5


def undivided(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines of each page, each divided word whole on the line and the page where it begins."""
    known = _words_of(line for lines in pages for line in lines)
    told: list[str] = []
    starts: list[int] = []
    pieces = 1
    for lines in pages:
        starts.append(len(told))
        for line in filter(None, map(str.strip, lines)):
            word, rest = _first_and_rest(line)
            whole = None
            if told and pieces < MOST_PIECES:
                whole = _put_together(told[-1], word, known)
            if whole is not None:
                told[-1] = whole
                pieces += 1
            if whole is None or rest:
                told.append(line if whole is None else rest)
                pieces = 1
    return [told[start:end] for start, end in pairwise([*starts, len(told)])]


def _words_of(lines: Iterable[str]) -> frozenset[str]:
    """The words that stand whole within a line."""
    return frozenset(
        found[0].casefold().replace(PRINTED, "-").replace("\u2011", "-")
        for line in lines
        for found in WORD.finditer(line)
    )


def _first_and_rest(line: str) -> tuple[str, str]:
    word, _blank, rest = line.partition(" ")
    return word, rest.lstrip()


def _put_together(before: str, word: str, known: frozenset[str]) -> str | None:
    """The line with its last word made whole; None where that word ends there, hyphen and all."""
    last = LAST.search(before[-LONGEST_WORD:])
    first = FIRST.match(word)
    if last is None or first is None or len(last[1]) + 1 >= LONGEST_WORD:
        return None
    left, mark, right = last[1], last[2], first[0]
    if mark in SOFT:
        return before[:-1] + word
    if _is_suspended(left, right, word, known):
        return None
    if ADDRESS.search(before[-LONGEST_WORD:].rsplit(" ", 1)[-1]) or ADDRESS.search(word):
        return before + word
    if _is_one_word(left, right, known, is_printed=mark == PRINTED):
        return before[:-1] + word
    return f"{before[:-1]}-{word}"


def _is_suspended(left: str, right: str, word: str, known: frozenset[str]) -> bool:
    alone = word.rstrip(".,;:").casefold()
    if left[-1].isdigit():
        return alone in BETWEEN_NUMBERS or alone in SUSPENDED
    if (left + right).casefold() in known:
        return False
    return alone in SUSPENDED or (alone == DUTCH_AND and left[-1].casefold() not in VOWELS)


def _is_one_word(left: str, right: str, known: frozenset[str], *, is_printed: bool) -> bool:
    """Whether the hyphen only divides, rather than belonging to a compound."""
    with_hyphen = f"{left}-{right}".casefold()
    if with_hyphen in known or with_hyphen in PAIRS:
        return False
    if (left + right).casefold() in known:
        return True
    if left[-1].isdigit() or right[0].isdigit():
        return False
    if right[0].isupper():
        return left.isupper() and right.isupper() and len(left) >= SHORTEST_IN_CAPITALS
    if left.isupper():
        # "EU-weit", "e-learning" is below.
        return False
    if is_printed:
        return True
    first_part = left.casefold() in FIRST_PARTS and len(right) >= SHORTEST_SECOND_PART
    return len(left) > 1 and not first_part and right.casefold() not in LAST_PARTS
