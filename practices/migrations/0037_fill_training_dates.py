"""Dates of trainings move from the page of the original to the training; twice it changes nothing."""

import re
import uuid

from django.db import migrations
from django.db.models import F

NAMESPACE = uuid.UUID("0a3f0c5e-5d0b-4c64-9d0a-7a6a0e7a54c1")
BATCH = 500


def fill(apps, schema_editor):
    """A date of the same day and place in two rows is two dates."""
    sessions = apps.get_model("practices", "TrainingSession").objects.filter(
        page__locale__language_code=F("page__record__original_language")
    )
    dates = apps.get_model("practices", "TrainingDate").objects
    for row in sessions.select_related("page__locale").iterator(chunk_size=BATCH):
        page = row.page
        spoken = re.findall(r"\b[a-z]{2}\b", page.delivery_languages)
        dates.get_or_create(
            key=uuid.uuid5(NAMESPACE, str(row.pk)),
            defaults={
                "record_id": page.record_id,
                "starts_on": row.starts_on,
                "ends_on": row.ends_on or row.starts_on,
                "place": row.place,
                "language": row.language or (spoken or [page.locale.language_code])[0],
                "mode": page.mode or "on-site",
                "open_to_others": bool(page.open_to_other_cities),
                "seats": "" if row.seats is None else str(row.seats),
                "registration_url": row.registration_url,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("practices", "0036_training_dates")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
