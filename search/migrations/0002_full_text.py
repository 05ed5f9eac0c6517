"""The full-text table of the embedded engine; each database has its own kind."""

from django.db import migrations


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            "CREATE VIRTUAL TABLE search_text USING fts5("
            "title, text, title_stems, text_stems, codes, "
            "tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')"
        )
    else:
        schema_editor.execute(
            "CREATE TABLE search_text (document_id bigint PRIMARY KEY "
            "REFERENCES search_searchdocument (id) ON DELETE CASCADE, vector tsvector NOT NULL)"
        )
        schema_editor.execute("CREATE INDEX search_text_vector ON search_text USING gin (vector)")


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_text")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
