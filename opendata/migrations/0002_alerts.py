import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("opendata", "0001_kept_searches")]

    operations = [
        migrations.CreateModel(
            name="Alert",
            fields=[
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("language", models.CharField(max_length=10)),
                ("query", models.TextField()),
                (
                    "rhythm",
                    models.CharField(
                        choices=[("weekly", "once a week"), ("monthly", "once a month")],
                        default="weekly",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("told_until", models.DateTimeField(blank=True, null=True)),
                ("asked_again_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "alert for a search",
                "verbose_name_plural": "alerts for searches",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("email", "language", "query"), name="opendata_one_alert_for_each"
                    )
                ],
            },
        ),
    ]
