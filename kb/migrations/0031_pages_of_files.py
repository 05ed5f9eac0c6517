from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kb", "0030_index_of_last_edits")]
    operations = [
        migrations.AddField(
            model_name="attachment",
            name="pages",
            field=models.JSONField(editable=False, null=True),
        ),
    ]
