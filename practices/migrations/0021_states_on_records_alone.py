import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practices", "0020_fill_records")]

    operations = [
        migrations.AlterField(
            model_name="recordpage",
            name="record",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pages",
                serialize=False,
                to="practices.record",
            ),
        ),
        *(
            migrations.RemoveField(model_name="recordpage", name=name)
            for name in (
                "last_confirmed_on",
                "review_by",
                "archived_on",
                "taken_down_on",
                "taken_down_reason",
                "withdrawn",
                "city_edit_on",
            )
        ),
    ]
