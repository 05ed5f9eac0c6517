"""One row per record: what verbs set no longer stands on each language's page."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practices", "0018_states_follow_from_answers")]

    operations = [
        migrations.CreateModel(
            name="Record",
            fields=[
                ("key", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                (
                    "last_confirmed_on",
                    models.DateField(blank=True, null=True, verbose_name="confirmed by the city on"),
                ),
                (
                    "review_by",
                    models.DateField(
                        blank=True, db_index=True, null=True, verbose_name="to be reviewed by"
                    ),
                ),
                ("archived_on", models.DateField(blank=True, null=True, verbose_name="archived on")),
                (
                    "taken_down_on",
                    models.DateField(blank=True, null=True, verbose_name="taken down on"),
                ),
                (
                    "taken_down_reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="reason, shown to readers"
                    ),
                ),
                (
                    "withdrawn",
                    models.BooleanField(default=False, verbose_name="withdrawn by its city"),
                ),
                ("city_edit_on", models.DateField(blank=True, null=True)),
            ],
            options={"verbose_name": "record", "verbose_name_plural": "records"},
        ),
        migrations.AddField(
            model_name="recordpage",
            name="record",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pages",
                serialize=False,
                to="practices.record",
            ),
        ),
    ]
