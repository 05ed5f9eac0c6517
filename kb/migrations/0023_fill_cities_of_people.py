"""What pointed at a page of a city points at the city. A second run changes nothing."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    """Fill the new columns; of two roles of a person in one city the one that may more stays."""
    page = apps.get_model("kb", "CityPage").objects.filter(pk=OuterRef("city_id"))
    for name in ("CityRole", "Invitation", "AccountRequest"):
        rows = apps.get_model("kb", name).objects.filter(own_city=None, city__isnull=False)
        rows.update(own_city=Subquery(page.values("city_id")[:1]))
    roles = apps.get_model("kb", "CityRole").objects
    kept = set()
    for pk, *whose in roles.order_by("role", "pk").values_list("pk", "user_id", "own_city_id"):
        # "coordinator" comes before "official".
        if tuple(whose) in kept:
            roles.filter(pk=pk).delete()
        kept.add(tuple(whose))


class Migration(migrations.Migration):
    dependencies = [("kb", "0022_cities_of_people")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
