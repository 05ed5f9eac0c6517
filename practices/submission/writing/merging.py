"""Two who write in one chapter at once: what each saw, held against what is stored, answer by answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations

from practices.models import RecordPage
from practices.models.parts.choices import concept_field
from practices.submission.writing.chapters import Chapter


def digest(value: Any) -> str:
    """A short mark of a value; equal values have equal marks."""
    return sha256(json.dumps(value, default=str).encode()).hexdigest()[:12]


def fingerprints(
    record: RecordPage, chapter: Chapter, kept: Mapping[str, Any] | None = None
) -> dict[str, str]:
    """A short digest of each field and list of a chapter, as its form shows them.

    ``kept``: answers as typed that the record could not take (``KeptAnswer``), which the form shows instead.
    """
    kept = kept or {}
    found = {}
    for name in chapter.fields_for(record):
        found[name] = digest({"kept": kept[name]} if name in kept else _value(record, name))
    for name in chapter.lists_for(record):
        rows = _value(record, name)
        found[name] = digest([rows, kept[name]] if name in kept else rows)
    return found


def _value(record: RecordPage, name: str) -> Any:
    if name.startswith("concepts_"):
        return sorted(c.pk for c in record.concepts.all() if concept_field(c.facet) == name)
    if name == "tags":
        return sorted(item.tag.name for item in record.tagged_items.all())
    if name == "contact_agreed":
        return record.contact_consent_on is not None
    if name in relations(type(record)):
        return [
            {
                field.name: field.value_from_object(row)
                for field in row._meta.fields
                if field.editable and field.name not in ("id", "page", "sort_order")
            }
            for row in getattr(record, name).all()
        ]
    return record._meta.get_field(name).value_from_object(record)  # type: ignore[union-attr]


def relations(model: type[RecordPage]) -> dict[str, type[models.Model]]:
    """The lists of rows of a kind of record, by name."""
    return {
        relation.get_accessor_name(): relation.related_model
        for relation in get_all_child_relations(model)
    }


def copy_answer(source: RecordPage, target: RecordPage, name: str) -> None:
    """Put what stands in one version of a record into another."""
    if name.startswith("concepts_"):
        others = [c for c in target.concepts.all() if concept_field(c.facet) != name]
        own = [c for c in source.concepts.all() if concept_field(c.facet) == name]
        target.concepts = [*others, *own]
    elif name == "tags":
        target.tagged_items = list(source.tagged_items.all())
    elif name == "contact_agreed":
        for field in ("contact_consent_on", "contact_consent_version", "contact_expires_on"):
            setattr(target, field, getattr(source, field))
    elif hasattr(getattr(source, name), "all"):
        setattr(target, name, list(getattr(source, name).all()))
    else:
        setattr(target, name, getattr(source, name))
