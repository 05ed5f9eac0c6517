import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practices", "0023_fill_originals_and_submissions")]

    operations = [
        migrations.AlterField(
            model_name="submission",
            name="record",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="submission",
                to="practices.record",
            ),
        ),
        migrations.RemoveField(model_name="submission", name="page"),
    ]
