"""Loads the list of developments, and the demonstration's out of ``content/developments.yaml``."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Annotated, Any, Literal

from django.conf import settings
from pydantic import Field
from wagtail.models import Page

from exchange.loading.files import content_file, load_list_page, own_language_first, read_file
from exchange.models import (
    DEVELOPMENT_FACTS,
    Development,
    DevelopmentIndexPage,
    DevelopmentPage,
)
from kb.models import City
from practices.loading.schema import Code, Content, Item, Language, Names
from practices.loading.writing import (
    Store,
    find_page,
    new_page,
    plain,
    translation_key,
)
from practices.models import LoadedItem

FILE = content_file("developments.yaml")
LIST = "developments"
Words = dict[Language, Annotated[str, Field(min_length=1, max_length=1200)]]


class DevelopmentItem(Item):
    """A note in all languages that its title has."""

    id: Code
    kind: Literal["law", "court", "security", "policy"]
    happened_on: date
    country: Annotated[str, Field(pattern="^([A-Z]{2})?$")] = ""
    city: Code | None = None
    source_title: str
    source_url: str
    # Empty: written from knowledge, and nobody has held it against its source yet.
    checked_on: date | None = None
    documents: list[Code] = []
    title: Names
    changed: Words
    meaning: Words


class DevelopmentsFile(Item):
    list_title: Names
    developments: list[DevelopmentItem]


@cache
def read_developments() -> DevelopmentsFile:
    """Read the file. Raises ``ContentError`` with what is wrong."""
    return read_file(DevelopmentsFile, FILE)


def load_development_list(store: Store) -> None:
    """The page with the list of developments, in all languages; every installation has it."""
    load_list_page(store, LIST, DevelopmentIndexPage, read_developments().list_title)


def load_developments(store: Store, content: Content) -> None:
    """The demonstration's notes, in all their languages."""
    if not find_page(LIST, settings.LANGUAGE_CODE):
        return
    for item in read_developments().developments:
        for language in own_language_first(item.title):
            _load(store, item, language)


def _load(store: Store, item: DevelopmentItem, language: Any) -> None:
    key = f"development:{item.id}"

    def make() -> Page:
        parent = find_page(LIST, language) or find_page(LIST, settings.LANGUAGE_CODE)
        _keep_row(item)
        return new_page(DevelopmentPage, key, store.locale(language), parent, item.id)

    def fill(page: Any) -> None:
        page.title, page.slug = item.title[language], item.id
        page.changed, page.meaning = item.changed[language], item.meaning[language]
        page.is_demonstration = True

    store.page(key, language, plain(item), make, fill)


def _keep_row(item: DevelopmentItem) -> None:
    """The facts of the note, once."""
    facts = {name: value for name, value in plain(item).items() if name in DEVELOPMENT_FACTS}
    facts["city"] = City.objects.filter(code=item.city).first() if item.city else None
    row = Development(key=translation_key(f"development:{item.id}"), **facts)
    if not Development.objects.filter(pk=row.pk).exists():
        row.full_clean()
        row.save(force_insert=True)


def remove_developments() -> list[str]:
    """Delete the demonstration's notes; what editors have written besides stays."""
    for page in DevelopmentPage.objects.filter(is_demonstration=True).order_by("-pk"):
        DevelopmentPage.objects.get(pk=page.pk).delete()
    LoadedItem.objects.filter(key__startswith="development:").delete()
    return []
