"""All that belongs to a record in one question to the database, however much it is.

A record has a dozen tables of its own. Asked one after the other they cost more than the page; here each is a
list within one answer, and modelcluster is handed them as if it had read them itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, JSONField, Model, QuerySet, Subquery
from django.db.models.functions import JSONObject
from taggit.models import Tag
from wagtail.models import Locale, Page

from kb.models import City, CityPage, Concept, Photo, PhotoRendition
from practices.models import (
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
    adaptation_rows,
    origin_rows,
    pointing_links,
    pointing_stops,
    public_pages,
    told_links,
)
from practices.reading.versions.rows import versions_on_page
from practices.records.training_dates import date_rows
from search import services as search

# Of what a row points at, the columns that the page shows; the rest is read if somebody asks for it.
POINTED_AT: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "tag": (Tag, ("id", "name", "slug")),
    "city": (City, ("key", "code")),
    "photo": (Photo, tuple(field.attname for field in Photo._meta.concrete_fields)),
}
RELATIONS = (
    "tagged_items",
    "partners",
    "partner_cities",
    "sources",
    "photos",
    "attachments",
    "provision_answers",
    "evidence_ratings",
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
PAGE = ("id", "title", "url_path", "translation_key", "locale_id", "locale__language_code")


# What other rooms show on a record's page: rows of the record, and which of their columns.
_added: dict[str, tuple[Callable[[RecordPage], QuerySet[Any]], tuple[str, ...]]] = {}


def register_rows(
    name: str, rows: Callable[[RecordPage], QuerySet[Any]], columns: tuple[str, ...]
) -> None:
    """Have rows of another room read in the same question; from ``AppConfig.ready``.

    They stand as plain data in ``page.__dict__["added"][name]``; a preview has none.
    """
    _added[name] = (rows, columns)


class Rows(Subquery):
    """The rows of a queryset as one JSON list."""

    output_field = JSONField()

    def __init__(self, rows: Any, columns: Iterable[str]) -> None:
        super().__init__(rows.values(row=JSONObject(**{name: F(name) for name in columns})))

    def as_sql(self, compiler: Any, connection: Any, template: Any = None, **extra: Any) -> Any:
        """PostgreSQL and SQLite have each their own name for a list of rows."""
        listed = (
            "jsonb_agg(rows.row)"
            if connection.vendor == "postgresql"
            else "json_group_array(json(rows.row))"
        )
        own = f"(SELECT COALESCE({listed}, '[]') FROM (%(subquery)s) rows)"  # noqa: S608
        return super().as_sql(compiler, connection, template=own, **extra)


def gather(record: RecordPage) -> None:
    """Read the relations, city and public neighbours of a published record."""
    relations = {
        relation.get_accessor_name(): relation
        for relation in record._meta.related_objects
        if relation.get_accessor_name() in RELATIONS
    }
    works = _works(record)
    renditions = PhotoRendition.objects.filter(image__shown_in__page=record.pk)
    concepts = Concept.objects.filter(records=record.pk)
    level = Concept.objects.filter(pk=record.evidence_level_id)
    parent = CityPage.objects.filter(path=record.path[: -record.steplen])
    original = RecordPage.objects.filter(
        record=record.record_id,
        live=True,
        locale__language_code=F("record__original_language"),
    )
    translated = PublicTranslation.objects.filter(page=record.pk)
    lists = {
        "state": Rows(Record.objects.filter(pk=record.record_id), _columns(Record)),
        "judged": Rows(original, JUDGED),
        "city": Rows(parent, CITY),
        "translation": Rows(translated, _columns(PublicTranslation)),
        "level": Rows(level, _columns(Concept)),
        "concepts": Rows(concepts, _columns(Concept)),
        "renditions": Rows(renditions.distinct(), _columns(PhotoRendition)),
        **{name: Rows(public_pages(keys), PAGE) for name, keys in works.items()},
        "origin_rows": Rows(origin_rows(record), ("origin_id", "origin__city__code")),
        "adaptation_rows": Rows(adaptation_rows(record), ("record_id", "record__city__code")),
        "versions": Rows(versions_on_page(record), VERSION),
        "dates": Rows(date_rows(record), _columns(TrainingDate)),
        "told": Rows(told_links(record), _columns(RecordLink)),
        "pointing_links": Rows(pointing_links(record), ("relation", "page__translation_key")),
        "pointing_stops": Rows(pointing_stops(record), ("page__translation_key",)),
        **{
            name: Rows(
                relation.related_model._default_manager.filter(
                    **{relation.field.name: record.pk}
                ).order_by(*relation.related_model._meta.ordering),
                _relation_columns(relation),
            )
            for name, relation in relations.items()
        },
        **{f"added_{name}": Rows(of(record), columns) for name, (of, columns) in _added.items()},
    }
    found = (
        RecordPage.objects.filter(pk=record.pk)
        .annotate(**{f"all_{name}": rows for name, rows in lists.items()})
        .values(*(f"all_{name}" for name in lists))
        .get()
    )
    rows = {name: found[f"all_{name}"] for name in lists}
    record.translation_state = next(
        (_made(PublicTranslation, row) for row in rows["translation"]), None
    )
    record.record = _made(Record, rows["state"][0])
    for judged in rows["judged"]:
        for name in JUDGED:
            setattr(record, name, _value(RecordPage._meta.get_field(name), judged[name]))
    record.city = next((_city(row) for row in rows["city"]), None)
    record.evidence_level = next((_made(Concept, row) for row in rows["level"]), None)
    record.neighbours = [_page(row) for row in (*rows["linked"], *rows["visited"])]
    record.__dict__["around"] = _around(rows, works)
    record.__dict__["dates"] = [_made(TrainingDate, row) for row in rows["dates"]]
    record.__dict__["newest_versions"] = [_version(row) for row in rows["versions"]]
    record.__dict__["added"] = {name: rows[f"added_{name}"] for name in _added}
    search.note_records(UUID(row["translation_key"]) for name in works for row in rows[name])
    # Those that are not public now may be so tomorrow.
    record.__dict__["newest_versions"] = [_version(row) for row in rows["versions"]]
    search.note_records(UUID(row["origin_id"]) for row in rows["origin_rows"])
    known = record.__dict__.setdefault("_cluster_related_objects", {})
    known["concepts"] = [_made(Concept, row) for row in rows["concepts"]]
    for name, relation in relations.items():
        known[name] = [_related(record, relation, row) for row in rows[name]]
    pictures = [_made(PhotoRendition, row) for row in rows["renditions"]]
    for item in known.get("photos", []):
        item.photo.prefetched_renditions = [
            picture for picture in pictures if picture.image_id == item.photo_id
        ]


def _version(row: dict[str, Any]) -> dict[str, Any]:
    published = _value(PublicVersion._meta.get_field("published_at"), row["published_at"])
    return {**row, "published_at": published, "language": row["page__locale__language_code"]}


def _works(record: RecordPage) -> dict[str, Any]:
    """The keys of the works around a record, one question each."""
    stops = VisitStop.objects.filter(page=record.pk, record__isnull=False)
    return {
        "linked": RecordLink.objects.filter(page=record.pk).values("target"),
        "visited": stops.values("record"),
        "origins": origin_rows(record).values("origin"),
        "adaptations": adaptation_rows(record).values("record"),
        "pointed_by": pointing_links(record).values("page__translation_key"),
        "seen_on": pointing_stops(record).values("page__translation_key"),
    }


def _around(rows: dict[str, Any], works: Iterable[str]) -> Around:
    """The works around a record, whose pages stand under these names; keys are strings in the answer."""
    pointing = [
        (str(POINTED_AT_AS[row["relation"]]), UUID(row["page__translation_key"]))
        for row in rows["pointing_links"]
    ] + [(str(VISITED), UUID(row["page__translation_key"])) for row in rows["pointing_stops"]]
    return Around(
        [{**row, "origin_id": UUID(row["origin_id"])} for row in rows["origin_rows"]],
        [{**row, "record_id": UUID(row["record_id"])} for row in rows["adaptation_rows"]],
        [_made(RecordLink, row) for row in rows["told"]],
        pointing,
        [_page(row) for name in works for row in rows[name]],
    )


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _relation_columns(relation: Any) -> list[str]:
    columns = _columns(relation.related_model)
    for field in relation.related_model._meta.concrete_fields:
        if field.name in POINTED_AT:
            columns += [f"{field.name}__{name}" for name in POINTED_AT[field.name][1]]
    return columns


def _related(record: RecordPage, relation: Any, row: dict[str, Any]) -> Any:
    item = _made(relation.related_model, row)
    setattr(item, relation.field.name, record)
    for name, (model, columns) in POINTED_AT.items():
        if f"{name}__{columns[0]}" in row:
            found = {one: row[f"{name}__{one}"] for one in columns}
            setattr(item, name, _made(model, found))
    return item


def _city(row: dict[str, Any]) -> CityPage:
    """A city's page with the row of the city."""
    facts = {name.removeprefix("city__"): value for name, value in row.items()}
    page: CityPage = _made(CityPage, row)
    page.city = _made(City, {**facts, "key": row["city_id"]})
    return page


def _page(row: dict[str, Any]) -> Page:
    page = _made(Page, row)
    page.locale = Locale(pk=row["locale_id"], language_code=row["locale__language_code"])
    return page


def _made(model: type[Model], row: dict[str, Any]) -> Any:
    """A row of the answer as an object; columns that were not asked for are read when they are."""
    fields = [field for field in model._meta.concrete_fields if field.attname in row]
    values = [_value(field, row[field.attname]) for field in fields]
    return model.from_db("default", [field.attname for field in fields], values)


def _value(field: Any, value: Any) -> Any:
    if isinstance(field, JSONField):
        return json.loads(value) if isinstance(value, str) else value
    value = field.to_python(value)
    # SQLite knows no zones and keeps all moments in UTC.
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and not value.tzinfo else value
