from django.db import migrations

from search.migrations._anew import build_anew


class Migration(migrations.Migration):
    """Documents hold their places in the alphabets."""

    dependencies = [("search", "0009_city_size")]
    operations = [migrations.RunPython(build_anew, migrations.RunPython.noop)]
