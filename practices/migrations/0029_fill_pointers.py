"""What points at pages of cities and records points at their rows, in versions too. A second run changes nothing."""

import json

from django.db import migrations
from django.db.models import OuterRef, Subquery

# Lists of a page, with the field of each row that held the number of a page.
OF_CITIES = {"partner_cities": "city", "visiting_cities": "city", "endorsements": "city"}
OF_RECORDS = {"links": "target", "stops": "record"}
AT_ONCE = 500


def fill(apps, schema_editor):
    """The rows of what is there, then the versions and what translations were made from."""
    fill_rows(apps)
    fill_cities_of_records(apps)
    cities = dict(apps.get_model("kb", "CityPage").objects.values_list("pk", "city"))
    revisions = apps.get_model("wagtailcore", "Revision").objects.filter(
        content_type__app_label__in=("practices", "declarations")
    )
    for revision in revisions.order_by("pk").iterator(chunk_size=200):
        if point_at_rows(apps, revision.content, cities):
            revisions.filter(pk=revision.pk).update(content=revision.content)
    sources = apps.get_model("wagtail_localize", "TranslationSource").objects.filter(
        specific_content_type__app_label__in=("practices", "declarations")
    )
    for source in sources.order_by("pk").iterator(chunk_size=200):
        content = json.loads(source.content_json)
        if point_at_rows(apps, content, cities):
            sources.filter(pk=source.pk).update(content_json=json.dumps(content))


def fill_rows(apps):
    """A row that pointed at what is neither city nor record goes; nobody ever saw it."""
    city_pages = apps.get_model("kb", "CityPage").objects.filter(pk=OuterRef("city"))
    for app, model in (
        ("practices", "PartnerCity"),
        ("practices", "VisitingCity"),
        ("declarations", "Endorsement"),
    ):
        rows = apps.get_model(app, model).objects
        rows.filter(city_row=None).update(city_row=Subquery(city_pages.values("city")[:1]))
        rows.filter(city_row=None).delete()
    records = apps.get_model("practices", "RecordPage").objects
    links = apps.get_model("practices", "RecordLink").objects
    pages = records.filter(pk=OuterRef("target"))
    links.filter(target_row=None).update(target_row=Subquery(pages.values("record")[:1]))
    links.filter(target_row=None).delete()
    pages = records.filter(pk=OuterRef("record"))
    stops = apps.get_model("practices", "VisitStop").objects
    stops.filter(record_row=None, record__isnull=False).update(
        record_row=Subquery(pages.values("record")[:1])
    )


def fill_cities_of_records(apps):
    """A record is one of the city below whose page it stands."""
    city_pages = apps.get_model("kb", "CityPage").objects
    cities = dict(city_pages.values_list("path", "city"))
    rows = apps.get_model("practices", "Record").objects
    pages = apps.get_model("practices", "RecordPage").objects.filter(record__city=None)
    found = []
    for key, path in pages.values_list("record", "path").iterator(chunk_size=2000):
        city = cities.get(path[:-4])
        if city:
            found.append(rows.model(key=key, city_id=city))
    rows.bulk_update(list({row.key: row for row in found}.values()), ["city"], batch_size=AT_ONCE)


def point_at_rows(apps, content, cities):
    """Change the content of a version in place; whether there was anything to change."""
    if not isinstance(content, dict):
        return False
    wanted = {
        row.get(field)
        for name, field in OF_RECORDS.items()
        for row in content.get(name) or []
        if isinstance(row.get(field), int)
    }
    pages = apps.get_model("practices", "RecordPage").objects.filter(pk__in=wanted)
    records = dict(pages.values_list("pk", "record")) if wanted else {}
    changed = False
    for fields, known in ((OF_CITIES, cities), (OF_RECORDS, records)):
        for name, field in fields.items():
            rows = content.get(name) or []
            for row in rows:
                if isinstance(row.get(field), int):
                    row[field] = str(known[row[field]]) if row[field] in known else None
                    changed = True
            if changed and name in content and name != "stops":
                content[name] = [row for row in rows if row.get(field) is not None]
    return changed


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0028_pointing_at_cities_and_records"),
        ("declarations", "0002_endorsements_by_cities"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
