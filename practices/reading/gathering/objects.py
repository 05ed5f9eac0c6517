"""Rows of an answer as objects of their models, as if they had been read themselves."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from django.db.models import Field, JSONField, Model
from taggit.models import Tag
from wagtail.models import Locale, Page

from kb.models import City, CityPage, Photo
from practices.models import RecordPage

# Of what a row points at, the columns that the page shows; the rest is read if somebody asks for it.
POINTED_AT: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "tag": (Tag, ("id", "name", "slug")),
    "city": (City, ("key", "code")),
    "photo": (Photo, tuple(field.attname for field in Photo._meta.concrete_fields)),
}


def columns_of(model: type[Model]) -> list[str]:
    """All columns of its table."""
    return [field.attname for field in model._meta.concrete_fields]


def columns_of_relation(relation: Any) -> list[str]:
    """Those of the table, and of what its rows point at."""
    columns = columns_of(relation.related_model)
    for field in relation.related_model._meta.concrete_fields:
        if field.name in POINTED_AT:
            columns += [f"{field.name}__{name}" for name in POINTED_AT[field.name][1]]
    return columns


def related_row(record: RecordPage, relation: Any, row: dict[str, Any]) -> Any:
    """A row that belongs to the record, with what it points at."""
    item = made(relation.related_model, row)
    setattr(item, relation.field.name, record)
    for name, (model, columns) in POINTED_AT.items():
        if f"{name}__{columns[0]}" in row:
            setattr(item, name, made(model, {one: row[f"{name}__{one}"] for one in columns}))
    return item


def city_page(row: dict[str, Any]) -> CityPage:
    """A city's page with the row of the city."""
    facts = {name.removeprefix("city__"): value for name, value in row.items()}
    page: CityPage = made(CityPage, row)
    page.city = made(City, {**facts, "key": row["city_id"]})
    return page


def page_of(row: dict[str, Any]) -> Page:
    """A page with its language."""
    page = made(Page, row)
    page.locale = Locale(pk=row["locale_id"], language_code=row["locale__language_code"])
    return page


def made(model: type[Model], row: dict[str, Any]) -> Any:
    """A row as an object; columns that were not asked for are read when they are."""
    fields = [field for field in model._meta.concrete_fields if field.attname in row]
    values = [value_of(field, row[field.attname]) for field in fields]
    return model.from_db("default", [field.attname for field in fields], values)


def value_of(field: Field[Any, Any], value: Any) -> Any:
    """A value of JSON as the field has it in Python."""
    if isinstance(field, JSONField):
        return json.loads(value) if isinstance(value, str) else value
    value = field.to_python(value)
    # SQLite knows no zones and keeps all moments in UTC.
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and not value.tzinfo else value
