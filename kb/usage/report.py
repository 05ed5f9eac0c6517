"""The report on searches that found nothing: what is there, and what editors make of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max, Min, QuerySet, Sum
from django.http import QueryDict
from django.utils.http import urlencode

from kb.models import Concept, FruitlessSearch, Word
from search import services as search


@dataclass(frozen=True)
class Sought:
    """Words of a language that found nothing: how many typed them since when, and what they find today."""

    number: int
    language: str
    words: str
    visitors: int
    since: date
    last: date


def sought(most: int) -> list[Sought]:
    """Those that most visitors typed first."""
    return [_row(row) for row in _grouped(FruitlessSearch.objects.all())[:most]]


def sought_once(number: int) -> Sought | None:
    """The words with this number; None if they were put away."""
    one = FruitlessSearch.objects.filter(pk=number).first()
    rows = _grouped(_same(one)) if one else []
    return next((_row(row) for row in rows), None)


def found_today(one: Sought) -> int:
    """How many records the words find now."""
    request = search.parse(QueryDict(urlencode({"q": one.words})), one.language)
    found = search.search(replace(request, size=1))
    return found.complete if found.relaxed else found.total


@transaction.atomic
def known_as(one: Sought, thing: Word | Concept) -> None:
    """Make the words a form of a row of the lexicon, or a synonym of a concept; then they are answered.

    Raises ``ValidationError`` for words that are none of their language.
    """
    locked: Any = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
    of_thing = dict(locked.forms if isinstance(locked, Word) else locked.synonyms)
    words = [*of_thing.get(one.language, []), one.words]
    of_thing[one.language] = list(dict.fromkeys(words))
    if isinstance(locked, Word):
        locked.forms = of_thing
    else:
        locked.synonyms = of_thing
    locked.full_clean()
    locked.save()
    put_away(one)


def put_away(one: Sought) -> None:
    """Editors have seen to them, or there is nothing to see to."""
    FruitlessSearch.objects.filter(language=one.language, words=one.words).delete()


def _same(one: FruitlessSearch) -> QuerySet[FruitlessSearch]:
    return FruitlessSearch.objects.filter(language=one.language, words=one.words)


def _grouped(rows: QuerySet[FruitlessSearch]) -> Any:
    return (
        rows.order_by()
        .values("language", "words")
        .annotate(number=Max("pk"), sum=Sum("visitors"), since=Min("week"), last=Max("week"))
        .order_by("-sum", "-last", "words")
    )


def _row(row: dict[str, Any]) -> Sought:
    return Sought(
        row["number"], row["language"], row["words"], row["sum"], row["since"], row["last"]
    )
