"""Records that may describe the same work. People decide; the answer goes to the editors."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kb.site.addresses import language_path
from kb.texts.sorting import folded
from practices.models import RecordPage
from practices.submission.desk.services import records_of
from search import services as search

# Share of common groups of three letters from which two titles look alike (measured on the demonstration
# records: different works of one city stay below 0.4, a title with changed words order is above 0.6).
ALIKE = 0.45
MOST_COMPARED = 300
MOST_SHOWN = 5
WORDS_ASKED = 8


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


def likely_duplicates(record: RecordPage) -> list[Likely]:
    """At most five records that look like the same work: same city and language first, then the likest.

    Of other cities only what everybody may read; of the own city drafts too.
    """
    own = _of_own_city(record)
    seen = {likely.key for likely in own} | {str(record.translation_key)}
    found = [*own, *(likely for likely in _public(record) if likely.key not in seen)]
    language = record.locale.language_code
    found.sort(key=lambda likely: (not likely.own_city, likely.language != language, -likely.score))
    return found[:MOST_SHOWN]


def _of_own_city(record: RecordPage) -> list[Likely]:
    if record.city is None:
        return []
    found = {}
    others = records_of(record.city).exclude(translation_key=record.translation_key)
    for other in others[:MOST_COMPARED]:
        score = likeness(record.title, other.draft_title or other.title)
        if record.summary and other.summary:
            score = max(score, likeness(record.summary, other.summary))
        if score >= ALIKE:
            found[str(other.translation_key)] = Likely(
                str(other.translation_key),
                other.draft_title or other.title,
                other.locale.language_code,
                language_path(other) if other.live else "",
                True,
                score,
            )
    return list(found.values())


def _public(record: RecordPage) -> list[Likely]:
    language = record.locale.language_code
    words = " ".join(record.title.split()[:WORDS_ASKED])
    asked = QueryDict(mutable=True)
    asked.update({"q": words, "archived": "1"})
    hits = search.search(search.parse(asked, language)).hits
    return [
        Likely(str(hit.id), hit.title, hit.text_language, hit.url, False, score)
        for hit in hits
        if (score := likeness(record.title, hit.title)) >= ALIKE
    ]


def likeness(one: str, other: str) -> float:
    """From 0 to 1: twice the common groups of three letters by all of them (Dice's coefficient)."""
    first, second = _groups(one), _groups(other)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def _groups(text: str) -> set[str]:
    padded = f"  {folded(text)} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}
