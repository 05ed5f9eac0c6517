"""What migrations do after which documents say more than before; no migration itself."""


def build_anew(apps, schema_editor):
    """Mark all documents as waiting: the worker builds them, or who searches next."""
    document = apps.get_model("search", "SearchDocument")
    waiting = apps.get_model("search", "SearchWaiting")
    keys = document.objects.filter(deleted=False).values_list("key", flat=True).iterator()
    waiting.objects.bulk_create((waiting(key=key) for key in keys), batch_size=2_000)
