import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kb", "0020_fill_cities")]

    operations = [
        migrations.AlterField(
            model_name="citypage",
            name="city",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pages",
                serialize=False,
                to="kb.city",
            ),
        ),
        migrations.AlterModelOptions(
            name="citypage",
            options={
                "base_manager_name": "objects",
                "verbose_name": "city",
                "verbose_name_plural": "cities",
            },
        ),
        *(
            migrations.RemoveField(model_name="citypage", name=name)
            for name in (
                "code",
                "coordinates_source",
                "coordinator_clears",
                "country",
                "languages",
                "latitude",
                "longitude",
                "names",
                "official_name",
                "population",
                "population_basis",
                "population_source",
                "population_year",
                "website",
            )
        ),
    ]
