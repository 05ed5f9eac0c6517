"""The guard over persons, asked by forms of this room; the rooms that know such things answer."""

from __future__ import annotations

from wagtail import hooks


def persons_in(text: str, country: str) -> list[str]:
    """What in a text could lead to a person, each in words."""
    found: list[str] = []
    for find in hooks.get_hooks("find_persons_in_text"):
        found.extend(find(text, country))
    return found
