"""What pages of other rooms show of records, and what a record's page says at each part of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from kb.templatetags.kb_tags import lang_attr
from practices.evidence_map.unknowns import UnknownHere, unknown_here
from practices.models import Origin
from practices.models.parts.choices import EvidenceDimension, EvidenceStrength
from practices.reading.provenance import provenance
from search.answer.results import SearchResults

register = template.Library()


@register.inclusion_tag("practices/_unknown_here.html")
def unknown_in(results: SearchResults) -> dict[str, UnknownHere | None]:
    """What a search's results leave unknown, in one sentence with the names behind it."""
    return {"unknown": unknown_here(results)}


@register.inclusion_tag("practices/_provenance.html")
def written_by(counts: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    """Who has written the records counted here, with the way for a city whose record is missing."""
    origins = counts.get("origin", {})
    return {
        "sentence": provenance(origins),
        "is_open": bool(origins.get(Origin.EDITORS)),
    }


@register.simple_tag
def evidence_bars(judged: Mapping[str, str] | None) -> SafeString:
    """The five judgements as small bars with their words; nothing where nobody has judged.

    In Python and kept, because a page of results has a hundred of them.
    """
    if not judged:
        return mark_safe("")
    return _bars(tuple(sorted(judged.items())), get_language())


@lru_cache(maxsize=5_000)
def _bars(judged: tuple[tuple[str, str], ...], language: str | None) -> SafeString:
    """Height and hatching repeat the words; a code that nobody knows counts as not known."""
    given = {code: strength for code, strength in judged if strength in EvidenceStrength.values}
    answers = [
        (dimension.label, EvidenceStrength(given.get(dimension, EvidenceStrength.NOT_KNOWN)))
        for dimension in EvidenceDimension
    ]
    words = escape(", ".join(f"{asked}: {answer.label}" for asked, answer in answers))
    bars = "".join(f'<i class="bars__bar bars__bar--{answer.value}"></i>' for _, answer in answers)
    asked, answer = answers[0]
    return mark_safe(
        f'<span class="bars" role="img" aria-label="{words}" title="{words}">{bars}</span> '
        f'<span class="bars__words" aria-hidden="true">{escape(f"{asked}: {answer.label}")}</span>'
    )


@register.simple_tag(takes_context=True)
def part_lang(context: Any, part: str) -> SafeString | str:
    """`` lang="it"`` for a part that is not in the reader's language; one may be left in the original's."""
    translation = context.get("translation") or {}
    if translation.get("untranslated", {}).get(part) == "all":
        return lang_attr(translation["original_language"])
    return lang_attr(context.get("content_language"))


@register.inclusion_tag("practices/_original_words.html", takes_context=True)
def original_words(context: Any, *parts: str) -> dict[str, str]:
    """A sentence where parts stand in the language of the original, or some of their words."""
    translation = context.get("translation") or {}
    found = [translation.get("untranslated", {}).get(part, "") for part in parts]
    how = "" if not any(found) else "all" if all(one == "all" for one in found) else "some"
    return {"how": how, "language": translation.get("original_language", "")}
