"""What a row of the lexicon is good for: how many public records are found by its words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import override

from kb.models import Word
from search import services as search


@dataclass(frozen=True)
class Use:
    """A language's forms, and what somebody finds who types the first of them there."""

    language: str
    forms: tuple[str, ...]
    records: int
    address: str


def uses_of(word: Word) -> list[Use]:
    """One search for each language of the row, so six at most."""
    return [_use(language, tuple(forms)) for language, forms in word.forms.items() if forms]


def related_rows(word: Word) -> QuerySet[Word]:
    """The rows that it names as related and those that name it: the search reads both ways."""
    naming = Word.objects.annotate(codes=Cast("related", TextField()))
    either = Q(code__in=word.related) | Q(codes__contains=f'"{word.code}"')
    return naming.filter(either).order_by("code")


def _use(language: str, forms: tuple[str, ...]) -> Use:
    request = search.parse(QueryDict(urlencode({"q": forms[0]})), language)
    records = search.search(replace(request, size=1)).total
    with override(language):
        return Use(language, forms, records, search.url_for(q=forms[0]))
