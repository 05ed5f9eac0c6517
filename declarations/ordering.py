"""The order of provisions by their numbers, as people count."""

from __future__ import annotations

import re


def natural_key(number: str) -> list[tuple[int, int, str]]:
    """A sorting key by which 2.1.10 comes after 2.1.9, and recitals (p1) before the first point."""
    return [
        (1, int(part), "") if part.isdigit() else (0, int(re.sub(r"\D", "", part) or 0), part)
        for part in number.split(".")
    ]
