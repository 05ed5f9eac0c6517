from typing import Any

from django.db import migrations
from django.db.models import Exists, OuterRef


def choose_again(apps: Any, schema_editor: Any) -> None:
    """Where the original was deleted, the oldest version is the original; a second run changes nothing."""
    pages = apps.get_model("practices", "RecordPage").objects.order_by("pk")
    record = apps.get_model("practices", "Record")
    own = pages.filter(
        record=OuterRef("pk"), locale__language_code=OuterRef("original_language")
    )
    for row in record.objects.filter(~Exists(own)).iterator(chunk_size=500):
        language = pages.filter(record=row.pk).values_list("locale__language_code", flat=True).first()
        if language:
            record.objects.filter(pk=row.pk).update(original_language=language)


class Migration(migrations.Migration):
    dependencies = [("practices", "0038_no_dates_at_pages")]

    operations = [migrations.RunPython(choose_again, migrations.RunPython.noop)]
