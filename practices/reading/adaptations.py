"""Adaptations: which work was adapted from which, what was kept and changed; relations from both sides.

Which work was adapted from which holds for the whole of both (:class:`practices.models.Adaptation`); what was
kept and changed is said in the words of one language version, else in those of the original. A work that
nobody can read any longer keeps its place, without any of its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from kb.models import City
from kb.models.pages import version_in
from kb.models.visibility import public
from kb.site.addresses import language_path
from practices.models import Adaptation, RecordLink, RecordPage, VisitStop
from search import services as search
from search.terms import Terms

Relation = RecordLink.Relation
ADAPTED_FROM = Relation.ADAPTED_FROM
# So many works that were adapted from one, and that point at one, are named on its page.
MOST_NAMED = 20
# What a record that is pointed at is called by the one that points.
POINTED_AT_AS: dict[str, str | Promise] = {
    Relation.TRAINING_FOR: _("training for it"),
    Relation.SEEN_DURING: _("seen there"),
    Relation.USES_BLOCK: _("uses a building block of it"),
    Relation.RELATED: Relation.RELATED.label,
}
VISITED = _("seen on the visit")
PAIR = ("pk", "record", "origin")
HEADINGS = {
    "kept": _("What was kept"),
    "changed": _("What was changed"),
    "reason": _("Why it was changed"),
    "outcome": _("What came of it"),
}


def origin_rows(record: RecordPage) -> QuerySet[Adaptation]:
    """From which works this one was adapted."""
    return Adaptation.objects.filter(record=record.record_id).order_by("pk")


def adaptation_rows(record: RecordPage) -> QuerySet[Adaptation]:
    """Which works were adapted from this one, the last first."""
    return Adaptation.objects.filter(origin=record.record_id).order_by("-pk")[:MOST_NAMED]


def on_original(record: RecordPage) -> Q:
    """Of rows of pages: those of the public original of a record."""
    return Q(
        page__record=record.record_id,
        page__live=True,
        page__locale__language_code=F("page__record__original_language"),
    )


def told_links(record: RecordPage) -> QuerySet[RecordLink]:
    """What the public original says of other works."""
    return RecordLink.objects.filter(on_original(record)).order_by("sort_order", "pk")


def pointing_links(record: RecordPage) -> QuerySet[RecordLink]:
    """The originals of public records that name this one, adaptations apart."""
    return (
        RecordLink.objects.filter(
            target=record.record_id,
            page__live=True,
            page__locale__language_code=F("page__record__original_language"),
        )
        .exclude(relation=ADAPTED_FROM)
        .order_by("pk")[:MOST_NAMED]
    )


def pointing_stops(record: RecordPage) -> QuerySet[VisitStop]:
    """The stops of study visits where this work was seen."""
    return VisitStop.objects.filter(record=record.record_id, page__live=True).order_by("pk")[
        :MOST_NAMED
    ]


def public_pages(keys: Any) -> QuerySet[Page]:
    """The public pages, in all languages, of the works with these keys.

    ``keys``: one list or one question; of two joined by "or" a database would look at every page.
    """
    return public(Page.objects.filter(translation_key__in=keys)).order_by("pk")


class Pointing(NamedTuple):
    """A work that names this one: what it is to it, and of which city; which building block it uses."""

    relation: str
    key: UUID
    city: str = ""
    block: UUID | None = None


class Around:
    """The works around a record: their rows, their public pages, and the cities of theirs."""

    def __init__(
        self,
        origins: Sequence[dict[str, Any]],
        adaptations: Sequence[dict[str, Any]],
        told: Sequence[RecordLink],
        pointing: Sequence[Pointing],
        pages: Iterable[Page],
    ) -> None:
        self.origins = {row["origin_id"]: row["origin__city__code"] or "" for row in origins}
        self.adaptations = {
            row["record_id"]: row["record__city__code"] or "" for row in adaptations
        }
        self.told = told
        self.pointing = pointing
        self.versions: dict[UUID, list[Page]] = defaultdict(list)
        known = set()
        for page in pages:
            if page.pk not in known:
                known.add(page.pk)
                self.versions[page.translation_key].append(page)


def around(record: RecordPage) -> Around:
    """What was gathered with the record; of a version that is not public yet, what it names itself."""
    gathered: Around | None = record.__dict__.get("around")
    if gathered is not None:
        return gathered
    origins: list[dict[str, Any]] = [
        {**row} for row in origin_rows(record).values("origin_id", "origin__city__code")
    ]
    known = {row["origin_id"] for row in origins}
    own = _own_links(record)
    targets = [link.target for link in own if link.target_id not in known]
    named = [row for row in targets if row is not None]
    origins += [
        {"origin_id": row.pk, "origin__city__code": row.city.code if row.city else ""}
        for row in named
    ]
    adaptations: list[dict[str, Any]] = [
        {**row} for row in adaptation_rows(record).values("record_id", "record__city__code")
    ]
    keys = [*(row["origin_id"] for row in origins), *(row["record_id"] for row in adaptations)]
    pages = public_pages(keys).select_related("locale")
    return Around(origins, adaptations, own, [], pages)


def _own_links(record: RecordPage) -> list[RecordLink]:
    """What this version says of the works from which it was adapted."""
    return [link for link in record.links.all() if link.relation == ADAPTED_FROM]


def is_told_by_itself(record: RecordPage) -> bool:
    """Whether a page says by itself to what it belongs: an original does, and a version to be published."""
    return record.locale.language_code == record.original_language or not record.live


def links_told(record: RecordPage) -> Sequence[RecordLink]:
    """The works at which a record points; those of a translation are those of its original, however old."""
    return list(record.links.all()) if is_told_by_itself(record) else around(record).told


def adaptation_context(record: RecordPage, terms: Terms, language: str) -> dict[str, Any]:
    """From what it was adapted, with what was kept and changed, and what was adapted from it."""
    found = around(record)
    own = _own_links(record)
    told = [link for link in links_told(record) if link.relation == ADAPTED_FROM]
    in_own_words = {link.target_id: link for link in own if link.target_id}
    return {
        "adapted_from": [
            _origin(record, in_own_words.get(link.target_id, link), found, terms, language)
            for link in told
        ],
        "goes_on": _goes_on(found),
        "adapted_as": [
            {**named_page(found.versions[key], language), "city": city_label(code, terms, language)}
            for key, code in found.adaptations.items()
            if key in found.versions
        ],
    }


def _goes_on(found: Around) -> bool:
    """Whether the tree goes on below works that nobody can read: then there is a way to it nevertheless."""
    hidden = [key for key in found.adaptations if key not in found.versions]
    if not hidden:
        return False
    below = list(
        Adaptation.objects.filter(origin__in=hidden).values_list("record", flat=True)[:MOST_NAMED]
    )
    search.note_records(below)
    return public_pages(below).exists()


def _origin(
    record: RecordPage, link: RecordLink, found: Around, terms: Terms, language: str
) -> dict[str, Any]:
    """One origin; without title, address and city where nobody can read it."""
    versions = found.versions.get(link.target_id) if link.target_id else None
    is_own = link.page_id == record.pk or not record.live
    return {
        "work": {
            **named_page(versions, language),
            "city": city_label(found.origins.get(link.target_id, ""), terms, language),
        }
        if versions
        else None,
        "words": [
            {"heading": heading, "text": getattr(link, name)}
            for name, heading in HEADINGS.items()
            if getattr(link, name)
        ],
        "is_own": is_own,
        "language": record.original_language,
    }


def pointing_records(record: RecordPage, language: str) -> list[dict[str, str]]:
    """Records that name this one, and what this one is to them; each once."""
    found = around(record)
    relations = {one.key: one.relation for one in found.pointing}
    return [
        {"relation": relation, **named_page(found.versions[key], language)}
        for key, relation in relations.items()
        if key in found.versions and key != record.record_id
    ]


def city_label(code: str, terms: Terms, language: str) -> str:
    """What a city is called; empty of one that is not public."""
    return terms.label("city", code, language) if code and terms.get("city", code) else ""


def adaptations_of_city(city: City, language: str) -> list[dict[str, Any]]:
    """What a city adapted and what of its work was adapted elsewhere, the last first.

    ``work`` is the adaptation; ``origin`` None where nobody can read it any longer.
    """
    own = Adaptation.objects.filter(record__city=city).values_list(*PAIR)
    of_own = Adaptation.objects.filter(origin__city=city).values_list(*PAIR)
    rows = list(own.union(of_own).order_by("-pk")[:MOST_NAMED])
    if not rows:
        return []
    keys = {key for row in rows for key in row[1:]}
    hits = {UUID(hit.id): hit for hit in search.records_by_key(keys, language=language)}
    return [
        {"work": hits[record], "origin": hits.get(origin)}
        for _number, record, origin in rows
        if record in hits
    ]


def named_page(versions: Sequence[Page], language: str) -> dict[str, str]:
    """Title and address of a work: of its version in the reader's language, else of the oldest one."""
    page = version_in(language, versions)
    return {
        "title": page.title,
        "url": language_path(page, language),
        "language": page.locale.language_code,
    }
