from django.db import migrations

from search.migrations._anew import build_anew


class Migration(migrations.Migration):
    """Documents keep the names of organisations apart."""

    dependencies = [("search", "0016_pages_of_files")]
    operations = [migrations.RunPython(build_anew, migrations.RunPython.noop)]
