from django.db import migrations


def build_anew(apps, schema_editor):
    """Documents say where words of files stand; the worker builds them, or who searches next."""
    document = apps.get_model("search", "SearchDocument")
    waiting = apps.get_model("search", "SearchWaiting")
    keys = document.objects.filter(deleted=False).values_list("key", flat=True).iterator()
    waiting.objects.bulk_create((waiting(key=key) for key in keys), batch_size=2_000)


class Migration(migrations.Migration):
    dependencies = [("search", "0015_founded")]
    operations = [migrations.RunPython(build_anew, migrations.RunPython.noop)]
