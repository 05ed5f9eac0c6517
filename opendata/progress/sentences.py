"""Sentences on points: how a record answers a point of a document, in the reader's language if possible."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kb.models.visibility import public
from practices.models import ProvisionAnswer, RecordPage


@dataclass(frozen=True)
class Sentence:
    """How a record answers a point, in the city's words."""

    words: str
    language: str


def sentences_of(keys: Collection[str], language: str) -> dict[tuple[str, str], Sentence]:
    """By record and point, for all of these records in one question; the reader's language first."""
    pages = public(RecordPage.objects.filter(translation_key__in=list(keys), alias_of=None))
    rows = ProvisionAnswer.objects.filter(page__in=pages).exclude(sentence="")
    found: dict[tuple[str, str], Sentence] = {}
    told = rows.values_list(
        "page__translation_key", "provision", "sentence", "page__locale__language_code"
    )
    for key, code, words, own in told.order_by("page_id"):
        known = found.get((str(key), code))
        if known is None or (own == language and known.language != language):
            found[str(key), code] = Sentence(words, own)
    return found
