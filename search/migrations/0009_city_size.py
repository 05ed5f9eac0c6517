from django.db import migrations

from search.migrations._anew import build_anew


class Migration(migrations.Migration):
    """Documents say from now on how large the record's cities are."""

    dependencies = [("search", "0008_owned_indices")]
    operations = [migrations.RunPython(build_anew, migrations.RunPython.noop)]
