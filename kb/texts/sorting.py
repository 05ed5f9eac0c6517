"""Names as people look them up: in which order, and which are the same."""

from __future__ import annotations

import unicodedata


def name_key(name: str) -> str:
    """A sorting key by which Österreich stands among the names with O, not after those with Z."""
    return unicodedata.normalize("NFKD", name).casefold()


def folded(text: str) -> str:
    """A name as it is compared: its letters and digits, without accents, case and marks."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(letters.split())
