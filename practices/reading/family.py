"""Family tree of adaptations: how one work went from city to city, as nested list and as picture (SVG).

Bounded in generations and works, safe against circles. What nobody can read any longer keeps its place
between works that can be read, without any of its words; at an end of the tree it is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language
from wagtail.models import Page

from kb.models.pages import by_translation_key
from practices.models import Adaptation, Record, RecordPage
from practices.reading.adaptations import city_label, named_page, public_pages
from practices.reading.family_picture import Box, picture_of
from search import services as search

# How many steps from the work that one reads, and how many works in all.
MOST_STEPS = 12
MOST_WORKS = 60


@dataclass
class Work:
    """One work in the tree: where it stands, and what was adapted from it.

    ``title`` is empty of what nobody can read any longer. ``is_told``: it stands at another place of the list
    already, because it was adapted from two, with its ``children``.
    """

    key: UUID
    title: str = ""
    url: str = ""
    language: str = ""
    city: str = ""
    is_own: bool = False
    is_told: bool = False
    children: list[Work] = field(default_factory=list)


@dataclass(frozen=True)
class Family:
    """The tree from its first works on. ``has_more``: there is more than is shown."""

    roots: list[Work]
    picture: dict[str, Any] | None
    has_more: bool


def family_of(record: RecordPage) -> Family:
    """All works that have to do with this one, as far as the bounds allow; a few small questions."""
    language = get_language() or "en"
    found, has_more = _edges(record.record_id)
    keys = {record.record_id, *(key for edge in found for key in edge)}
    versions = by_translation_key(public_pages(keys).select_related("locale"))
    search.note_records(keys)
    edges = _between_readable(found, set(versions))
    works = _works(record, {key for edge in edges for key in edge}, versions, language)
    adapted: dict[UUID, list[UUID]] = defaultdict(list)
    for child, origin in sorted(edges, key=lambda edge: _place(works[edge[0]])):
        adapted[origin].append(child)
    roots = _roots(works, adapted)
    told: set[UUID] = set()
    return Family(
        [_told(key, works, adapted, told) for key in roots],
        _picture(works, adapted, roots) if edges else None,
        has_more,
    )


def _edges(start: UUID) -> tuple[set[tuple[UUID, UUID]], bool]:
    """Pairs of adaptation and origin around a work, generation by generation, as far as the bounds allow."""
    edges: set[tuple[UUID, UUID]] = set()
    known, outermost = {start}, {start}
    for _step in range(MOST_STEPS):
        rows = Adaptation.objects.filter(Q(record__in=outermost) | Q(origin__in=outermost))
        found = rows.order_by("pk").values_list("record", "origin")[: 2 * MOST_WORKS + 1]
        new: set[UUID] = set()
        for child, origin in found:
            beyond = {child, origin} - known - new
            if len(known) + len(new) + len(beyond) > MOST_WORKS:
                return edges, True
            edges.add((child, origin))
            new |= beyond
        if not new:
            return edges, False
        known |= new
        outermost = new
    return edges, Adaptation.objects.filter(
        Q(record__in=outermost) | Q(origin__in=outermost)
    ).exclude(record__in=known, origin__in=known).exists()


def _between_readable(
    edges: set[tuple[UUID, UUID]], readable: set[UUID]
) -> list[tuple[UUID, UUID]]:
    """Without works at the lower end that nobody can read, and without what leads to them alone."""
    kept = set(edges)
    while True:
        origins = {origin for _child, origin in kept}
        loose = {edge for edge in kept if edge[0] not in readable and edge[0] not in origins}
        if not loose:
            return list(kept)
        kept -= loose


def _works(
    record: RecordPage, keys: Iterable[UUID], versions: dict[UUID, list[Page]], language: str
) -> dict[UUID, Work]:
    terms = search.terms()
    rows = Record.objects.filter(pk__in=[key for key in keys if key in versions])
    cities = dict(rows.values_list("pk", "city__code"))
    works = {}
    for key in {record.record_id, *keys}:
        works[key] = Work(key, is_own=key == record.record_id)
        if key in versions:
            named = named_page(versions[key], language)
            works[key].title, works[key].url = named["title"], named["url"]
            works[key].language = named["language"]
            works[key].city = city_label(cities.get(key) or "", terms, language)
    return works


def _roots(works: dict[UUID, Work], adapted: Mapping[UUID, list[UUID]]) -> list[UUID]:
    """The works that were adapted from none, by their city; of a circle one that it goes through."""
    children = {child for below in adapted.values() for child in below}
    roots = sorted(works.keys() - children, key=lambda key: _place(works[key]))
    reached: set[UUID] = set()
    for root in roots:
        _reach(root, adapted, reached)
    for key in sorted(works, key=str):
        if key not in reached:
            roots.append(key)
            _reach(key, adapted, reached)
    return roots


def _place(work: Work) -> tuple[str, str, str]:
    """Among others: by city, then by title."""
    return work.city, work.title, str(work.key)


def _reach(start: UUID, adapted: Mapping[UUID, list[UUID]], reached: set[UUID]) -> None:
    waiting = [start]
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            waiting.extend(adapted.get(key, ()))


def _told(
    key: UUID, works: dict[UUID, Work], adapted: Mapping[UUID, list[UUID]], told: set[UUID]
) -> Work:
    """A work with what was adapted from it; told once, also where it was adapted from two."""
    work = works[key]
    if key in told:
        return Work(key, work.title, work.url, work.language, work.city, work.is_own, is_told=True)
    told.add(key)
    work.children = [_told(child, works, adapted, told) for child in adapted.get(key, ())]
    return work


def _picture(
    works: dict[UUID, Work], adapted: Mapping[UUID, list[UUID]], roots: list[UUID]
) -> dict[str, Any]:
    """A box for each work, its city, else its title."""
    boxes = {
        key: Box(work.city or work.title, is_own=work.is_own, is_gone=not work.title)
        for key, work in works.items()
    }
    return picture_of(boxes, adapted, roots)
