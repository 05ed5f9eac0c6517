"""Links between records have words that are translated; which work was adapted from which stands once."""

import django.db.models.deletion
from django.db import migrations, models

WORDS = ("kept", "changed", "reason", "outcome")
LABELS = ("what was kept", "what was changed", "why it was changed", "what came of it")


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0032_source_of_translations"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="recordlink",
            options={
                "ordering": ["sort_order"],
                "verbose_name": "linked record",
                "verbose_name_plural": "linked records",
            },
        ),
        *(
            migrations.AddField(
                model_name="recordlink",
                name=name,
                field=models.TextField(blank=True, default="", max_length=1000, verbose_name=label),
                preserve_default=False,
            )
            for name, label in zip(WORDS, LABELS, strict=True)
        ),
        migrations.AddField(
            model_name="recordlink",
            name="translation_key",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="recordlink",
            name="locale",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="wagtailcore.locale",
                verbose_name="locale",
            ),
        ),
        migrations.AlterField(
            model_name="recordlink",
            name="target",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="linked_from",
                to="practices.record",
                verbose_name="record",
            ),
        ),
        migrations.CreateModel(
            name="Adaptation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adapted_as_rows",
                        to="practices.record",
                        verbose_name="origin",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adapted_from_rows",
                        to="practices.record",
                        verbose_name="record",
                    ),
                ),
            ],
            options={
                "verbose_name": "adaptation",
                "verbose_name_plural": "adaptations",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("record", "origin"), name="one_adaptation_each"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("record", models.F("origin")), _negated=True),
                        name="no_adaptation_of_itself",
                    ),
                ],
            },
        ),
    ]
