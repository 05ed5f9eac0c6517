from django.db import migrations


class Migration(migrations.Migration):
    """Home pages, menus and the root are asked for by their depth, for which Wagtail has no index."""

    dependencies = [
        ("kb", "0026_changes_by_topic_and_bursts"),
    ]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX kb_page_depth ON wagtailcore_page (depth, path)",
            "DROP INDEX kb_page_depth",
        )
    ]
