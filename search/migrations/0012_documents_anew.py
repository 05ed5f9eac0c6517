from django.db import migrations

from search.migrations._anew import build_anew


class Migration(migrations.Migration):
    """Documents say when they changed, whose words they are, under which licence, and how they are judged."""

    dependencies = [("search", "0011_counts")]
    operations = [migrations.RunPython(build_anew, migrations.RunPython.noop)]
