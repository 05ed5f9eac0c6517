"""Building blocks on pages: those of a practice with who uses them, and those of others' that it uses."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from practices.models import BuildingBlock, PracticePage, RecordLink, RecordPage
from practices.reading.adaptations import (
    around,
    city_label,
    is_told_by_itself,
    named_page,
    on_original,
)
from search.terms import Terms

USES_BLOCK = RecordLink.Relation.USES_BLOCK


def used_blocks(record: RecordPage) -> QuerySet[BuildingBlock]:
    """The building blocks that a record names, in all languages; shown are those on public pages alone."""
    links = RecordLink.objects.filter(
        page__record=record.record_id, page__live=True, relation=USES_BLOCK, block__isnull=False
    )
    return BuildingBlock.objects.filter(translation_key__in=links.values("block")).order_by("pk")


def blocks_of_original(record: RecordPage) -> QuerySet[BuildingBlock]:
    """The building blocks as the live original tells them."""
    return BuildingBlock.objects.filter(on_original(record)).order_by("sort_order", "pk")


def _told(record: PracticePage) -> list[tuple[BuildingBlock, str]]:
    """The blocks that the original has; in its words, with their language, where a translation lacks one."""
    own = {block.translation_key: block for block in record.blocks.all()}
    language = record.original_language
    originals: list[BuildingBlock] = record.__dict__.get("original_blocks", [])
    if is_told_by_itself(record) or language not in record.public_versions:
        return [(block, "") for block in own.values()]
    return [
        (own[one.translation_key], "") if one.translation_key in own else (one, language)
        for one in originals
    ]


def _named(record: RecordPage) -> list[BuildingBlock]:
    """What was gathered with the record; of a version that is not public yet, what it names itself."""
    gathered: list[BuildingBlock] | None = record.__dict__.get("used_blocks")
    if gathered is not None:
        return gathered
    keys = [link.block for link in record.links.all() if link.block]
    return list(BuildingBlock.objects.filter(translation_key__in=keys).order_by("pk"))


def named_block(record: RecordPage, link: RecordLink, shown: dict[str, str]) -> dict[str, str]:
    """The block that a link names, with its address on the work as it is ``shown``; else nothing."""
    if link.relation != USES_BLOCK or link.block is None:
        return {}
    languages = {
        page.pk: page.locale.language_code
        for page in record.neighbours
        if page.translation_key == link.target_id
    }
    found = [
        block
        for block in _named(record)
        if block.translation_key == link.block and block.page_id in languages
    ]
    if not found:
        return {}
    # A translation made before the block was told lacks it.
    in_words = {languages[block.page_id]: block for block in reversed(found)}
    block = in_words.get(shown["language"], found[0])
    return {
        "block": block.name,
        "block_language": languages[block.page_id],
        "url": f"{shown['url']}#{block.anchor}",
    }


def block_context(record: RecordPage, terms: Terms, reader: str) -> list[dict[str, Any]]:
    """The building blocks of a practice, each with the works of others that use it."""
    if not isinstance(record, PracticePage):
        return []
    found = around(record)
    users: dict[UUID, list[dict[str, str]]] = defaultdict(list)
    for one in found.pointing:
        if one.block and one.key in found.versions and one.key != record.record_id:
            shown = named_page(found.versions[one.key], reader)
            users[one.block].append({**shown, "city": city_label(one.city, terms, reader)})
    return [
        {
            "anchor": block.anchor,
            "name": block.name,
            "told": block.told,
            "needs": block.needs,
            "language": language,
            "users": users[block.translation_key],
        }
        for block, language in _told(record)
    ]
