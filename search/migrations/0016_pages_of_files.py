from django.db import migrations

from search.migrations._anew import build_anew


class Migration(migrations.Migration):
    """Documents say where words of files stand."""

    dependencies = [("search", "0015_founded")]
    operations = [migrations.RunPython(build_anew, migrations.RunPython.noop)]
