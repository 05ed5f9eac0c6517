from django.db import migrations


def build_anew(apps, schema_editor):
    """Documents keep the names of organisations apart; the worker builds them, or who searches next."""
    document = apps.get_model("search", "SearchDocument")
    waiting = apps.get_model("search", "SearchWaiting")
    keys = document.objects.filter(deleted=False).values_list("key", flat=True).iterator()
    waiting.objects.bulk_create((waiting(key=key) for key in keys), batch_size=2_000)


class Migration(migrations.Migration):
    dependencies = [("search", "0016_pages_of_files")]
    operations = [migrations.RunPython(build_anew, migrations.RunPython.noop)]
