from django.db import migrations, models
from django.db.models import Exists, F, OuterRef


def note(apps, schema_editor):
    """As practices.records.translated_parts.note_outdated has it."""
    PublicTranslation = apps.get_model("practices", "PublicTranslation")
    RecordPage = apps.get_model("practices", "RecordPage")
    newer = RecordPage.objects.filter(
        record=OuterRef("page__record"),
        locale__language_code=F("record__original_language"),
        last_published_at__gt=OuterRef("page__last_published_at"),
    ).exclude(last_published_at=F("first_published_at"))
    found = list(
        PublicTranslation.objects.filter(Exists(newer)).values_list("pk", flat=True)
    )
    for start in range(0, len(found), 1_000):
        PublicTranslation.objects.filter(pk__in=found[start : start + 1_000]).update(is_outdated=True)


class Migration(migrations.Migration):
    dependencies = [("practices", "0044_doi")]

    operations = [
        migrations.AddField(
            model_name="publictranslation",
            name="is_outdated",
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name="publictranslation",
            index=models.Index(
                condition=models.Q(is_outdated=True), fields=["page"], name="outdated_translations"
            ),
        ),
        migrations.RunPython(note, migrations.RunPython.noop),
    ]
