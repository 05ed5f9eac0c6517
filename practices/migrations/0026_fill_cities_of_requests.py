"""What pointed at a page of a city points at the city. A second run changes nothing."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    """Fill the new columns from the pages."""
    requests = apps.get_model("practices", "RecordRequest").objects
    pages = apps.get_model("kb", "CityPage").objects
    for old, new in (("city", "asked_city"), ("from_city", "asking_city")):
        city = pages.filter(pk=OuterRef(f"{old}_id")).values("city_id")[:1]
        requests.filter(**{new: None, f"{old}__isnull": False}).update(**{new: Subquery(city)})


class Migration(migrations.Migration):
    dependencies = [("practices", "0025_cities_of_requests")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
