"""Free tags: parted by commas and by nothing else, each once whatever its capitals."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db.models import QuerySet
from django.utils.text import slugify
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
    # More are refused, so nobody looks for them.
    if 0 < len(typed) <= settings.TAG_LIMIT:
        for name in _perhaps_the_same(typed).order_by("pk").values_list("name", flat=True):
            if (key := _key(name)) in typed:
                there.setdefault(key, name)
    return [there.get(key, words) for key, words in typed.items()]


def tags_as_typed(tags: Iterable[Tag]) -> str:
    """The tags as they stand in a text box, as ``settings.TAGGIT_STRING_FROM_TAGS`` asks for them."""
    return ", ".join(sorted(tag.name for tag in tags))


def _perhaps_the_same(typed: dict[str, str]) -> QuerySet[Tag]:
    """Tags that could differ by capitals alone: the slug is small in every alphabet, and has an index."""
    spellings = {
        spelling
        for key, words in typed.items()
        for spelling in (words, key, key.replace("ss", "ß"))
    }
    slugs = [slugify(spelling, allow_unicode=True) for spelling in spellings]
    found: QuerySet[Tag] = Tag.objects.filter(slug__in=slugs)
    return found


def _key(name: str) -> str:
    # The small letter of the Turkish "İ" keeps its dot as a sign of its own.
    return clean_line(name).casefold().replace("\u0307", "")
