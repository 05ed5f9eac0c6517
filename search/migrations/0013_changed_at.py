from datetime import datetime

from django.db import migrations, models

AT_ONCE = 500


def fill(apps, schema_editor):
    """When the words of each record changed last, as its texts say; a second run changes nothing."""
    document = apps.get_model("search", "SearchDocument")
    last = 0
    while rows := list(document.objects.filter(pk__gt=last, deleted=False).order_by("pk")[:AT_ONCE]):
        last = rows[-1].pk
        for row in rows:
            texts = row.data.get("texts", {}).values()
            moments = [datetime.fromisoformat(one["changed_at"]) for one in texts if one.get("changed_at")]
            row.changed_at = max(moments, default=row.published_at)
        document.objects.bulk_update(rows, ["changed_at"], batch_size=100)


class Migration(migrations.Migration):
    dependencies = [("search", "0012_documents_anew")]
    operations = [
        migrations.AddField(
            model_name="searchdocument",
            name="changed_at",
            field=models.DateTimeField(db_index=True, null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
