from django.db import migrations, models

import search.models


class Migration(migrations.Migration):
    dependencies = [("search", "0004_embedded_form")]
    operations = [
        migrations.CreateModel(
            name="SearchWaiting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField()),
                ("since", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.AlterField(
            model_name="searchdocument",
            name="data",
            field=models.JSONField(decoder=search.models.Decoder, default=dict),
        ),
    ]
