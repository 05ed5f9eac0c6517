"""The order of names, as people look them up."""

from __future__ import annotations

import unicodedata


def name_key(name: str) -> str:
    """A sorting key by which Österreich stands among the names with O, not after those with Z."""
    return unicodedata.normalize("NFKD", name).casefold()
