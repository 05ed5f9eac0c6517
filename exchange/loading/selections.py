"""Loads the list of selections, and the demonstration's out of ``content/selections.yaml``."""

from __future__ import annotations

import uuid
from functools import cache
from typing import Annotated, Any

import yaml
from django.conf import settings
from pydantic import Field, ValidationError
from wagtail.models import Page

from exchange.models import SelectionEntry, SelectionIndexPage, SelectionPage
from practices.loading.reading import ContentError
from practices.loading.schema import Code, Content, Item, Language, Names
from practices.loading.writing import (
    NAMESPACE,
    Store,
    find_page,
    new_page,
    plain,
    translation_key,
    version_of_each_language,
)
from practices.models import LoadedItem, Record

FILE = settings.BASE_DIR / "content" / "selections.yaml"
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
    try:
        with FILE.open(encoding="utf-8") as file:
            return SelectionsFile.model_validate(yaml.load(file, Loader=yaml.CSafeLoader))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ContentError(f"{FILE.name}: {where}: {first['msg']}") from error


def load_selection_list(store: Store) -> None:
    """The page with the list of selections, in all languages; every installation has it."""
    version_of_each_language(
        store,
        LIST,
        SelectionIndexPage,
        LIST,
        parent="home",
        values={
            language: {"title": title} for language, title in read_selections().list_title.items()
        },
    )


def load_selections(store: Store, content: Content) -> None:
    """The demonstration selections, of those records that are loaded."""
    for item in read_selections().selections:
        for language in sorted(item.title, key=lambda code: code != settings.LANGUAGE_CODE):
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
