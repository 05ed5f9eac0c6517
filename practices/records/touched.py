"""Which topics a change of a record touches: of kept pages those that show it, or will from now on."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from kb.site.addresses import address_topic
from kb.site.page_cache import public_pages_changed, register_touched
from practices.models import Record, RecordLink, RecordPage, VisitingCity, VisitStop
from search import services as search


def register() -> None:
    """Called once, from ``AppConfig.ready``."""
    register_touched(RecordPage, topics_of)


def topics_of(page: RecordPage) -> set[str]:
    """The record, lists, the records to which it points and those that point to it, their cities.

    Pages that show it now follow it by their own topics; these are for what it names for the first time.
    """
    key = page.translation_key
    cities = VisitingCity.objects.filter(page__translation_key=key)
    adapted = Record.objects.filter(linked_from__page__translation_key=key, city__isnull=False)
    return {
        *row_topics(page.record),
        address_topic(page),
        *(search.record_topic(other) for other in _connected(page) if other),
        *(
            search.code_topic("city", code)
            for code in cities.order_by()
            .values_list("city__code", flat=True)
            .union(adapted.order_by().values_list("city__code", flat=True))
        ),
    }


def row_topics(row: Record) -> set[str]:
    """The record in all its languages, and lists."""
    return {search.record_topic(row.key), search.RECORDS}


def record_changed(row: Record) -> None:
    """Something that holds for a record in all its languages is otherwise now."""
    public_pages_changed(row_topics(row))


def _connected(page: RecordPage) -> Iterator[uuid.UUID | None]:
    """The keys of the records at the other ends of its links and stops, in one question."""
    key = page.translation_key
    ends = [
        rows.order_by().values_list(other, flat=True)
        for model, target in ((RecordLink, "target"), (VisitStop, "record"))
        for rows, other in (
            (model.objects.filter(page__translation_key=key), target),
            (model.objects.filter(**{target: key}), "page__translation_key"),
        )
    ]
    yield from ends[0].union(*ends[1:])
