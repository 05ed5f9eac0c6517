"""The capital at the beginning of a heading, a label, a sentence, as the reader's language writes it."""

from __future__ import annotations

from django.utils.functional import Promise, keep_lazy_text
from django.utils.translation import get_language


@keep_lazy_text
def capitalised(words: str | Promise) -> str:
    """Words in the reader's language with a capital at their beginning.

    Django's own function knows no language: it makes "Ilk yıl" of the Turkish "ilk yıl", which is "İlk yıl".
    """
    text = str(words)
    if get_language() == "tr" and text.startswith("i"):
        return f"İ{text[1:]}"
    return f"{text[:1].upper()}{text[1:]}"
