"""Names as people look them up: in which order, and which are the same."""

from __future__ import annotations

import unicodedata

from kb.texts.current_language import current_language
from search import services as search


def name_key(name: str) -> str:
    """A sorting key by which a name stands where a reader of the active language looks for it."""
    return search.name_key(name, current_language())


def folded(text: str) -> str:
    """A name as it is compared: its letters and digits, without accents, case and marks."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(letters.split())
