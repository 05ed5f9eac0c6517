"""Study visits with seats beside an event, and the language of what editors answer to cities."""

import django.core.validators
from django.db import migrations, models

LANGUAGES = [
    ("en", "English"),
    ("fr", "French"),
    ("de", "German"),
    ("it", "Italian"),
    ("ru", "Russian"),
    ("tr", "Turkish"),
]


class Migration(migrations.Migration):

    dependencies = [
        ("exchange", "0009_unchecked_developments"),
    ]

    operations = [
        migrations.AddField(
            "programmeitem",
            "seats",
            models.PositiveIntegerField(
                blank=True,
                help_text="Only for a visit that the host offers: whoever registers ranks these visits and gets one seat.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(20000),
                ],
                verbose_name="seats of a study visit",
            ),
        ),
        migrations.AddField(
            "registration",
            "visits",
            models.JSONField(blank=True, default=list, verbose_name="study visits by preference"),
        ),
        migrations.AddField(
            "registration",
            "visit",
            models.CharField(blank=True, default="", max_length=36, verbose_name="study visit"),
            preserve_default=False,
        ),
        *(
            migrations.AddField(
                model,
                "answer_language",
                models.CharField(blank=True, choices=LANGUAGES, default="", max_length=10),
                preserve_default=False,
            )
            for model in ("visitoffer", "question", "need")
        ),
    ]
