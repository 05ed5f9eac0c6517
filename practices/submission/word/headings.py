"""Headings of a document that come near to a question of ours: "What we did" may answer "What is done"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

import yaml
from django.conf import settings

from kb.texts.sorting import folded

# "1.", "2.3)", "IV.", "b)" before the words of a heading.
NUMBERING = re.compile(r"^\s*(?:\d+(?:\.\d+)*|[IVX]+|[A-Za-z])[.)]\s*|^\s*\d+(?:\.\d+)*\s+")
# Endings of words differ by case and number; their beginnings say whether it is the same word.
BEGINNING = 6
# Of all words of both headings, how much has to be in both, one word of weight among it.
NEAR = 0.6


def without_numbering(heading: str) -> str:
    """The words of a heading without the number before them."""
    return NUMBERING.sub("", heading).strip() or heading


def nearest_field(heading: str, labels: Mapping[str, Iterable[str]]) -> str:
    """The field whose label, or a heading often used for it, is nearest; empty where none is near.

    ``labels``: our own labels in all languages, by the field that a heading may be proposed for.
    """
    words = _beginnings(without_numbering(heading))
    best, field = 0.0, ""
    for name, own in labels.items():
        for known in (*map(_beginnings, own), *_often_used().get(name, ())):
            likeness = _likeness(words, known)
            if likeness > best:
                best, field = likeness, name
    return field


@cache
def _often_used() -> dict[str, list[frozenset[str]]]:
    # In version control: it changes with a release.
    written = yaml.safe_load((settings.BASE_DIR / "content" / "headings.yaml").read_text())
    return {
        field: [_beginnings(heading) for headings in languages.values() for heading in headings]
        for field, languages in written.items()
    }


def _beginnings(heading: str) -> frozenset[str]:
    return frozenset(word[:BEGINNING] for word in folded(heading).split())


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How near a heading (``one``) is to a known one: from 0 (or only small words are the same) to 1."""
    if one == other:
        return 1.0
    same = one & other
    if not same or max(map(len, same)) < BEGINNING:
        return 0.0
    likeness = 2 * len(same) / (len(one) + len(other))
    # "Background of the work" has all of "Background".
    return max(likeness, NEAR) if same == other or likeness >= NEAR else 0.0
