from typing import Any

from django.db import migrations


def make_index(apps: Any, schema_editor: Any) -> None:
    """SQLite has pages that were never edited last anyway, and no words for it in an index."""
    last = " NULLS LAST" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(
        "CREATE INDEX kb_page_last_edit "
        f"ON wagtailcore_page (latest_revision_created_at DESC{last}, id DESC)"
    )


def drop_index(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("DROP INDEX kb_page_last_edit")


class Migration(migrations.Migration):
    """Wagtail's lists begin with the newest edit, for which it has no index: all pages were sorted."""

    dependencies = [
        ("kb", "0029_carriers"),
    ]
    operations = [migrations.RunPython(make_index, drop_index)]
