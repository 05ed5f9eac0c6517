"""How alike two texts are, from 0 to 1: how much of the weight of each one's words the other has too."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from practices.submission.guard.likeness.meaning import Senses, Token

TITLE_WEIGHT, SUMMARY_WEIGHT = 2.0, 1.0
# How far a sign that two words share speaks for the same word.
SAME_WORD, SAME_MEANING, SAME_SOUND = 1.0, 0.9, 0.5
SAME_SOUND_ABROAD = 0.8
# Names of other cities say where, not what.
NAME_OF_CITY = 0.5
# Of a word that no sign leads from one language into the other, little can be said.
SILENT_ABROAD = 0.4
FEWEST_TEXTS = 100
MOST_OF_BODY = 1_500
# Shares of one number: likeness of the titles, how much of one text is in the other, and of the other in it.
TITLES, THERE, BACK = 0.1, 0.4, 0.5
# Titles that are nearly the same are asked about, whatever stands below them.
SAME_TITLE, SAME_TITLE_SCORE = 0.9, 0.5


@dataclass(frozen=True)
class Words:
    """A text taken apart: the tokens of its title, its summary, and the rest."""

    language: str
    title: tuple[Token, ...]
    summary: tuple[Token, ...]
    rest: tuple[Token, ...] = ()
    signs: Mapping[str, float] = field(default_factory=dict, compare=False)
    title_signs: Mapping[str, float] = field(default_factory=dict, compare=False)

    @property
    def is_title_only(self) -> bool:
        """Whether nothing stands below the title yet."""
        return not (self.summary or self.rest)


def take_apart(
    senses: Senses,
    language: str,
    title: str,
    summary: str,
    body: str = "",
    without: Collection[str] = (),
) -> Words:
    """The words of a text; ``without``: stems and meanings that both have anyhow (the city's names)."""

    def kept(text: str) -> tuple[Token, ...]:
        return tuple(
            token
            for token in senses.tokens(text, language)
            if token.word not in without
            and not any(meaning in without for meaning, _sure in token.meanings)
        )

    parts = kept(title), kept(summary), kept(body[:MOST_OF_BODY])
    return Words(language, *parts, signs(t for part in parts for t in part), signs(parts[0]))


def signs(tokens: Iterable[Token]) -> dict[str, float]:
    """All signs by which words are known, each with the surest of its values."""
    found: dict[str, float] = {}
    for token in tokens:
        for sign, sure in signs_of(token):
            found[sign] = max(sure, found.get(sign, 0.0))
    return found


def signs_of(token: Token) -> Iterable[tuple[str, float]]:
    """The word itself, what it means, how it begins."""
    yield f"={token.word}", 1.0
    yield from token.meanings
    if token.sound:
        yield f"~{token.sound}", 1.0


class Rarity:
    """How rare words are among many texts of the site: what all speak of makes no two alike."""

    def __init__(self, texts: Iterable[Words] = (), common: Collection[str] = ()) -> None:
        counted: Counter[str] = Counter()
        number = 0
        for text in texts:
            number += 1
            counted.update(text.signs.keys())
        self._number = max(number, FEWEST_TEXTS)
        for meaning in common:
            counted[meaning] = max(counted[meaning], self._number // 4)
        self._counted = counted

    def of(self, token: Token) -> float:
        """The weight of a word: that of its rarest meaning, else of itself."""
        seen = self._counted[f"={token.word}"]
        if token.meanings:
            seen = max(seen, min(self._counted[meaning] for meaning, _sure in token.meanings))
        weight = math.log(1 + self._number / (1 + seen))
        is_city = any(meaning.startswith("city:") for meaning, _sure in token.meanings)
        return weight * NAME_OF_CITY if is_city else weight


def likeness(one: Words, other: Words, rarity: Rarity) -> float:
    """How alike two texts are, from 0 to 1; the first one may be short, the other's rest counts for it."""
    abroad = one.language != other.language
    first = _share(one.title, other.title_signs, rarity, abroad)
    second = _share(other.title, one.title_signs, rarity, abroad)
    titles = math.sqrt(first * second)
    # Of a title alone nobody can expect what the other's summary says.
    there = first if other.is_title_only else _covered(one, other.signs, rarity, abroad)
    back = second if one.is_title_only else _covered(other, one.signs, rarity, abroad)
    score = TITLES * titles + THERE * there + BACK * back
    return max(score, SAME_TITLE_SCORE) if titles >= SAME_TITLE else score


def _covered(one: Words, signs: Mapping[str, float], rarity: Rarity, abroad: bool) -> float:
    found = weight = 0.0
    for tokens, times in ((one.title, TITLE_WEIGHT), (one.summary, SUMMARY_WEIGHT)):
        part_found, part_weight = _weighed(tokens, signs, rarity, abroad)
        found += times * part_found
        weight += times * part_weight
    return found / weight if weight else 0.0


def _share(
    tokens: Iterable[Token], signs: Mapping[str, float], rarity: Rarity, abroad: bool
) -> float:
    found, weight = _weighed(tokens, signs, rarity, abroad)
    return found / weight if weight else 0.0


def _weighed(
    tokens: Iterable[Token], signs: Mapping[str, float], rarity: Rarity, abroad: bool
) -> tuple[float, float]:
    found = weight = 0.0
    for token in dict.fromkeys(tokens):
        value = rarity.of(token)
        shared = _shared(token, signs, abroad)
        if abroad and not shared and not token.meanings:
            value *= SILENT_ABROAD
        found += value * shared
        weight += value
    return found, weight


def _shared(token: Token, signs: Mapping[str, float], abroad: bool) -> float:
    if f"={token.word}" in signs:
        return SAME_WORD
    best = max(
        (
            SAME_MEANING * sure * signs[meaning]
            for meaning, sure in token.meanings
            if meaning in signs
        ),
        default=0.0,
    )
    if token.sound and f"~{token.sound}" in signs:
        best = max(best, SAME_SOUND_ABROAD if abroad else SAME_SOUND)
    return best
