from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practices", "0031_few_records")]

    operations = [
        migrations.AddField(
            model_name="publictranslation",
            name="source_language",
            field=models.CharField(blank=True, default="", max_length=10),
        )
    ]
