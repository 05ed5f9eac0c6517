"""The lexicon's rows, as search and likeness read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson
from django.conf import settings
from django.db.models import TextField
from django.db.models.functions import Cast

from kb.lexicon.entries import MOST_ROWS
from kb.models import Word
from search import services as search

# An ambiguous row brings records that mean something else; a dictionary's pairs nobody of ours has read.
AMBIGUOUS_WEIGHT = 0.5
IMPORTED_WEIGHT = 0.4


@dataclass(frozen=True)
class LexiconRow:
    """One sense: its forms in each language, the commonest first; ``weight`` below 1 where it is unsure.

    ``related``: the codes of other rows by which a right record may be told instead.
    """

    code: str
    forms: Mapping[str, tuple[str, ...]] = field(hash=False)
    weight: float = 1.0
    related: tuple[str, ...] = ()


def rows() -> tuple[LexiconRow, ...]:
    """All rows, our own before those of imported dictionaries, which the operator has to want.

    Read once per change of the vocabulary and process; the same tuple until then.
    """
    return _rows(settings.IMPORTED_DICTIONARIES)


@search.kept_with_vocabulary
def _rows(with_imported: bool) -> tuple[LexiconRow, ...]:
    words = Word.objects.all() if with_imported else Word.objects.filter(source="")
    # As text: a field of JSON takes three times as long to read thousands of values.
    as_text = words.annotate(
        text=Cast("forms", TextField()), codes=Cast("related", TextField())
    ).order_by("source", "code")
    found = as_text.values_list("code", "text", "is_ambiguous", "source", "codes")
    return tuple(
        LexiconRow(
            code,
            {language: tuple(forms) for language, forms in orjson.loads(text).items()},
            (AMBIGUOUS_WEIGHT if is_ambiguous else 1.0) * (IMPORTED_WEIGHT if source else 1.0),
            tuple(orjson.loads(codes)),
        )
        for code, text, is_ambiguous, source, codes in found[:MOST_ROWS]
    )
