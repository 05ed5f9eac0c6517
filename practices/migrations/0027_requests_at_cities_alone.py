import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practices", "0026_fill_cities_of_requests")]

    operations = [
        migrations.RemoveField(model_name="recordrequest", name="city"),
        migrations.RemoveField(model_name="recordrequest", name="from_city"),
        migrations.RenameField(
            model_name="recordrequest", old_name="asked_city", new_name="city"
        ),
        migrations.RenameField(
            model_name="recordrequest", old_name="asking_city", new_name="from_city"
        ),
        migrations.AlterField(
            model_name="recordrequest",
            name="city",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="record_requests",
                to="kb.city",
            ),
        ),
        migrations.AlterField(
            model_name="recordrequest",
            name="from_city",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="requests_made",
                to="kb.city",
            ),
        ),
    ]
