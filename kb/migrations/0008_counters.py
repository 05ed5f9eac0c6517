from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    """The table of ``CACHES["counters"]``; there already where somebody ran ``createcachetable``."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("kb", "0007_clearance")]
    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
