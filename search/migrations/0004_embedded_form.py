from django.db import migrations, models


def create(apps, schema_editor):
    """On PostgreSQL the full text is kept anew; ``search_rebuild`` fills it (see SearchState.embedded_form)."""
    if schema_editor.connection.vendor == "sqlite":
        return
    schema_editor.execute("DROP TABLE search_text")
    schema_editor.execute(
        "CREATE TABLE search_text (document_id bigint PRIMARY KEY "
        "REFERENCES search_searchdocument (id) ON DELETE CASCADE, "
        "vector tsvector NOT NULL, tokens tsvector NOT NULL, codes text[] NOT NULL, "
        "titles text[] NOT NULL, weight real NOT NULL, published_at timestamptz, reviewed_on date, "
        "year_from smallint, year_to smallint)"
    )
    schema_editor.execute("CREATE INDEX search_text_tokens ON search_text USING gin (tokens)")
    schema_editor.execute("CREATE INDEX search_text_codes ON search_text USING gin (codes)")
    schema_editor.execute(
        "CREATE INDEX search_text_newest ON search_text (published_at DESC NULLS LAST)"
    )


def drop(apps, schema_editor):
    """The form before; to be filled by that version's rebuild."""
    if schema_editor.connection.vendor == "sqlite":
        return
    schema_editor.execute("DROP TABLE search_text")
    schema_editor.execute(
        "CREATE TABLE search_text (document_id bigint PRIMARY KEY "
        "REFERENCES search_searchdocument (id) ON DELETE CASCADE, vector tsvector NOT NULL)"
    )
    schema_editor.execute("CREATE INDEX search_text_vector ON search_text USING gin (vector)")


class Migration(migrations.Migration):
    dependencies = [("search", "0003_elasticsearch")]
    operations = [
        migrations.AddField("searchstate", "embedded_form", models.PositiveSmallIntegerField(default=0)),
        migrations.RunPython(create, drop),
    ]
