"""The original's language and the submission belong to the record; what is stored moves in the next migration."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practices", "0021_states_on_records_alone")]

    operations = [
        migrations.AddField(
            model_name="record",
            name="original_language",
            field=models.CharField(
                default="", max_length=10, verbose_name="language of the original"
            ),
            preserve_default=False,
        ),
        migrations.RenameField(model_name="submission", old_name="record", new_name="page"),
        migrations.AlterField(
            model_name="submission",
            name="page",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="practices.recordpage",
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="record",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="submission",
                to="practices.record",
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="clearance_asked_for",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="practices.recordpage",
            ),
        ),
    ]
