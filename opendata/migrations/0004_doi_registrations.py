from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("opendata", "0003_collected_elsewhere")]

    operations = [
        migrations.CreateModel(
            name="DoiRegistration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record_key", models.UUIDField(editable=False, unique=True)),
                ("doi", models.CharField(editable=False, max_length=255, unique=True)),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "none"),
                            ("draft", "Draft"),
                            ("findable", "Findable"),
                            ("registered", "Registered"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("noticed", models.BigIntegerField(db_index=True)),
                ("sent", models.CharField(blank=True, max_length=64)),
                ("due_at", models.DateTimeField(blank=True, db_index=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("trouble", models.CharField(blank=True, max_length=100)),
            ],
            options={
                "verbose_name": "registration of a DOI",
                "verbose_name_plural": "registrations of DOIs",
            },
        ),
    ]
