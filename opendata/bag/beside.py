"""What stands beside records and documents: published versions, dates of trainings, endorsements."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from declarations.models import DocumentPage, Endorsement
from kb.models import City
from opendata.bag.pages import day
from practices.models import PublicVersion, Record, RecordPage, TrainingDate
from practices.records.public_versions import digest_of


def restore_versions(told: Iterable[dict[str, Any]], records: set[str]) -> None:
    """Give these records the versions that they had, in place of those that restoring has made."""
    for key, versions in groupby(told, key=lambda one: str(one["record"])):
        if key not in records:
            continue
        pages = dict(
            RecordPage.objects.filter(translation_key=key).values_list(
                "locale__language_code", "pk"
            )
        )
        PublicVersion.objects.filter(record=uuid.UUID(key)).delete()
        PublicVersion.objects.bulk_create(
            PublicVersion(
                record_id=uuid.UUID(key),
                page_id=pages[one["language"]],
                number=one["number"],
                published_at=datetime.fromisoformat(one["published"]),
                closed_on=day(one["closed_on"]),
                words=one["words"],
                digest=digest_of(one["words"]),
            )
            for one in versions
            if one["language"] in pages
        )


def restore_dates(row: Record, told: list[dict[str, Any]]) -> None:
    """The dates on which a training is given, under the keys that calendars know."""
    for one in told:
        hours = {
            name: time.fromisoformat(one[name]) if one[name] else None
            for name in ("begins", "ends")
        }
        TrainingDate.objects.create(
            **{
                **one,
                **hours,
                "record": row,
                "starts_on": date.fromisoformat(one["starts_on"]),
                "ends_on": date.fromisoformat(one["ends_on"]),
                "cancelled_on": day(one["cancelled_on"]),
            }
        )


def restore_endorsements(told: dict[str, Any]) -> None:
    """The cities that stand behind a document that names none here."""
    pages = DocumentPage.objects.filter(code=told["code"], alias_of=None)
    rows = told.get("endorsements", [])
    if not rows or Endorsement.objects.filter(page__in=pages).exists():
        return
    cities = City.objects.in_bulk([row["city"] for row in rows], field_name="code")
    for page in pages:
        page.endorsements = [
            Endorsement(
                city=cities[row["city"]],
                date=day(row["since"]),
                source=row["source"],
                note=row["notes"].get(page.locale.language_code, ""),
            )
            for row in rows
            if row["city"] in cities
        ]
        page.save_revision().publish()
