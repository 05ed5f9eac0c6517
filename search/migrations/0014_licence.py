from django.db import migrations

from search.migrations._anew import build_anew


class Migration(migrations.Migration):
    """Documents say their licence among their codes, so that it is a filter."""

    dependencies = [("search", "0013_changed_at")]
    operations = [migrations.RunPython(build_anew, migrations.RunPython.noop)]
