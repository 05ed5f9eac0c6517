from django.db import migrations, models
from django.db.models.deletion import CASCADE, SET_NULL


def key(to, name, related_name, **options):
    return models.ForeignKey(
        **{"on_delete": CASCADE, "related_name": related_name, "to": to, "verbose_name": name, **options}
    )


FIELDS = (
    ("partnercity", "city", key("kb.city", "city", "partnerships")),
    ("visitingcity", "city", key("kb.city", "city", "visits_made")),
    ("recordlink", "target", key("practices.record", "record", "linked_from")),
    (
        "visitstop",
        "record",
        key("practices.record", "record", "visited_at", blank=True, null=True, on_delete=SET_NULL),
    ),
)


class Migration(migrations.Migration):
    dependencies = [("practices", "0029_fill_pointers")]

    operations = [
        operation
        for model, name, field in FIELDS
        for operation in (
            migrations.RemoveField(model_name=model, name=name),
            migrations.RenameField(model_name=model, old_name=f"{name}_row", new_name=name),
            migrations.AlterField(model_name=model, name=name, field=field),
        )
    ]
