"""Writes content into the database, once: what has not changed is left alone, edits are kept."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page, Site

from declarations.models import DocumentIndexPage
from kb.models import CityIndexPage, Concept, HomePage, InformationPage
from kb.site.addresses import follow_base_url, site_host
from practices.loading.reading import ContentError
from practices.loading.schema import ConceptItem, Content, Item, Language, PageItem
from practices.models import LoadedItem, RecordPage

# Raised when the same file must be stored differently than before.
FORMAT = 1
NAMESPACE = uuid.UUID("6b0f0a0e-5d0a-5f5e-9a3b-2f1f5f1c2a11")


def digest(value: Any) -> str:
    """A fingerprint of plain data."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(f"{FORMAT}:{text}".encode()).hexdigest()


def translation_key(key: str) -> uuid.UUID:
    """The same translation key for the same item in every database."""
    return uuid.uuid5(NAMESPACE, key)


class Store:
    """Remembers what was loaded, and counts what happens: created, updated, kept, unchanged."""

    def __init__(self) -> None:
        self.loaded = {item.key: item for item in LoadedItem.objects.all()}
        self.counts: Counter[str] = Counter()
        self.kept: list[str] = []
        self._locales = {locale.language_code: locale for locale in Locale.objects.all()}

    def locale(self, language: str) -> Locale:
        """The locale of a site language, made where it is missing."""
        if language not in self._locales:
            self._locales[language] = Locale.objects.create(language_code=language)
        return self._locales[language]

    def is_unchanged(self, key: str, item_digest: str) -> bool:
        """Whether this item was loaded from the very same data; counted if so."""
        row = self.loaded.get(key)
        if row is None or row.digest != item_digest:
            return False
        self.counts["unchanged"] += 1
        return True

    def remember(self, key: str, item_digest: str, stored: str, outcome: str) -> None:
        """Note what was stored for an item."""
        row, _created = LoadedItem.objects.update_or_create(
            key=key, defaults={"digest": item_digest, "stored_digest": stored}
        )
        self.loaded[key] = row
        self.counts[outcome] += 1

    def remember_all(self, stored: Mapping[str, tuple[str, str]], outcome: str) -> None:
        """The same for many small items at once: the digests of the item and of what was stored, by key."""
        rows = [
            LoadedItem(key=key, digest=item_digest, stored_digest=stored_digest)
            for key, (item_digest, stored_digest) in stored.items()
        ]
        LoadedItem.objects.bulk_create(
            rows,
            batch_size=500,
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["digest", "stored_digest"],
        )
        self.loaded.update({row.key: row for row in rows})
        self.counts[outcome] += len(rows)

    def forget_deleted(self) -> None:
        """Read anew what was loaded, after some of it was deleted on purpose."""
        self.loaded = {item.key: item for item in LoadedItem.objects.all()}

    def keep(self, key: str) -> None:
        """Leave alone what somebody has edited (or deleted) since it was loaded."""
        self.counts["kept"] += 1
        self.kept.append(key)

    def page(
        self,
        key: str,
        language: str,
        item: Any,
        make: Callable[[], Page],
        fill: Callable[[Any], None],
    ) -> Page | None:
        """Create, update or keep one language version of a page.

        ``make`` returns a new page that already stands in the tree, unpublished; ``fill`` sets its
        fields. Returns the page, or None where nothing had to be done or it was kept.
        """
        name = f"{key}:{language}"
        item_digest = digest(item)
        if self.is_unchanged(name, item_digest):
            return None
        row = self.loaded.get(name)
        page = find_page(key, language)
        if row is None and page is None:
            page, outcome = make(), "created"
        elif page is None or row is None or str(page.latest_revision_id) != row.stored_digest:
            self.keep(name)
            return None
        else:
            page, outcome = page.specific.get_latest_revision_as_object(), "updated"
        fill(page)
        page.full_clean()
        revision = page.save_revision(clean=False)
        revision.publish()
        self.remember(name, item_digest, str(revision.pk), outcome)
        return page

    def concept(self, item: ConceptItem, order: int) -> None:
        """Create, update or keep one concept; ``broader`` is set afterwards."""
        key = f"concept:{item.id}"
        item_digest = digest([item.model_dump(), order])
        if self.is_unchanged(key, item_digest):
            return
        row = self.loaded.get(key)
        concept = Concept.objects.filter(code=item.id).first()
        if row and (concept is None or digest(concept_values(concept)) != row.stored_digest):
            self.keep(key)
            return
        outcome = "updated" if concept else "created"
        concept = concept or Concept(code=item.id)
        concept.facet = item.facet
        concept.labels = dict(item.labels)
        concept.synonyms = {lang: words for lang, words in item.synonyms.items() if words}
        concept.definitions = dict(item.definitions)
        concept.sort_order = order
        concept.broader = Concept.objects.get(code=item.broader) if item.broader else None
        concept.full_clean()
        concept.save()
        self.remember(key, item_digest, digest(concept_values(concept)), outcome)


def concept_values(concept: Concept) -> dict[str, Any]:
    """What of a concept an editor can change."""
    return {
        "facet": concept.facet,
        "labels": concept.labels,
        "synonyms": concept.synonyms,
        "order": concept.sort_order,
        "broader": concept.broader.code if concept.broader else None,
        # What was loaded before there were definitions was remembered without them.
        **({"definitions": concept.definitions} if concept.definitions else {}),
    }


def find_page(key: str, language: str) -> Page | None:
    """The page that was loaded for an item in a language, wherever it stands now."""
    return Page.objects.filter(
        translation_key=translation_key(key), locale__language_code=language
    ).first()


def in_order(concepts: list[ConceptItem]) -> list[ConceptItem]:
    """Broader concepts before the narrower ones, otherwise as in the file."""
    done: dict[str, ConceptItem] = {}
    waiting = list(concepts)
    while waiting:
        ready = [item for item in waiting if not item.broader or item.broader in done]
        if not ready:
            raise ValueError("The broader concepts go round in a circle.")
        done.update({item.id: item for item in ready})
        waiting = [item for item in waiting if item.id not in done]
    return list(done.values())


def load_concepts(store: Store, content: Content) -> None:
    """The vocabulary, in the order of the file."""
    orders = {item.id: number for number, item in enumerate(content.concepts)}
    for item in in_order(content.concepts):
        store.concept(item, orders[item.id])


def load_site(store: Store, content: Content) -> None:
    """Home pages, the lists of cities and documents, the information pages, in all languages."""
    site = content.site
    _remove_welcome_page()
    version_of_each_language(
        store,
        "home",
        HomePage,
        "home",
        parent=None,
        values={
            language: {
                "title": title,
                "introduction": site.home_introduction.get(language, ""),
                "carriers": site.home_carriers.get(language, ""),
            }
            for language, title in site.home_title.items()
        },
    )
    home = find_page("home", settings.LANGUAGE_CODE)
    if home and not Site.objects.exists():
        Site.objects.create(
            **site_host(),
            root_page=home,
            is_default_site=True,
            site_name=settings.WAGTAIL_SITE_NAME,
        )
    follow_base_url()
    for key, model, slug, titles in (
        ("cities", CityIndexPage, "cities", site.cities_title),
        ("documents", DocumentIndexPage, "documents", site.documents_title),
    ):
        version_of_each_language(
            store,
            key,
            model,
            slug,
            parent="home",
            values={
                language: {"title": title, "show_in_menus": True}
                for language, title in titles.items()
            },
        )
    load_information_pages(store, content)


def load_information_pages(store: Store, content: Content) -> None:
    """The information pages; what they say of demonstration records only where there are some."""
    shown = RecordPage.objects.filter(is_demonstration=True).exists()
    for page in content.pages:
        version_of_each_language(
            store,
            f"page:{page.slug}",
            InformationPage,
            page.slug,
            parent="home",
            values={
                language: {
                    "title": title,
                    "body": _body(page, language, shown),
                }
                for language, title in page.title.items()
            },
        )


def _body(page: PageItem, language: Language, shown: bool) -> str:
    more = page.about_demonstration.get(language) if shown else None
    return "\n".join([page.body[language], *([more] if more else [])])


def _remove_welcome_page() -> None:
    """Wagtail's first migration makes a page that says welcome; ours takes its place."""
    if find_page("home", settings.LANGUAGE_CODE) is None:
        for page in Page.objects.filter(depth=2, content_type__model="page"):
            page.delete()


def version_of_each_language(
    store: Store,
    key: str,
    model: type[Page],
    slug: str,
    *,
    parent: str | None,
    values: dict[Any, dict[str, Any]],
) -> None:
    """The same page in each language, each below its parent in that language."""
    for language in sorted(values, key=lambda code: code != settings.LANGUAGE_CODE):
        fields = values[language]

        def make(language: str = language) -> Page:
            above = find_page(parent, language) if parent else Page.get_first_root_node()
            own_slug = (
                slug if parent or language == settings.LANGUAGE_CODE else f"{slug}-{language}"
            )
            return new_page(model, key, store.locale(language), above, own_slug)

        def fill(page: Any, fields: dict[str, Any] = fields) -> None:
            for name, value in fields.items():
                setattr(page, name, value)

        store.page(key, language, fields, make, fill)


def new_page(model: type[Page], key: str, locale: Locale, parent: Page | None, slug: str) -> Page:
    """A page that stands in the tree, not yet published.

    Raises ``ContentError`` if its parent has been deleted in the admin.
    """
    if parent is None:
        raise ContentError(f"{key}: the page below which it belongs has been deleted")
    page = model(
        title=slug, slug=slug, live=False, locale=locale, translation_key=translation_key(key)
    )
    parent.specific.add_child(instance=page)
    return page


def plain(item: Item) -> dict[str, Any]:
    """An item as plain data, for fingerprints."""
    return item.model_dump(mode="json")
