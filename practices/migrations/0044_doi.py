from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practices", "0043_building_blocks")]

    operations = [
        migrations.AddField(
            model_name="record",
            name="doi",
            field=models.CharField(blank=True, editable=False, max_length=255),
        ),
    ]
