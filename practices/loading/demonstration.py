"""The demonstration: cities and records from ``content/``, marked as such, and their removal."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q
from wagtail import hooks
from wagtail.models import Page

from kb.models import City
from practices.loading.cities import facts_key, load_cities, load_documents, stored_facts
from practices.loading.records import load_records
from practices.loading.schema import Content
from practices.loading.writing import Store, load_information_pages, translation_key
from practices.models import LoadedItem, RecordPage


@dataclass
class Removal:
    """What was taken away, and what was left, with the reason."""

    records: int = 0
    cities: int = 0
    left: list[str] = field(default_factory=list)


def load_demonstration(store: Store, content: Content) -> None:
    """Cities and records; then what the documents and the information pages say of them."""
    load_cities(store, content)
    load_records(store, content)
    load_documents(store, content)
    load_information_pages(store, content)
    # Rooms that know this one add what they show of themselves.
    for load in hooks.get_hooks("load_demonstration"):
        load(store, content)


@transaction.atomic
def remove_demonstration(store: Store, content: Content) -> Removal:
    """Delete demonstration records and cities that nobody has touched since; the rest is left and named."""
    removal = Removal()
    for remove in hooks.get_hooks("remove_demonstration"):
        removal.left += remove()
    for name, versions in _loaded_versions("record"):
        if _edited(versions):
            removal.left.append(f"{name}: edited since")
        elif any(page.get_descendants().exists() for _row, page in versions):
            removal.left.append(f"{name}: other pages stand below it")
        else:
            _delete(versions)
            removal.records += 1
    for name, versions in _loaded_versions("city"):
        if reason := _why_a_city_stays(name, versions):
            removal.left.append(f"{name}: {reason}")
        else:
            _delete(versions)
            LoadedItem.objects.filter(key=_facts_key(name)).delete()
            removal.cities += 1
    store.forget_deleted()
    load_documents(store, content)
    load_information_pages(store, content)
    return removal


def demonstration_records() -> int:
    """How many records there are for demonstration, whatever the number of their languages."""
    marked = RecordPage.objects.filter(is_demonstration=True)
    return marked.values("translation_key").distinct().count()


Versions = list[tuple[LoadedItem | None, Page]]


def _loaded_versions(kind: str) -> list[tuple[str, Versions]]:
    """All language versions of each thing that was loaded, those that were added since too (with None)."""
    rows: dict[str, dict[str, LoadedItem]] = {}
    for row in LoadedItem.objects.filter(key__startswith=f"{kind}:").order_by("key"):
        name, language = row.key.rsplit(":", 1)
        rows.setdefault(name, {})[language] = row
    pages: dict[object, list[Page]] = {}
    keys = {translation_key(name): name for name in rows}
    for page in Page.objects.filter(translation_key__in=keys).select_related("locale"):
        pages.setdefault(keys[page.translation_key], []).append(page)
    return [
        (name, [(rows[name].get(page.locale.language_code), page) for page in pages.get(name, [])])
        for name in rows
    ]


def _edited(versions: Versions) -> bool:
    return any(
        row is None or str(page.latest_revision_id) != row.stored_digest for row, page in versions
    )


def _facts_key(name: str) -> str:
    return facts_key(name.removeprefix("city:"))


def _why_a_city_stays(name: str, versions: Versions) -> str:
    pages = [page for _row, page in versions]
    facts = LoadedItem.objects.filter(key=_facts_key(name)).first()
    city = City.objects.filter(pk=translation_key(name)).first()
    if _edited(versions) or (facts and city and stored_facts(city) != facts.stored_digest):
        return "edited since"
    if any(page.get_descendants().exists() for page in pages):
        return "other pages stand below it"
    people = City.objects.filter(pk=translation_key(name)).filter(
        Q(people__isnull=False) | Q(invitations__isnull=False)
    )
    return "people work for it" if people.exists() else ""


def _delete(versions: Versions) -> None:
    for row, page in versions:
        # Deleting moves nothing else, but what was read of the tree before may be old.
        Page.objects.get(pk=page.pk).specific.delete()
        if row:
            row.delete()
