"""Help beside a field: what to write, a good and a weak example. Editors change it in the admin."""

from __future__ import annotations

from dataclasses import dataclass

from kb.texts.translated_names import in_language
from practices.models import Guidance


@dataclass(frozen=True)
class Help:
    """The help beside one field in one language."""

    text: str
    good: str
    weak: str


def guidance_for(language: str | None) -> dict[tuple[str, str], Help]:
    """All help in a language, by kind (empty: all kinds) and field."""
    return {
        (item.kind, item.field): Help(
            in_language(item.text, language),
            in_language(item.good, language),
            in_language(item.weak, language),
        )
        for item in Guidance.objects.all()
    }
