from django.db import migrations


def on_postgresql(apps, schema_editor):
    """The best founded of very many records are read in their order, as the newest are."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE INDEX search_text_founded ON search_text (weight DESC)")


def back(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX search_text_founded")


class Migration(migrations.Migration):
    dependencies = [("search", "0014_licence")]
    operations = [migrations.RunPython(on_postgresql, back)]
