"""What a record points at is a city or a record, not one of its pages; what is stored moves next."""

from django.db import migrations, models
from django.db.models.deletion import CASCADE, SET_NULL

# Model, field, to which row of all language versions it points from now on.
POINTERS = (
    ("partnercity", "city", "kb.city"),
    ("visitingcity", "city", "kb.city"),
    ("recordlink", "target", "practices.record"),
    ("visitstop", "record", "practices.record"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0027_requests_at_cities_alone"),
        ("kb", "0024_people_at_cities_alone"),
    ]

    operations = [
        *(
            migrations.AddField(
                model_name=model,
                # Renamed when the key to the page is gone: two indices would have one name.
                name=f"{field}_row",
                field=models.ForeignKey(null=True, on_delete=CASCADE, related_name="+", to=to),
            )
            for model, field, to in POINTERS
        ),
        migrations.AddField(
            model_name="record",
            name="city",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=SET_NULL,
                related_name="records",
                to="kb.city",
                verbose_name="city",
            ),
        ),
    ]
