from django.db import migrations, models


def on_postgresql(apps, schema_editor):
    """The embedded engine's own table there; no record is archived yet."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE search_text ADD COLUMN archived boolean NOT NULL DEFAULT false"
        )


def back(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE search_text DROP COLUMN archived")


class Migration(migrations.Migration):
    dependencies = [("search", "0005_waiting")]
    operations = [
        migrations.AddField(
            model_name="searchdocument",
            name="archived",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name="searchdocument",
            index=models.Index(
                condition=models.Q(("archived", True)), fields=["id"], name="search_doc_archived"
            ),
        ),
        migrations.RunPython(on_postgresql, back),
    ]
