"""All that belongs to a record in one question to the database, however much it is.

A record has a dozen tables of its own. Asked one after the other they cost more than the page; here each is a
list within one answer, and modelcluster is handed them as if it had read them itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db.models import CharField, QuerySet

from kb.models import CityPage, Concept, PhotoRendition
from kb.texts.current_language import current_language
from practices.models import (
    BuildingBlock,
    PublicTranslation,
    PublicVersion,
    Record,
    RecordLink,
    RecordPage,
    TrainingDate,
    VisitStop,
)
from practices.reading.adaptations import (
    POINTED_AT_AS,
    VISITED,
    Around,
    Pointing,
    adaptation_rows,
    origin_rows,
    pointing_links,
    pointing_stops,
    public_pages,
    told_links,
)
from practices.reading.blocks import blocks_of_original, used_blocks
from practices.reading.gathering.objects import (
    city_page,
    columns_of,
    columns_of_relation,
    made,
    page_of,
    related_row,
    value_of,
)
from practices.reading.gathering.statement import Given, Rows, Statement
from practices.reading.versions.rows import versions_on_page
from practices.records.originals import IS_ORIGINAL
from practices.records.training_dates import date_rows
from search import services as search

RELATIONS = (
    "tagged_items",
    "partners",
    "partner_cities",
    "sources",
    "photos",
    "attachments",
    "provision_answers",
    "evidence_ratings",
    "figures",
    "blocks",
    "links",
    "visiting_cities",
    "stops",
    "take_home_actions",
)
FACTS = ("code", "names", "country", "latitude", "longitude", "population", "population_year")
CITY = ("page_ptr_id", "title", "url_path", "city_id", *(f"city__{name}" for name in FACTS))
# Typed and read on the original; its word holds for all languages.
JUDGED = ("is_editor_summary", "scrutiny", "scrutiny_by", "scrutiny_on", "scrutiny_against")
VERSION = ("number", "published_at", "page__locale__language_code")
POINTING = ("relation", "block", "page__translation_key", "page__record__city__code")
PAGE = ("id", "title", "url_path", "translation_key", "locale_id", "locale__language_code")
# The public pages of works around a record.
WORKS = ("linked", "visited", "origins", "adaptations", "pointed_by", "seen_on")


# What other rooms show on a record's page: rows of the record, and which of their columns.
_added: dict[str, tuple[Callable[[Any], QuerySet[Any]], tuple[str, ...]]] = {}


def register_rows(
    name: str, rows: Callable[[Any], QuerySet[Any]], columns: tuple[str, ...]
) -> None:
    """Have rows of another room read in the same question; from ``AppConfig.ready``.

    ``rows`` is called once for all records and readers: of what it is given it may ask for ``pk``,
    ``record_id`` and ``language`` (the reader's), in a query alone. The rows stand as plain data in
    ``page.__dict__["added"][name]``; a preview has none.
    """
    _added[name] = (rows, columns)


def gather(record: RecordPage) -> None:
    """Read the relations, city and public neighbours of a published record."""
    rows = _statement(type(record)).ask(
        {
            "pk": record.pk,
            "record_id": record.record_id,
            "evidence_level_id": record.evidence_level_id,
            "parent_path": record.path[: -record.steplen],
            "language": current_language(),
        }
    )
    record.translation_state = next(
        (made(PublicTranslation, row) for row in rows["translation"]), None
    )
    record.record = made(Record, rows["state"][0])
    for judged in rows["judged"]:
        for name in JUDGED:
            setattr(record, name, value_of(RecordPage._meta.get_field(name), judged[name]))
    record.city = next((city_page(row) for row in rows["city"]), None)
    record.evidence_level = next((made(Concept, row) for row in rows["level"]), None)
    record.neighbours = [page_of(row) for row in (*rows["linked"], *rows["visited"])]
    record.__dict__["around"] = _around(rows)
    record.__dict__["original_blocks"] = [
        made(BuildingBlock, row) for row in rows["original_blocks"]
    ]
    record.__dict__["used_blocks"] = [made(BuildingBlock, row) for row in rows["used_blocks"]]
    record.__dict__["dates"] = [made(TrainingDate, row) for row in rows["dates"]]
    record.__dict__["newest_versions"] = [_version(row) for row in rows["versions"]]
    record.__dict__["added"] = {name: rows[f"added_{name}"] for name in _added}
    search.note_records(UUID(row["translation_key"]) for name in WORKS for row in rows[name])
    # Those that are not public now may be so tomorrow.
    search.note_records(UUID(row["origin_id"]) for row in rows["origin_rows"])
    known = record.__dict__.setdefault("_cluster_related_objects", {})
    known["concepts"] = [made(Concept, row) for row in rows["concepts"]]
    for name, relation in _relations(type(record)).items():
        known[name] = [related_row(record, relation, row) for row in rows[name]]
    pictures = [made(PhotoRendition, row) for row in rows["renditions"]]
    for item in known.get("photos", []):
        item.photo.prefetched_renditions = [
            picture for picture in pictures if picture.image_id == item.photo_id
        ]


@search.kept_with_vocabulary
def _statement(model: type[RecordPage]) -> Statement:
    """All questions about a record of this kind; which places are closed to readers stands in it."""
    record = _given()
    original = RecordPage.objects.filter(IS_ORIGINAL, record=record.record_id, live=True)
    renditions = PhotoRendition.objects.filter(image__shown_in__page=record.pk).distinct()
    translation = PublicTranslation.objects.filter(page=record.pk)
    level = Concept.objects.filter(pk=record.evidence_level_id)
    concepts = Concept.objects.filter(records=record.pk)
    lists = {
        "state": Rows(Record.objects.filter(pk=record.record_id), columns_of(Record)),
        "judged": Rows(original, JUDGED),
        "city": Rows(CityPage.objects.filter(path=record.parent_path), CITY),
        "translation": Rows(translation, columns_of(PublicTranslation)),
        "level": Rows(level, columns_of(Concept)),
        "concepts": Rows(concepts, columns_of(Concept)),
        "renditions": Rows(renditions, columns_of(PhotoRendition)),
        **{
            name: Rows(public_pages(keys), PAGE)
            for name, keys in zip(WORKS, _works(record), strict=True)
        },
        "origin_rows": Rows(origin_rows(record), ("origin_id", "origin__city__code")),
        "adaptation_rows": Rows(adaptation_rows(record), ("record_id", "record__city__code")),
        "versions": Rows(versions_on_page(record), VERSION),
        "dates": Rows(date_rows(record), columns_of(TrainingDate)),
        "told": Rows(told_links(record), columns_of(RecordLink)),
        "pointing_links": Rows(pointing_links(record), POINTING),
        "original_blocks": Rows(blocks_of_original(record), columns_of(BuildingBlock)),
        "used_blocks": Rows(used_blocks(record), columns_of(BuildingBlock)),
        "pointing_stops": Rows(pointing_stops(record), ("page__translation_key",)),
        **{
            name: Rows(
                relation.related_model._default_manager.filter(
                    **{relation.field.name: record.pk}
                ).order_by(*relation.related_model._meta.ordering),
                columns_of_relation(relation),
            )
            for name, relation in _relations(model).items()
        },
        **{f"added_{name}": Rows(of(record), columns) for name, (of, columns) in _added.items()},
    }
    return Statement.of(RecordPage.objects.filter(pk=record.pk), lists)


def _given() -> Any:
    """What stands in for a record in the questions."""
    fields = {name: RecordPage._meta.get_field(name) for name in ("id", "path")}
    level = RecordPage._meta.get_field("evidence_level").target_field
    return SimpleNamespace(
        pk=Given("pk", fields["id"]),
        record_id=Given("record_id", Record._meta.pk),
        evidence_level_id=Given("evidence_level_id", level),
        parent_path=Given("parent_path", fields["path"]),
        language=Given("language", CharField()),
    )


def _relations(model: type[RecordPage]) -> dict[str, Any]:
    found = {relation.get_accessor_name(): relation for relation in model._meta.related_objects}
    return {name: relation for name, relation in found.items() if name in RELATIONS}


def _works(record: Any) -> list[Any]:
    """The keys of the works around a record, one question for each of WORKS."""
    stops = VisitStop.objects.filter(page=record.pk, record__isnull=False)
    return [
        RecordLink.objects.filter(page__record=record.record_id, page__live=True).values("target"),
        stops.values("record"),
        origin_rows(record).values("origin"),
        adaptation_rows(record).values("record"),
        pointing_links(record).values("page__translation_key"),
        pointing_stops(record).values("page__translation_key"),
    ]


def _around(rows: Mapping[str, Any]) -> Around:
    """The works around a record; keys are strings in the answer."""
    pointing = [
        Pointing(
            str(POINTED_AT_AS[row["relation"]]),
            UUID(row["page__translation_key"]),
            row["page__record__city__code"] or "",
            UUID(row["block"]) if row["block"] else None,
        )
        for row in rows["pointing_links"]
    ] + [
        Pointing(str(VISITED), UUID(row["page__translation_key"])) for row in rows["pointing_stops"]
    ]
    return Around(
        [{**row, "origin_id": UUID(row["origin_id"])} for row in rows["origin_rows"]],
        [{**row, "record_id": UUID(row["record_id"])} for row in rows["adaptation_rows"]],
        [made(RecordLink, row) for row in rows["told"]],
        pointing,
        [page_of(row) for name in WORKS for row in rows[name]],
    )


def _version(row: dict[str, Any]) -> dict[str, Any]:
    published = value_of(PublicVersion._meta.get_field("published_at"), row["published_at"])
    return {**row, "published_at": published, "language": row["page__locale__language_code"]}
