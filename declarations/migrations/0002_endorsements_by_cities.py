"""Cities endorse, not one of their pages; practices.0029 moves what is stored."""

from django.db import migrations, models
from django.db.models.deletion import CASCADE


class Migration(migrations.Migration):
    dependencies = [("declarations", "0001_initial"), ("kb", "0024_people_at_cities_alone")]

    operations = [
        migrations.AddField(
            model_name="endorsement",
            name="city_row",
            field=models.ForeignKey(null=True, on_delete=CASCADE, related_name="+", to="kb.city"),
        ),
    ]
