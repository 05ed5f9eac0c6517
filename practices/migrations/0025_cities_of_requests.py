"""Requests for records will point at the cities themselves, not at one of their pages."""

import django.db.models.deletion
from django.db import migrations, models


def to_city():
    """The new column, beside the old one."""
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="+",
        to="kb.city",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0024_submissions_of_records_alone"),
        ("kb", "0021_facts_on_cities_alone"),
    ]

    operations = [
        migrations.AddField(model_name="recordrequest", name="asked_city", field=to_city()),
        migrations.AddField(model_name="recordrequest", name="asking_city", field=to_city()),
    ]
