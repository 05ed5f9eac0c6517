import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="KeptSearch",
            fields=[
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("kept_on", models.DateField(db_index=True, verbose_name="kept on")),
                ("language", models.CharField(max_length=10)),
                ("query", models.TextField()),
                ("words", models.JSONField(default=dict)),
                ("steps", models.JSONField(default=list)),
                ("relaxed", models.BooleanField(default=False)),
                ("engine", models.CharField(max_length=30)),
                ("table_version", models.BigIntegerField()),
                ("vocabulary", models.CharField(max_length=36)),
                ("release", models.CharField(max_length=64)),
                ("packed_keys", models.BinaryField()),
            ],
            options={
                "verbose_name": "kept search",
                "verbose_name_plural": "kept searches",
            },
        ),
    ]
