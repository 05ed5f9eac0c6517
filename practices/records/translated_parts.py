"""What of a record's version in another language still has the words of its original, part by part."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from django.utils.html import strip_tags
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from practices.models import BuildingBlock, PublicTranslation, Record, RecordLink, RecordPage
from practices.models.parts.rows import rows_of
from practices.records.originals import original_of, original_page

# What a version in another language is not published without.
CORE = ("title", "summary", "description")
# Rows with texts of their own, by the name of the list.
ROWS = {
    "photos": ("caption",),
    "provision_answers": ("sentence",),
    "evidence_ratings": ("reason",),
    "figures": ("measure",),
    "stops": ("seen",),
    "take_home_actions": ("action",),
    "blocks": BuildingBlock.WORDS,
    "links": RecordLink.WORDS,
}
# The same words may stand in two languages: names do. So many one after the other do not.
FEWEST_WORDS = 4
BLOCK_ENDS = re.compile(r"</(?:p|li|h\d|blockquote|td|th)>|<br\s*/?>|\n")


def translated_from(version: RecordPage) -> RecordPage | None:
    """The page that a version translates; None where it is the original itself, or the only one."""
    source = TranslationSource.objects.filter(
        object_id=version.translation_key, translations__target_locale=version.locale_id
    ).first()
    family = list(
        RecordPage.objects.filter(translation_key=version.translation_key).select_related("locale")
    )
    found = (
        next((page for page in family if page.locale_id == source.locale_id), None)
        if source is not None
        else original_of(family, version.original_language)
        if family
        else None
    )
    return None if found is None or found.pk == version.pk else found.specific


def untranslated_parts(version: RecordPage) -> dict[str, str]:
    """The parts of a version with words of its original: ``all`` of a part, or ``some``."""
    original = translated_from(version)
    if original is None:
        return {}
    earlier = _as_translated(version)
    same = _translated_as_they_are(version)
    found = {}
    for name in ("title", "summary", *version.parts, *ROWS):
        kept = _texts(original, name) | (_texts(earlier, name) if earlier else set())
        own = _texts(version, name)
        foreign = {
            text
            for text in own & kept
            if (name, text) not in same
            and (len(text.split()) >= FEWEST_WORDS or (name in CORE[1:] and own <= kept))
        }
        if foreign:
            found[name] = "all" if foreign == own else "some"
    if "summary" in found and _texts(version, "title") & _texts(original, "title"):
        # A name may be the title in every language; above a summary that nobody translated it is not one.
        found = {"title": "all", **found}
    return found


def untranslated_core(version: RecordPage) -> list[str]:
    """Which of the parts that publishing needs are not translated, by what the version says."""
    found = untranslated_parts(version)
    return [name for name in CORE if name in found]


def open_core(translation: Translation) -> list[str]:
    """Which of the parts that publishing needs have pieces that nobody has translated yet."""
    open_pieces = (
        StringSegment.objects.filter(source=translation.source, context__path__in=CORE)
        .annotate_translation(translation.target_locale)
        .filter(translation=None)
    )
    paths = set(open_pieces.values_list("context__path", flat=True))
    return [name for name in CORE if name in paths]


def describe_public_translation(version: RecordPage) -> None:
    """Write down how far what is public now is translated, and whether by a machine."""
    source = translated_from(version)
    if source is None:
        PublicTranslation.objects.filter(page_id=version.pk).delete()
        return
    PublicTranslation.objects.update_or_create(
        page_id=version.pk,
        defaults={
            "untranslated": untranslated_parts(version),
            "source_language": source.locale.language_code,
            "by_machine": _has_machine_words(version),
        },
    )


def is_outdated(version: Page, original: Page) -> bool:
    """Whether an original was published again after its translation was."""
    since, newer = version.last_published_at, original.last_published_at
    changed = newer is not None and newer != original.first_published_at
    return bool(changed and since and newer > since)


def note_outdated(row: Record) -> None:
    """Write down which translations of a record are older than its original."""
    states = PublicTranslation.objects.filter(page__record=row).select_related("page")
    changed = []
    original: RecordPage | None = None
    for state in states:
        original = original or original_page(row)
        outdated = is_outdated(state.page, original)
        if outdated != state.is_outdated:
            state.is_outdated = outdated
            changed.append(state)
    PublicTranslation.objects.bulk_update(changed, ["is_outdated"])


def _has_machine_words(version: RecordPage) -> bool:
    """Whether a machine's words stand in this very version."""
    machine = StringTranslation.objects.filter(
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
        context__object_id=version.translation_key,
        locale_id=version.locale_id,
    )
    words = {_plain(text) for text in machine.values_list("data", flat=True)} - {""}
    if not words:
        return False
    own = "\n".join(
        text
        for name in ("title", "summary", *version.parts, *ROWS)
        for text in _texts(version, name)
    )
    return any(text in own for text in words)


def _as_translated(version: RecordPage) -> RecordPage | None:
    """The original as it stood when its texts were last taken over."""
    source = TranslationSource.objects.filter(
        object_id=version.translation_key, translations__target_locale=version.locale_id
    ).first()
    if source is None:
        return None
    kept: Any = source.as_instance()
    return kept if isinstance(kept, RecordPage) else None


def _translated_as_they_are(version: RecordPage) -> set[tuple[str, str]]:
    """Texts that somebody has said to be the same in both languages, with their parts."""
    rows = StringTranslation.objects.filter(
        context__object_id=version.translation_key, locale_id=version.locale_id
    ).values_list("context__path", "data", "translation_of__data")
    return {
        (path.split(".")[0], _plain(data))
        for path, data, source in rows
        if _plain(data) == _plain(source)
    }


def _texts(page: RecordPage, name: str) -> set[str]:
    """The pieces of a part, without marks: what stands between the ends of paragraphs and rows."""
    return {text for text in _pieces(page, name) if text}


def _pieces(page: RecordPage, name: str) -> Iterator[str]:
    if name in ROWS:
        for row in rows_of(page, name):
            for field in ROWS[name]:
                yield _plain(getattr(row, field))
        return
    for block in BLOCK_ENDS.split(str(getattr(page, name, "") or "")):
        yield _plain(block)


def _plain(text: str) -> str:
    return " ".join(html.unescape(strip_tags(text)).split())
