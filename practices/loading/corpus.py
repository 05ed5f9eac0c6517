"""Synthetic records for measurements: words as frequent as in real language, choices as skewed as in life."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any

# Shares of the languages in which synthetic records are written, in percent.
LANGUAGE_SHARES = {"en": 40, "de": 20, "fr": 15, "it": 10, "ru": 8, "tr": 7}
KIND_SHARES = {"practice": 60, "training": 25, "study-visit": 15}
COUNTRIES = "DE FR IT NL BE SE DK NO FI AT ES PT PL CZ GB IE TR CH GR RO".split()  # noqa: SIM905
VOCABULARY_SIZE = 20_000
DRAFT_SHARE = 0.05
TRANSLATED_SHARE = 0.15
# Words per text, about 220 in all; the first is the title.
TITLE_WORDS = (4, 9)
SUMMARY_WORDS = 20
PART_WORDS = {
    "description": 80,
    "objectives": 20,
    "results": 30,
    "lessons": 30,
    "safeguards": 20,
    "resources": 20,
}
# How many concepts of a facet a record carries: (at least, at most).
CONCEPT_NUMBERS = {
    "theme": (1, 3),
    "audience": (1, 3),
    "setting": (0, 2),
    "prevention_level": (1, 2),
    "method": (1, 3),
    "ideology": (0, 1),
}
NEWEST = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


@dataclass
class SyntheticText:
    """One language version of a record."""

    language: str
    title: str
    summary: str
    parts: dict[str, str]


@dataclass
class SyntheticRecord:
    """One record with its language versions, the original first."""

    number: int
    kind: str
    city: int
    live: bool
    texts: list[SyntheticText]
    concepts: list[str]
    evidence: str | None
    provisions: list[str]
    scrutiny: str
    status: str
    year_from: int
    published_at: datetime
    reviewed_on: date | None = None


@dataclass
class Words:
    """Words of one language, drawn as often as people use them (word frequencies: wordfreq)."""

    words: list[str]
    cumulated: list[float]

    @classmethod
    def of(cls, language: str) -> Words:
        """Raises ``ImportError`` where the development requirements are not installed."""
        from wordfreq import top_n_list, word_frequency

        words = [word for word in top_n_list(language, VOCABULARY_SIZE) if word.isalpha()]
        return cls(words, list(accumulate(word_frequency(word, language) for word in words)))

    def draw(self, chance: random.Random, number: int) -> list[str]:
        return chance.choices(self.words, cum_weights=self.cumulated, k=number)

    def sentence(self, chance: random.Random, number: int) -> str:
        """So many words with a capital and a full stop."""
        text = " ".join(self.draw(chance, number))
        return f"{text[:1].upper()}{text[1:]}."


@dataclass
class Generator:
    """Makes record after record; the same seed and choices give the same records.

    ``concepts`` maps a facet to its codes, ``provisions`` are full codes, ``cities`` how many there are.
    """

    seed: int
    cities: int
    concepts: dict[str, list[str]]
    provisions: Sequence[str]
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311
        self.words = {language: Words.of(language) for language in LANGUAGE_SHARES}

    def _one_of(self, shares: dict[str, int]) -> str:
        return self.chance.choices(list(shares), weights=list(shares.values()))[0]

    def _skewed(self, values: Sequence[Any], number: int) -> list[Any]:
        """Distinct values, the first ones far more often than the last (Zipf)."""
        if not values:
            return []
        weights = [1 / (place + 1) for place in range(len(values))]
        return list(dict.fromkeys(self.chance.choices(values, weights=weights, k=number)))

    def record(self, number: int) -> SyntheticRecord:
        """The record with this number."""
        chance = self.chance
        language = self._one_of(LANGUAGE_SHARES)
        languages = [language]
        if chance.random() < TRANSLATED_SHARE:
            languages += [code for code in [self._one_of(LANGUAGE_SHARES)] if code != language]
        concepts = [
            code
            for facet, (least, most) in CONCEPT_NUMBERS.items()
            for code in self._skewed(self.concepts.get(facet, []), chance.randint(least, most))
        ]
        published = NEWEST - timedelta(days=chance.randint(0, 3_000), minutes=number % 1_440)
        return SyntheticRecord(
            number=number,
            kind=self._one_of(KIND_SHARES),
            city=self._skewed(range(self.cities), 1)[0],
            live=chance.random() >= DRAFT_SHARE,
            texts=[self._text(code) for code in languages],
            concepts=concepts,
            evidence=next(iter(self._skewed(self.concepts.get("evidence", []), 1)), None),
            provisions=self._skewed(self.provisions, chance.randint(0, 2)),
            scrutiny=self._skewed(["submitted", "editor-checked", "peer-reviewed", "evaluated"], 1)[
                0
            ],
            status=self._skewed(["ongoing", "ended", "pilot", "planned", "discontinued"], 1)[0],
            year_from=chance.randint(2005, 2026),
            published_at=published,
            reviewed_on=published.date() if chance.random() < 0.5 else None,
        )

    def _text(self, language: str) -> SyntheticText:
        words, chance = self.words[language], self.chance
        return SyntheticText(
            language=language,
            title=words.sentence(chance, chance.randint(*TITLE_WORDS)).rstrip("."),
            summary=words.sentence(chance, SUMMARY_WORDS)[:300],
            parts={
                part: f"<p>{words.sentence(chance, number)}</p>"
                for part, number in PART_WORDS.items()
            },
        )
