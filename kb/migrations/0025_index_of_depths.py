from django.db import migrations


class Migration(migrations.Migration):
    """Home pages, menus and the root are asked for by their depth, for which Wagtail has no index."""

    dependencies = [
        ("kb", "0024_people_at_cities_alone"),
    ]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX kb_page_depth ON wagtailcore_page (depth, path)",
            "DROP INDEX kb_page_depth",
        )
    ]
