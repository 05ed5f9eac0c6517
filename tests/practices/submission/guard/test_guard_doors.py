"""Every field of the rows of a record, and what is said of its pictures, is read by the guard."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models
from modelcluster.models import get_all_child_relations

from kb.models import Photo
from practices.models import PracticePage
from practices.submission.guard.privacy import findings
from practices.submission.writing.drafts import newest
from tests.practices.submission.enclosures.test_pictures import add, picture
from tests.practices.writing import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_on_disk")]

PLANTED = "Ahmed Yilmaz, 17, +32 470 12 34 56"
# Reasons of a rating are written by the Alliance's editors, not sent by a city.
OF_EDITORS = {"evidence_ratings"}
LINK = "https://t.me/brother_omar"


def typed(model: Any) -> list[models.Field]:
    return [
        field
        for field in model._meta.local_fields
        if isinstance(field, (models.CharField, models.TextField))
        and not field.choices
        and field.editable
    ]


def rows() -> list[tuple[str, Any, models.Field]]:
    return [
        (relation.get_accessor_name(), relation.related_model, field)
        for relation in get_all_child_relations(PracticePage)
        if relation.related_model.__module__.startswith("practices.")
        and relation.get_accessor_name() not in OF_EDITORS
        for field in typed(relation.related_model)
    ]


@pytest.mark.parametrize(
    ("name", "model", "field"), rows(), ids=lambda value: getattr(value, "name", None)
)
def test_each_typed_field_of_each_row_is_read(
    official: Desk, name: str, model: Any, field: models.Field
) -> None:
    record = newest(official.begin())
    record.is_short_note = False
    planted = LINK if isinstance(field, models.URLField) else PLANTED
    setattr(record, name, [model(**{field.name: planted})])
    assert [finding.field for finding in findings(record)][:1] == [name]


@pytest.mark.parametrize("field", ["title", "description", "credit"])
def test_what_is_said_of_a_picture_is_read(official: Desk, field: str) -> None:
    record = official.begin()
    add(official, record, picture())
    Photo.objects.update(**{field: PLANTED})
    kinds = {finding.kind for finding in findings(newest(record))}
    assert kinds == {"name-and-age", "phone"}
