"""The lexicon's rows, as search and likeness read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import yaml
from django.conf import settings

FILE = settings.BASE_DIR / "content" / "lexicon.yaml"


@dataclass(frozen=True)
class LexiconRow:
    """One sense: its forms in each language, the commonest first; ``weight`` below 1 where it is unsure."""

    code: str
    forms: Mapping[str, tuple[str, ...]] = field(hash=False)
    weight: float = 1.0


@cache
def rows() -> tuple[LexiconRow, ...]:
    """All rows, in their order."""
    listed = yaml.safe_load(FILE.read_text())
    return tuple(
        LexiconRow(forms["en"][0], {language: tuple(words) for language, words in forms.items()})
        for forms in listed
    )
