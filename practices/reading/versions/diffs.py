"""Differences between two texts, word by word, for people (diff)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

# So many unchanged words are shown before and behind a change; the others are left out.
CONTEXT = 12
# Of longer texts the quickest comparison is still quick: one part of a record has at most as many.
MOST_WORDS = 4000
_WORDS = re.compile(r"\s*\S+")


@dataclass(frozen=True)
class Piece:
    """Some words: ``same``, ``out`` or ``in``; ``gap`` stands for unchanged words that are left out."""

    kind: str
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """What was taken out and put in; empty where no word differs."""
    old, new = (_WORDS.findall(text)[:MOST_WORDS] for text in (before, after))
    if [word.strip() for word in old] == [word.strip() for word in new]:
        return []
    return list(_pieces(old, new))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    known = [word.strip() for word in old], [word.strip() for word in new]
    for tag, a, b, c, d in SequenceMatcher(None, *known).get_opcodes():
        if tag == "equal":
            yield from _unchanged(new[c:d], first=c == 0, last=d == len(new))
            continue
        if a < b:
            yield Piece("out", "".join(old[a:b]))
        if c < d:
            yield Piece("in", "".join(new[c:d]))


def _unchanged(words: list[str], *, first: bool, last: bool) -> Iterator[Piece]:
    """The words next to a change."""
    before = 0 if first else CONTEXT
    behind = 0 if last else CONTEXT
    if len(words) <= before + behind:
        yield Piece("same", "".join(words))
        return
    if before:
        yield Piece("same", "".join(words[:before]))
    yield Piece("gap", "…")
    if behind:
        yield Piece("same", "".join(words[-behind:]))
