"""Records that may describe the same work. People decide; the answer goes to the editors.

Two texts are alike when most of the weight of each one's words stands in the other
(:mod:`practices.submission.guard.likeness`): rare words weigh more, and words of two languages are the same
where the vocabulary or the lexicon says that they mean the same.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from kb.lexicon.table import rows
from kb.models import CityPage
from practices.models import RecordPage
from practices.submission.guard.likeness.candidates import (
    Candidate,
    Version,
    own_candidates,
    public_candidates,
)
from practices.submission.guard.likeness.meaning import Senses, senses
from practices.submission.guard.likeness.scoring import Rarity, Words, likeness, take_apart
from search import analysis
from search import services as search
from search.terms import names

# From which likeness on a record is asked about; works of the same city are more often the same one.
# Measured by tests/practices/submission/guard/duplicates.yaml and benchmarks/guard/*works.yaml.
ALIKE_IN_CITY, ALIKE_ELSEWHERE = 0.315, 0.43
# What is so much less alike than the likest is other work.
MUCH_LESS = 0.6
MOST_SHOWN = 5
# How rare words are is counted in the newest public records.
MOST_COUNTED = 150
# What all speak of here, however few records a site has.
COMMON = (
    "prevention radicalisation extremism violent violence youth city municipality police school project"
    " programme work staff local training support family person group association help service public social"
)


class DuplicateAnswer(models.TextChoices):
    """What the city says of a record that looks alike."""

    DIFFERENT = "different", _("It is other work")
    UPDATE = "update", _("It is the same; mine is newer")
    ADAPTATION = "adaptation", _("Mine is an adaptation of it")


@dataclass(frozen=True)
class Likely:
    """A record that looks alike: ``key`` is its translation key; ``url`` empty where it is not public."""

    key: str
    title: str
    language: str
    url: str
    own_city: bool
    score: float


@dataclass(frozen=True)
class Work:
    """What somebody describes: ``key`` is the translation key of its own record, if it has one."""

    title: str
    summary: str
    description: str
    language: str
    city: CityPage | None = None
    key: str = ""


def likely_duplicates(record: RecordPage) -> list[Likely]:
    """At most five records that look like the same work, the likest first.

    Of other cities only what everybody may read; of the own city drafts too.
    """
    return likely_duplicates_of(
        Work(
            record.title,
            record.summary,
            strip_tags(record.description),
            record.locale.language_code,
            record.city,
            str(record.translation_key),
        )
    )


def likely_duplicates_of(work: Work) -> list[Likely]:
    """The same of a work that need not be a record here."""
    known = senses(search.terms(), rows())
    rarity = _rarity(search.state().stamp, known)
    code = work.city.code if work.city else ""
    without = _names_of_city(code)
    mine = take_apart(known, work.language, work.title, work.summary, work.description, without)
    own = own_candidates(work.city, work.key) if work.city else []
    seen = {work.key}
    found = []
    for candidate in (*own, *public_candidates(known, mine, rarity, code)):
        if candidate.key not in seen:
            seen.add(candidate.key)
            found.append(_compared(known, mine, candidate, rarity, without))
    alike = [
        one for one in found if one.score >= (ALIKE_IN_CITY if one.own_city else ALIKE_ELSEWHERE)
    ]
    alike.sort(key=lambda one: -one.score)
    return [one for one in alike if one.score >= alike[0].score * MUCH_LESS][:MOST_SHOWN]


def _compared(
    known: Senses, mine: Words, candidate: Candidate, rarity: Rarity, without: frozenset[str]
) -> Likely:
    """A candidate as its likest version says it; where there is one in the same language, that is shown."""

    def alike(version: Version) -> float:
        other = take_apart(
            known, version.language, version.title, version.summary, version.body, without
        )
        return likeness(mine, other, rarity)

    same = [one for one in candidate.versions if one.language == mine.language]
    # Of the many of other cities the text in the same language is enough: all would take six times as long.
    compared = candidate.versions if candidate.own_city else same or candidate.versions
    score = max(map(alike, compared))
    shown = (same or candidate.versions)[0]
    return Likely(candidate.key, shown.title, shown.language, shown.url, candidate.own_city, score)


def _names_of_city(code: str) -> frozenset[str]:
    """By what the own city is known: all its works have that in common."""
    term = search.terms().get("city", code) if code else None
    if term is None:
        return frozenset()
    stems = {stem for language, name in names(term) for stem in analysis.stems(name, language)}
    return frozenset({f"city:{code}", *stems})


@lru_cache(maxsize=1)
def _rarity(stamp: uuid.UUID, known: Senses) -> Rarity:
    """How rare words are among the newest public records; counted once per state of the search's table."""
    texts = (
        take_apart(
            known, one.original, one.texts[one.original].title, one.texts[one.original].summary
        )
        for one in search.newest_texts(MOST_COUNTED)
    )
    return Rarity(texts, _meanings(known, COMMON.split()))


def _meanings(known: Senses, english: Iterable[str]) -> set[str]:
    return {
        meaning
        for word in english
        for token in known.tokens(word, "en")
        for meaning, _sure in token.meanings
    }
