"""Further language versions of pages that were loaded: the rows of the English page with other words.

Written as rows, many at once: one after the other, as an editor publishes, five hundred take minutes.
They have no revision until somebody edits them, and by this an edit is recognised.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import F, Max
from django.utils import timezone
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from modelsearch.backends import get_search_backends
from wagtail.models import Locale, Page

from kb.site.page_cache import public_pages_changed
from practices.loading.bulk import insert
from practices.loading.reading import ContentError
from practices.loading.writing import Store, find_page, translation_key

# What a page does not have from the one that it is a copy of.
OWN = {
    "id", "title", "draft_title", "path", "depth", "numchild", "url_path", "locale", "latest_revision",
    "live_revision", "latest_revision_created_at", "last_published_at",
}  # fmt: skip


@dataclass(frozen=True)
class Copy:
    """One version to be made: of which item, below which item's page, in which language, with which words.

    ``rows``: by the name of a list, rows in words of its own that it has instead of copies.
    """

    key: str
    parent: str
    language: str
    digest: str
    words: Mapping[str, Any]
    rows: Mapping[str, Sequence[Any]]

    @property
    def name(self) -> str:
        return f"{self.key}:{self.language}"


def is_new(store: Store, key: str, language: str) -> bool:
    """Whether this version was never loaded and nobody has made it by hand."""
    return f"{key}:{language}" not in store.loaded and find_page(key, language) is None


def write_copies(store: Store, model: type[Page], copies: Sequence[Copy]) -> list[tuple[Any, Any]]:
    """Make these versions, public at once; gives each with the page it is a copy of.

    Raises ``ContentError`` where the page above it is missing, or another one has its address.
    """
    sources = {
        page.translation_key: page
        for page in model._default_manager.filter(
            translation_key__in={translation_key(copy.key) for copy in copies},
            locale__language_code="en",
        )
    }
    wanted = [copy for copy in copies if translation_key(copy.key) in sources]
    if not wanted:
        return []
    places = _Places(wanted)
    pairs = [
        (places.place(_copied(sources[translation_key(copy.key)], copy), copy), copy)
        for copy in wanted
    ]
    pages = [page for page, _copy in pairs]
    places.check(pages)
    insert(pages)
    made = [(page, sources[page.translation_key]) for page in pages]
    _copy_rows(model, made, {page.pk: copy.rows for page, copy in pairs})
    places.finish()
    _index(model, [page.pk for page in pages])
    store.remember_all({copy.name: (copy.digest, str(None)) for copy in wanted}, "created")
    public_pages_changed()
    return made


def _copied(source: Any, copy: Copy) -> Any:
    model = type(source)
    values = {
        field.attname: getattr(source, field.attname)
        for field in model._meta.concrete_fields
        if field.name not in OWN and not _is_number(field)
    }
    page = model(**{**values, **copy.words})
    page.draft_title = page.title
    page.last_published_at = timezone.now()
    return page


def _is_number(field: Any) -> bool:
    """Whether a column holds the number of the page itself, as each table of its inheritance does."""
    return bool(field.primary_key or (field.remote_field and field.remote_field.parent_link))


class _Places:
    """Hands out numbers and places in the tree below the pages of each language."""

    def __init__(self, copies: Sequence[Copy]) -> None:
        keys = {translation_key(copy.parent) for copy in copies}
        self._parents = {
            (page.translation_key, page.locale.language_code): page
            for page in Page.objects.filter(translation_key__in=keys).select_related("locale")
        }
        self._locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self._next = (Page.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
        self._last: dict[int, int] = {}
        self._added: dict[int, int] = defaultdict(int)

    def place(self, page: Any, copy: Copy) -> Any:
        parent = self._parents.get((translation_key(copy.parent), copy.language))
        if parent is None:
            raise ContentError(
                f"{copy.key}: the page below which it belongs has been deleted in “{copy.language}”"
            )
        if parent.pk not in self._last:
            last = parent.get_last_child()
            self._last[parent.pk] = Page._str2int(last.path[-Page.steplen :]) if last else 0
        self._last[parent.pk] += 1
        self._added[parent.pk] += 1
        for field in page._meta.concrete_fields:
            if _is_number(field):
                setattr(page, field.attname, self._next)
        self._next += 1
        page.depth, page.numchild = parent.depth + 1, 0
        page.path = Page._get_path(parent.path, page.depth, self._last[parent.pk])
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.locale = self._locales[copy.language]
        return page

    @staticmethod
    def check(pages: Sequence[Page]) -> None:
        """Nobody's page stands at one of these addresses yet."""
        addresses = [page.url_path for page in pages]
        for start in range(0, len(addresses), 500):
            taken = Page.objects.filter(url_path__in=addresses[start : start + 500]).first()
            if taken is not None:
                raise ContentError(f"{taken.url_path}: another page has this address")

    def finish(self) -> None:
        """Write how many children each page has, and let the database know of the numbers used."""
        for parent, number in self._added.items():
            Page.objects.filter(pk=parent).update(numchild=F("numchild") + number)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [Page]):
                cursor.execute(statement)


def _copy_rows(
    model: type[Page],
    made: Sequence[tuple[Any, Any]],
    own_rows: Mapping[int, Mapping[str, Sequence[Any]]],
) -> None:
    """All that belongs to a page: rows of its own, and what it is filed under."""
    copies = defaultdict(list)
    for page, source in made:
        copies[source.pk].append(page)
    for relation in get_all_child_relations(model):
        field = relation.field
        rows = relation.related_model._base_manager.filter(**{f"{field.name}__in": copies})
        name = relation.get_accessor_name()
        new = []
        for row in rows.order_by("pk"):
            values = {
                column.attname: getattr(row, column.attname)
                for column in row._meta.concrete_fields
                if not column.primary_key
            }
            for page in copies[values[field.attname]]:
                if name in own_rows[page.pk]:
                    continue
                own = {field.attname: page.pk}
                if "locale_id" in values:
                    own["locale_id"] = page.locale_id
                new.append(type(row)(**{**values, **own}))
        for number, instead in own_rows.items():
            for row in instead.get(name, ()):
                setattr(row, field.attname, number)
                new.append(row)
        relation.related_model._base_manager.bulk_create(new, batch_size=500)
    for field in get_all_child_m2m_relations(model):
        through = field.remote_field.through
        column, other = f"{field.m2m_column_name()}", f"{field.m2m_reverse_name()}"
        rows = through._base_manager.filter(**{f"{column}__in": copies}).order_by("pk")
        through._base_manager.bulk_create(
            [
                through(**{column: page.pk, other: number})
                for owner, number in rows.values_list(column, other)
                for page in copies[owner]
            ],
            batch_size=500,
        )


def _index(model: type[Page], numbers: Sequence[int]) -> None:
    """The admin's search knows them; what they use, their English page stands for until they are edited."""
    pages = list(model._default_manager.filter(pk__in=numbers))
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(model, pages)
