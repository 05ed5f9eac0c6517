"""Links that stand already, in the language of their pages; adaptations that are public already."""

import uuid

from django.db import migrations

BATCH = 500
ADAPTED_FROM = "adapted-from"
NAMESPACE = uuid.UUID("6d1ad5b4-2d5c-4f0e-9f5c-4a3f8d0e9b11")


def fill(apps, schema_editor):
    """Rows of one record that say the same in several languages are translations of one another."""
    links = apps.get_model("practices", "RecordLink").objects
    adaptations = apps.get_model("practices", "Adaptation").objects
    rows = links.select_related("page").order_by("pk")
    taken = set()
    for row in rows.iterator(chunk_size=BATCH):
        named = f"{row.page.translation_key}:{row.relation}:{row.target_id}"
        key = uuid.uuid5(NAMESPACE, named)
        if (key, row.page.locale_id) in taken:
            key = uuid.uuid4()
        taken.add((key, row.page.locale_id))
        links.filter(pk=row.pk).update(translation_key=key, locale=row.page.locale_id)
        own = row.page.record_id
        if row.relation == ADAPTED_FROM and row.page.live and row.target_id not in (None, own):
            adaptations.get_or_create(record_id=own, origin_id=row.target_id)


class Migration(migrations.Migration):
    dependencies = [("practices", "0033_adaptations")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
