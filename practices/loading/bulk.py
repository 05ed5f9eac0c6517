"""Writes synthetic cities and records in bulk: rows, no revisions, no signals. For measurements only.

Only :func:`insert` serves :mod:`practices.loading.copies` too.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection
from django.db.models import F, Max
from wagtail.models import Page, PageViewRestriction

from kb.models import City, CityIndexPage, CityPage, Concept
from practices.loading.corpus import COUNTRIES, SyntheticRecord
from practices.models import (
    PracticePage,
    ProvisionAnswer,
    Record,
    RecordPage,
    RecordSource,
    StudyVisitReportPage,
    Submission,
    TrainingProgrammePage,
)

PREFIX = "synthetic"
KINDS: dict[str, type[RecordPage]] = {
    "practice": PracticePage,
    "training": TrainingProgrammePage,
    "study-visit": StudyVisitReportPage,
}
PRIVATE_EVERY = 50  # every fiftieth city is private: 2 %


def synthetic_pages() -> Iterator[tuple[int, uuid.UUID, bool]]:
    """``(key, translation key, whether it is a record)`` of the synthetic cities and all below them.

    City by city, because SQLite refuses a condition of a thousand paths.
    """
    cities = CityPage.objects.filter(city__code__startswith=f"{PREFIX}-")
    for path, depth in cities.values_list("path", "depth"):
        below = Page.objects.filter(path__startswith=path)
        for pk, key, own_depth in below.values_list("pk", "translation_key", "depth"):
            yield pk, key, own_depth > depth


class BulkWriter:
    """Hands out places in the tree and numbers of rows, and inserts what was collected."""

    def __init__(self) -> None:
        self.next_pk = (Page.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
        self.children: dict[str, int] = defaultdict(int)
        page_types: list[type[Page]] = [CityPage, *KINDS.values()]
        self.types = {model: ContentType.objects.get_for_model(model) for model in page_types}
        self.cities: dict[tuple[int, str], CityPage] = {}
        self.concepts = {concept.code: concept.pk for concept in Concept.objects.all()}

    def _place(self, page: Any, parent: Page) -> None:
        """Give a new page its number, its type and the next place below its parent."""
        page.pk = page.id = page.page_ptr_id = self.next_pk
        if isinstance(page, RecordPage):
            page.recordpage_ptr_id = self.next_pk
        self.next_pk += 1
        self.children[parent.path] += 1
        page.depth, page.numchild = parent.depth + 1, 0
        page.path = Page._get_path(parent.path, page.depth, self.children[parent.path])
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.draft_title = page.title
        page.content_type = self.types[type(page)]
        page.locale_id = parent.locale_id

    def add_cities(self, number: int) -> None:
        """So many cities below each list of cities; one in fifty asks for a sign-in."""
        indexes = list(CityIndexPage.objects.select_related("locale"))
        first = indexes[0].locale.language_code
        for index in indexes:
            last = index.get_last_child()
            self.children[index.path] = _last_step(last) if last else 0
        for place in range(number):
            key = uuid.uuid4()
            name = f"Synthetic city {place:03}"
            row = City.objects.create(
                key=key,
                code=f"{PREFIX}-{place:03}",
                names={"en": name},
                country=COUNTRIES[place % len(COUNTRIES)],
            )
            for index in indexes:
                city = CityPage(
                    title=name,
                    slug=row.code,
                    city=row,
                    translation_key=key,
                    live=True,
                )
                self._place(city, index)
                self.cities[place, index.locale.language_code] = city
        insert(list(self.cities.values()))
        for index in indexes:
            CityIndexPage.objects.filter(pk=index.pk).update(numchild=F("numchild") + number)
        for (place, language), city in self.cities.items():
            # Its versions in other languages are private with it.
            if language == first and place % PRIVATE_EVERY == PRIVATE_EVERY - 1:
                PageViewRestriction.objects.create(
                    page=Page.objects.get(pk=city.pk), restriction_type=PageViewRestriction.LOGIN
                )

    def add_records(self, records: Sequence[SyntheticRecord]) -> list[uuid.UUID]:
        """Insert these records; returns their translation keys."""
        pages: list[RecordPage] = []
        rows: list[Record] = []
        concepts, answers, sources = [], [], []
        through = RecordPage.concepts.through
        for record in records:
            key = uuid.uuid4()
            first = record.texts[0].language
            city = self.cities[record.city, first].city_id
            rows.append(Record(key=key, original_language=first, city_id=city))
            for text in record.texts:
                page = self._page(record, text, key)
                pages.append(page)
                concepts += [
                    through(recordpage_id=page.pk, concept_id=self.concepts[code])
                    for code in record.concepts
                ]
                answers += [
                    ProvisionAnswer(page_id=page.pk, provision=code) for code in record.provisions
                ]
                sources.append(
                    RecordSource(
                        page_id=page.pk, url=f"https://example.org/{PREFIX}/{record.number}"
                    )
                )
        Record.objects.bulk_create(rows)
        for model in KINDS.values():
            insert([page for page in pages if type(page) is model])
        through._default_manager.bulk_create(concepts)
        ProvisionAnswer.objects.bulk_create(answers)
        RecordSource.objects.bulk_create(sources)
        return [row.key for row in rows]

    def _page(self, record: SyntheticRecord, text: Any, key: uuid.UUID) -> RecordPage:
        known = {field.name for field in KINDS[record.kind]._meta.get_fields()}
        page = KINDS[record.kind](
            title=text.title[:250],
            slug=f"{PREFIX}-{record.number}",
            summary=text.summary,
            translation_key=key,
            record_id=key,
            live=record.live,
            first_published_at=record.published_at if record.live else None,
            last_published_at=record.published_at if record.live else None,
            is_editor_summary=True,
            scrutiny=record.scrutiny,
            scrutiny_on=record.reviewed_on,
            status=record.status,
            year_from=record.year_from,
            unintended_effects="not-looked-for",
            evidence_level_id=self.concepts.get(record.evidence or ""),
            **{part: html for part, html in text.parts.items() if part in known},
        )
        self._place(page, self.cities[record.city, text.language])
        return page

    def finish(self) -> None:
        """Write how many children each city has, and let the database know of the numbers used."""
        for city in self.cities.values():
            Page.objects.filter(pk=city.pk).update(numchild=self.children[city.path])
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [Page]):
                cursor.execute(statement)
            cursor.execute("ANALYZE")


def _last_step(page: Page) -> int:
    """The number of a page's place below its parent."""
    return int(Page._str2int(page.path[-Page.steplen :]))


def insert(pages: Sequence[Any]) -> None:
    """Insert pages of one type, table by table of its inheritance, with the numbers they carry.

    Django's ``bulk_create`` refuses models that inherit from a table (Django ticket 28821).
    """
    if not pages:
        return
    model = type(pages[0])
    for table in [*reversed(model._meta.get_parent_list()), model]:
        fields = table._meta.local_concrete_fields
        size = connection.ops.bulk_batch_size(fields, pages)
        for start in range(0, len(pages), size):
            table._base_manager._insert(
                pages[start : start + size], fields=fields, using=connection.alias, raw=True
            )


def clear() -> list[uuid.UUID]:
    """Remove all synthetic pages; returns the translation keys of the records among them."""
    found = list(synthetic_pages())
    pages = [pk for pk, _key, _is_record in found]
    keys = list(dict.fromkeys(key for _pk, key, is_record in found if is_record))
    below = list(CityIndexPage.objects.all())
    # What people have done there meanwhile: somebody's role at a city, a record that was opened at its desk.
    for start in range(0, len(pages), 500):
        chunk = pages[start : start + 500]
        Group.objects.filter(page_permissions__page__in=chunk).delete()
        Submission.objects.filter(record__pages__in=chunk).delete()
    for model in (
        RecordPage.concepts.through,
        ProvisionAnswer,
        RecordSource,
        *KINDS.values(),
        RecordPage,
        PageViewRestriction,
        CityPage,
        Page,
    ):
        column = {
            RecordPage.concepts.through: "recordpage_id",
            ProvisionAnswer: "page_id",
            RecordSource: "page_id",
            PageViewRestriction: "page_id",
        }.get(model, "pk")
        for start in range(0, len(pages), 500):
            rows = model._base_manager.filter(**{f"{column}__in": pages[start : start + 500]})
            rows._raw_delete(connection.alias)
    City.objects.filter(code__startswith=f"{PREFIX}-").delete()
    for start in range(0, len(keys), 500):
        Record.objects.filter(pk__in=keys[start : start + 500]).delete()
    for index in below:
        CityIndexPage.objects.filter(pk=index.pk).update(
            numchild=Page.objects.filter(path__startswith=index.path, depth=index.depth + 1).count()
        )
    return keys
