"""Free tags: parted by commas and by nothing else, each once whatever its capitals."""

from __future__ import annotations

from collections.abc import Iterable

from taggit.models import Tag

from kb.texts.lines.cleaning import clean_line


def tags_typed(text: str) -> list[str]:
    """The tags in a text box, as ``settings.TAGGIT_TAGS_FROM_STRING`` asks for them.

    A tag that is there already with other capitals is taken as it is there: databases compare capitals of
    the Latin alphabet alone. Wagtail's box puts tags of several words between quotation marks.
    """
    typed: dict[str, str] = {}
    for part in text.split(","):
        words = clean_line(part)
        if len(words) > 1 and words[0] == words[-1] == '"':
            words = words[1:-1].strip()
        if words:
            typed.setdefault(_key(words), words)
    there: dict[str, str] = {}
    if typed:
        for name in Tag.objects.order_by("pk").values_list("name", flat=True).iterator():
            if (key := _key(name)) in typed:
                there.setdefault(key, name)
    return [there.get(key, words) for key, words in typed.items()]


def tags_as_typed(tags: Iterable[Tag]) -> str:
    """The tags as they stand in a text box, as ``settings.TAGGIT_STRING_FROM_TAGS`` asks for them."""
    return ", ".join(sorted(tag.name for tag in tags))


def _key(name: str) -> str:
    # The small letter of the Turkish "İ" keeps its dot as a sign of its own.
    return clean_line(name).casefold().replace("\u0307", "")
