from django.db import migrations

from search.migrations._anew import build_anew


class Migration(migrations.Migration):
    """Documents say from now on who has written the record."""

    dependencies = [("search", "0006_archived")]
    operations = [migrations.RunPython(build_anew, migrations.RunPython.noop)]
