"""Loads the list of selections, and the demonstration's out of ``content/selections.yaml``."""

from __future__ import annotations

import uuid
from functools import cache
from typing import Annotated, Any

from django.conf import settings
from pydantic import Field
from wagtail.models import Page

from exchange.loading.files import content_file, load_list_page, own_language_first, read_file
from exchange.models import SelectionEntry, SelectionIndexPage, SelectionPage
from practices.loading.schema import Code, Content, Item, Language, Names
from practices.loading.writing import (
    NAMESPACE,
    Store,
    find_page,
    new_page,
    plain,
    translation_key,
)
from practices.models import LoadedItem, Record

FILE = content_file("selections.yaml")
LIST = "selections"
Words = dict[Language, Annotated[str, Field(min_length=1, max_length=400)]]


class EntryItem(Item):
    record: Code
    reason: Words


class SelectionItem(Item):
    """A selection in all languages that its title has."""

    id: Code
    title: Names
    introduction: Words
    entries: list[EntryItem]


class SelectionsFile(Item):
    list_title: Names
    selections: list[SelectionItem]


@cache
def read_selections() -> SelectionsFile:
    """Read the file. Raises ``ContentError`` with what is wrong."""
    return read_file(SelectionsFile, FILE)


def load_selection_list(store: Store) -> None:
    """The page with the list of selections, in all languages; every installation has it."""
    load_list_page(store, LIST, SelectionIndexPage, read_selections().list_title)


def load_selections(store: Store, content: Content) -> None:
    """The demonstration selections, of those records that are loaded."""
    for item in read_selections().selections:
        for language in own_language_first(item.title):
            _load(store, item, language)


def _load(store: Store, item: SelectionItem, language: Any) -> None:
    key = f"selection:{item.id}"
    known = set(
        Record.objects.filter(
            pk__in=[translation_key(f"record:{entry.record}") for entry in item.entries]
        ).values_list("pk", flat=True)
    )
    if not known:
        return

    def make() -> Page:
        parent = find_page(LIST, language) or find_page(LIST, settings.LANGUAGE_CODE)
        return new_page(SelectionPage, key, store.locale(language), parent, item.id)

    def fill(page: Any) -> None:
        page.title, page.slug, page.introduction = (
            item.title[language],
            item.id,
            item.introduction[language],
        )
        page.entries = [
            SelectionEntry(
                record_id=number,
                reason=entry.reason[language],
                locale=page.locale,
                translation_key=uuid.uuid5(NAMESPACE, f"{key}:{entry.record}"),
                sort_order=place,
            )
            for place, entry in enumerate(item.entries)
            if (number := translation_key(f"record:{entry.record}")) in known
        ]

    store.page(key, language, [plain(item), sorted(map(str, known))], make, fill)


def remove_selections() -> list[str]:
    """Delete the demonstration's selections; what editors have made besides stays."""
    keys = [translation_key(f"selection:{item.id}") for item in read_selections().selections]
    for page in SelectionPage.objects.filter(translation_key__in=keys).order_by("-pk"):
        SelectionPage.objects.get(pk=page.pk).delete()
    LoadedItem.objects.filter(key__startswith="selection:").delete()
    return []
