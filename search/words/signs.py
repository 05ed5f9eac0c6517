"""One way to write what is written in many: hyphens, apostrophes, signs of no width, gender signs.

Everything keeps to linear time: no pattern can read the same letters twice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# A soft hyphen, a zero-width space and their kin stand inside words; marks of unfinished composition too.
UNSEEN = "\u00ad\u034f\u180e\ufeff" + "".join(
    chr(number)
    for first, last in ((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2064), (0x2066, 0x206F))
    for number in range(first, last + 1)
)
_DROPPED = re.compile(f"[{UNSEEN}]")
APOSTROPHES = "’‘ʼʻ′´`＇"
HYPHENS = "‐‑‒−﹣－"
_PLAIN = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(HYPHENS, "-"))

_LETTER = r"[^\W_]"
_END = rf"(?!{_LETTER})"
_WORD = re.compile(rf"{_LETTER}+")
# Lehrer*innen, Lehrer:in, Lehrer/-innen; habitant·e·s, élu.e.s: the word with all its genders is one word.
_GERMAN = rf"(?P<german>(?:[*:_·]|/-)(?P<female>in(?:nen)?){_END}|/(?P<slashed>innen){_END})"
FRENCH_ENDING = "(?:e|ne|le|se|te|ve|trice|rice|euse|ère|ere)"
_FRENCH = (
    rf"(?P<french>[·•‧]{FRENCH_ENDING}(?:[·•‧]?(?P<many>s))?{_END}"
    rf"|(?P<sign>[.-])e(?P=sign)(?P<more>s){_END})"
)
_WHOLE = re.compile(
    rf"(?P<stem>{_LETTER}+(?:[{UNSEEN}\u0300-\u036f]{_LETTER}*)*)(?:{_GERMAN}|{_FRENCH})?"
)
_ODD = re.compile(rf"[{UNSEEN}\u0300-\u036f*:_·•‧/]|[.-]e[.-]s")

# Written before another word with a hyphen, with a blank, or with nothing.
_WRITTEN_BEFORE = """
    anti co contre contro counter cyber extra hyper infra inter intra micro mono multi neo non online post
    pre pseudo psycho re self semi socio sub trans ultra
    анти кибер контр меж мульти нео онлайн псевдо ультра экстра
"""
_PREFIXES = frozenset(_WRITTEN_BEFORE.split())
# "E" is a word of Italian: it is the English prefix before these alone.
_ELECTRONIC = frozenset(["book", "commerce", "government", "learning", "mail", "tutoring"])
_JOINT = re.compile(rf"{_LETTER}+(?:[ -]{_LETTER}+)*")
LONGEST_JOINT = 3
# Behind a prefix that is written with the word.
SHORTEST_BEHIND = 4


def composed(text: str) -> str:
    """Composed letters; no signs of no width; a blank for control characters and what is no character."""
    text = unicodedata.normalize("NFKC", text)
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        character if category[0] not in "C" else "" if category == "Cf" else " "
        for character in _DROPPED.sub("", text)
        for category in [unicodedata.category(character)]
    )


def plain(text: str) -> str:
    """Every apostrophe and every hyphen as the one on the keyboard; the text stays as long as it was."""
    return text.translate(_PLAIN)


def words(text: str) -> list[str]:
    """The words of a plain text."""
    if not _ODD.search(text):
        return _WORD.findall(text)
    return [word for _begin, _end, word in places(text)]


def places(text: str) -> Iterator[tuple[int, int, str]]:
    """The words of a plain text, each with where it begins and ends."""
    for match in _WHOLE.finditer(text):
        if match.lastindex == 1 and match.group().isascii():
            yield match.start(), match.end(), match.group()
            continue
        found = match.groupdict()
        word = found["stem"]
        word += found["female"] or found["slashed"] or found["many"] or found["more"] or ""
        yield match.start(), match.end(), unicodedata.normalize("NFC", _DROPPED.sub("", word))


def joints(text: str, language: str) -> Iterator[tuple[str, ...]]:
    """Words with a hyphen between them, and prefixes with a word behind them, as their parts."""
    for run in _JOINT.finditer(text):
        chain: list[str] = []
        before = ""
        for piece in run.group().split(" "):
            chain = piece.split("-")
            if 1 < len(chain) <= LONGEST_JOINT:
                yield tuple(chain)
            elif len(chain) == 1 and len(piece) > 3 and _is_prefix(before, piece, language):
                yield (before, piece)
            before = piece


def prefixed(word: str) -> Iterator[tuple[str, str]]:
    """A word of small letters as a prefix and what stands behind it, in each way."""
    for place in range(2, len(word) - SHORTEST_BEHIND + 1):
        if word[:place] in _PREFIXES:
            yield word[:place], word[place:]


def _is_prefix(word: str, following: str, language: str) -> bool:
    lower = word.lower()
    return lower in _PREFIXES or (
        lower == "e" and (language != "it" or following.lower() in _ELECTRONIC)
    )
