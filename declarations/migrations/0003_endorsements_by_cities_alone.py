from django.db import migrations, models
from django.db.models.deletion import CASCADE


class Migration(migrations.Migration):
    dependencies = [
        ("declarations", "0002_endorsements_by_cities"),
        ("practices", "0029_fill_pointers"),
    ]

    operations = [
        migrations.RemoveField(model_name="endorsement", name="city"),
        migrations.RenameField(model_name="endorsement", old_name="city_row", new_name="city"),
        migrations.AlterField(
            model_name="endorsement",
            name="city",
            field=models.ForeignKey(
                on_delete=CASCADE, related_name="endorsements", to="kb.city", verbose_name="city"
            ),
        ),
    ]
